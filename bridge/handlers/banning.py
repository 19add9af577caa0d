"""A chat whose customer was banned in another one, and bans that have run out."""

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store.inbox import InboxRow
from core.conversation.events import ContactBanned
from core.inbound import CustomerBanned


def customer_banned(unit: Unit, row: InboxRow, body: CustomerBanned) -> None:
    """End the chat; nothing where it has never begun."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is not None:
        advance(unit, chat, ContactBanned(unit.now, body.by))
