"""What was said to a customer past every desk, in the platform's own inbox: shown in the thread, never sent again."""

from bridge.handlers import lanes, pacing, settling
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store import deliveries
from bridge.store.inbox import InboxRow
from core.conversation import events as on
from core.conversation.routes import named, present
from core.ids import ExternalRef, PersonRef, person_participant
from core.inbound import ContactSubject
from core.inbound_customers import AnsweredElsewhere, CustomerConsent, TooMuchDropped
from core.messages import Message
from core.sentences import say

SOMEBODY = person_participant(PersonRef("elsewhere"))
"""Who answers there: the platform doesn't say it."""


def told_by_channel(unit: Unit, row: InboxRow, body: CustomerConsent | AnsweredElsewhere | TooMuchDropped) -> None:
    """Show what is told of a customer beside their words."""
    match body:
        case CustomerConsent():
            settling.customer_consent(unit, row, body)
        case AnsweredElsewhere():
            answered_elsewhere(unit, row, body)
        case TooMuchDropped():
            pacing.too_much_dropped(unit, row)


def answered_elsewhere(unit: Unit, row: InboxRow, body: AnsweredElsewhere) -> None:
    """Show in the thread of an open chat what somebody answered its customer elsewhere."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None or not chat.is_open():
        return
    subject = row.inbound.subject
    there = (subject.channel, subject.contact) if isinstance(subject, ContactSubject) else present(chat)
    message = Message(
        id=unit.office.mint.message(),
        conversation=chat.id,
        author=SOMEBODY,
        author_name=unit.office.words(say("answered_elsewhere", channel=unit.office.directory().channel(there[0]))),
        at=row.inbound.at,
        parts=body.parts,
    )
    advance(unit, chat, on.AnsweredElsewhere(row.inbound.at, message, masked=body.masked))
    at = there[0], named(chat, there) if chat.taken else None
    deliveries.add(unit.conn, message.id, at, ExternalRef(row.inbound.dedupe), "copy", "sent")
