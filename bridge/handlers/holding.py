"""Chats on hold whose customer has written: they go on as soon as their agent has room."""

from contextlib import suppress

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store.inbox import InboxRow
from core.conversation.events import Resumed
from core.errors import CapacityReached


def resume_held(unit: Unit, row: InboxRow) -> None:
    """Let a chat go on, where there is room; else it is looked at again when there is."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None:
        return
    with suppress(CapacityReached):  # refused before anything was written
        advance(unit, chat, Resumed(unit.now))
