"""Where home pages list a chat, and when what they show of it has changed.

Rule: whatever a page shows of a chat is compared here; what isn't named here stays old on pages that are open.
"""

from bridge.handlers.unit import Unit
from core.conversation.model import Conversation
from core.features.home_sections.chats import stands_since
from core.routing.line import lines_of


def show_changed(unit: Unit, before: Conversation, after: Conversation) -> None:
    """Bring the home pages that list a chat up to date, where a step has changed what they show."""
    was_in, is_in = lines_of(before), lines_of(after)
    if was_in != is_in:
        unit.show_floor()
        for queue in dict.fromkeys((*was_in, *is_in)):
            unit.show_line(queue)
    elif _listed(before) == _listed(after):
        return
    _show_homes(unit, before, after)


def show_place(unit: Unit, chat: Conversation) -> None:
    """Bring the home pages that list a chat up to date, as its thread is there now and they can link it."""
    for queue in lines_of(chat):
        unit.show_line(queue)
    _show_homes(unit, chat)


def _show_homes(unit: Unit, *chats: Conversation) -> None:
    concerned = {seat.agent for chat in chats for seat in chat.participants}
    concerned |= {agent for chat in chats if chat.offer for agent in chat.offer.agents}
    concerned |= {held.agent for chat in chats for held in chat.held if held.agent}
    concerned |= {chat.invitation.agent for chat in chats if chat.invitation}
    for agent in sorted(concerned):
        unit.show_homes(unit.agent(agent))


def _listed(chat: Conversation) -> tuple[object, ...]:
    """Give what home pages show of a chat in hand."""
    return (
        *(chat.unread, chat.held, chat.offer, chat.silence, chat.hold, chat.status, chat.customer_gone),
        *(chat.participants, chat.invitation, chat.owner, chat.flag, chat.private, chat.queue, chat.customer_name),
        *(chat.disposition, chat.activity, stands_since(chat)),
    )
