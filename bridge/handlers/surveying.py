"""What customers say of a chat after its end."""

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store import survey
from bridge.store.inbox import InboxRow
from bridge.store.survey import Said
from core.conversation.events import CustomerRated
from core.conversation.model import Conversation
from core.conversation.surveying import is_taken
from core.ids import CUSTOMER
from core.inbound import CustomerRating
from core.messages import Message, Text


def customer_rated(unit: Unit, row: InboxRow, body: CustomerRating) -> None:
    """Keep a score and the words to it; the newest counts."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None or not is_taken(chat, body.score, unit.queue(chat).survey, row.inbound.at):
        return
    before = survey.get(unit.conn, chat.id)
    comment = body.comment or (before.comment if before else "")
    is_news = before is None or comment != before.comment
    survey.put(unit.conn, chat.id, row.inbound.at, chat.queue, chat.owner, Said(body.score, comment))
    said = _message(unit, chat, row, body, comment) if comment and is_news else None
    again = before is not None and before.score == body.score
    advance(unit, chat, CustomerRated(row.inbound.at, body.score, said, again))


def _message(unit: Unit, chat: Conversation, row: InboxRow, body: CustomerRating, words: str) -> Message:
    name = chat.customer_name or body.name
    return Message(unit.office.mint.message(), chat.id, CUSTOMER, name, row.inbound.at, (Text(words),))
