"""What one contact writes too much of waits in a lane of its own, and goes into its chat by and by.

Rules:
1. It waits beside the chat's lane and never in it: what agents do there is not held up, and a ban is done at once. What
   waits is turned away then, when its turn comes.
2. Whatever the contact says meanwhile waits behind, in whichever process it comes in.
3. Of what is dropped nothing is kept but how much it was. The thread is told once what waited before it was shown, and
   the audit log has a line.
4. Who ends and begins chats faster than their pace begins the next one later.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bridge.delivery.jobs import NoticeJob
from bridge.handlers import lanes
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store import audit, contacts, inbox, routes
from bridge.store.contacts import ContactRow
from bridge.store.inbox import InboxRow
from core.conversation.effects import SYSTEM, Audit, AuditAct
from core.features.masked import counted
from core.inbound import ContactSubject, Inbound
from core.inbound_customers import TooMuchDropped
from core.policy.pacing import Dropped, wait_until
from core.sentences import say

log = structlog.get_logger(__name__)


def held(
    conn: Connection, office: Office, inbound: Inbound, known: ContactRow | None, now: datetime, *, is_over: bool
) -> datetime | Dropped | None:
    """Say until when an inbound waits because its contact writes too much; None for one that is handled at once."""
    if known is None or not office.pacing.holds(inbound):
        return None
    has_waiting = known.held_until is not None and (
        known.held_until > now or inbox.has_unsettled(conn, lanes.of_contact(known.channel, known.contact))
    )
    until = wait_until(now, known.held_until, office.pacing.plan, is_over=is_over, has_waiting=has_waiting)
    if until is None and _begins(inbound, known):
        seconds = office.pacing.chat_in(inbound)
        until = now + timedelta(seconds=seconds) if seconds else None
    if until is None:
        return None
    if until is Dropped.DROPPED and inbox.has(conn, inbound):
        return now  # its platform has delivered it twice, and nothing is lost: whoever stores it is told so
    if until is Dropped.DROPPED:
        _drop(conn, office, inbound, known, now)
    else:
        contacts.hold(conn, known.channel, known.contact, until)
        office.pacing.held()
    return until


def lane_of_contact(conn: Connection, office: Office, subject: ContactSubject, known: ContactRow | None) -> str | None:
    """Find the lane of a contact's chat; opens one for a contact that has none and may have one.

    Before a chat is opened, one that goes on takes its address back: it was opened again while a newer one had it.
    """
    there = known.open_conversation if known is not None else None
    if there is not None and (not subject.may_open or known is None or subject.name in ("", known.name)):
        return lanes.of_conversation(there)  # most of what comes
    if subject.may_open:
        if known is not None and there is None:
            _take_back(conn, known)
        mint = office.mint.conversation()
        conversation, _ = contacts.resolve(conn, subject.channel, subject.contact, subject.queue, subject.name, mint)
        return lanes.of_conversation(conversation)
    return None


def _take_back(conn: Connection, known: ContactRow) -> None:
    """Let a contact without an open chat have the one that has gone by it and goes on elsewhere.

    Whoever opens a chat there at this moment is first or second: who reads the contact next finds the one that was
    first. Where the older chat ends at this moment, these are late words to it, and open it again.
    """
    whose = known.channel, known.contact
    chat = routes.live_by(conn, whose)
    if chat is not None:
        contacts.reopen(conn, *whose, chat)


def let_go_on(conn: Connection, office: Office, row: InboxRow, known: ContactRow | None, now: datetime) -> bool:
    """Put what has waited into the lane of its chat; False for what belongs to none, and is handled where it is."""
    subject = row.inbound.subject
    if not isinstance(subject, ContactSubject) or row.lane != lanes.of_contact(subject.channel, subject.contact):
        return False
    if known is not None and _begins(row.inbound, known):
        seconds = office.pacing.chat_in(row.inbound)
        if seconds:
            inbox.wait(conn, row.id, row.lane, now + timedelta(seconds=seconds))
            return True
    lane = lane_of_contact(conn, office, subject, known)
    if lane is not None:
        inbox.relane(conn, row.id, lane)
    return lane is not None


def too_much_dropped(unit: Unit, row: InboxRow) -> None:
    """Say in the thread, and write down, how much was dropped since the last time."""
    subject = row.inbound.subject
    if not isinstance(subject, ContactSubject):
        return
    number = contacts.take_dropped(unit.conn, subject.channel, subject.contact)
    if not number:
        return
    chat = unit.chat(lanes.conversation_of(row.lane))
    entry = Audit(AuditAct.DROPPED, SYSTEM, fields={"messages": str(number), "channel": subject.channel})
    about = chat.id if chat is not None else None
    audit.add(unit.conn, unit.now, entry, about, (subject.channel, subject.contact))
    if chat is not None and chat.is_open():
        unit.tell_desk(unit.queue(chat).desk, NoticeJob(say("thread_too_much", count=counted(number))), chat)


def _begins(inbound: Inbound, known: ContactRow) -> bool:
    subject = inbound.subject
    return known.open_conversation is None and isinstance(subject, ContactSubject) and subject.may_open


def _drop(conn: Connection, office: Office, inbound: Inbound, known: ContactRow, now: datetime) -> None:
    """Count what is dropped; the first since the last notice has it told behind what waits."""
    office.pacing.dropped(known.channel)
    if contacts.count_dropped(conn, known.channel, known.contact) > 1:
        return
    log.warning("too_much_dropped", channel=known.channel)
    due = known.held_until or now
    subject = ContactSubject(known.channel, known.contact, known.queue, may_open=False)
    notice = Inbound(inbound.source, f"too-much:{office.mint.key()}", subject, TooMuchDropped(), now)
    inbox.add(conn, notice, lanes.of_contact(known.channel, known.contact), due)
