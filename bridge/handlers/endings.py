"""What follows from the end of a chat beside the chat: it can be found as a past one, and is filed."""

from bridge.delivery.jobs import SMTP, TranscriptMailJob
from bridge.handlers.unit import Unit
from bridge.store import audit, past
from core.conversation.effects import SYSTEM, Audit, AuditAct
from core.conversation.model import Conversation, Status


def follow_the_end(unit: Unit, before: Conversation, after: Conversation) -> None:
    """List a chat that has ended, take it off when it goes on, mail it to the archive when it is handled."""
    if before.status is after.status:
        return
    if not after.is_open():
        past.add(unit.conn, after)
    elif not before.is_open():
        past.remove(unit.conn, after.id)
    if after.status is Status.HANDLED:
        for address in unit.office.archive:
            unit.send(after, SMTP, TranscriptMailJob(address, private=True))
            audit.add(unit.conn, unit.now, Audit(AuditAct.EXPORTED, SYSTEM, fields={"to": "archive"}), after.id)
