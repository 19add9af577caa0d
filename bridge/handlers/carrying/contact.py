"""To which conversation a customer's next message belongs."""

from dataclasses import replace

from bridge.handlers.turning_away import see_that_none_was_made
from bridge.handlers.unit import Unit
from bridge.store import contacts, messages
from core.capabilities import needs_fetching
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.conversation.routes import by_another, present, routes_of
from core.errors import Conflict

UNFETCHED_MOST = 20
"""How many of the customer's last messages may have files that are not fetched yet."""


def reopen(unit: Unit, chat: Conversation, effect: do.OpenContact) -> None:  # noqa: ARG001 - one shape for all effects
    """Make a chat its customer's open one again, wherever they have no other.

    Raises:
        Conflict: where it goes now a newer one was opened at this very moment.
    """
    for route in routes_of(chat):
        if not contacts.reopen(unit.conn, *route, chat.id) and route == present(chat):
            raise Conflict(f"the customer of conversation {chat.id} has opened another one meanwhile")


def close(unit: Unit, chat: Conversation, effect: do.CloseContact) -> None:  # noqa: ARG001 - one shape for all effects
    """Let the customer's next message open another one."""
    for route in routes_of(chat):
        contacts.close(unit.conn, *route, chat.id)


def claim(unit: Unit, chat: Conversation, effect: do.ClaimContact) -> None:
    """Let what comes by the present route be this chat's.

    Raises:
        Conflict: another one was opened meanwhile, or the customer was banned there.
    """
    see_that_none_was_made(unit.conn, unit.office, present(chat), unit.now)
    via, address = by_another(chat, effect.left)
    for message in messages.of_customer(unit.conn, chat.id, UNFETCHED_MOST):
        if message.via is None and needs_fetching(message.parts):
            unit.change_message(replace(message, via=via, via_address=address))
    if not contacts.claim(unit.conn, *present(chat), chat.queue, chat.id):
        raise Conflict(f"the customer of conversation {chat.id} has another one open where it goes on")
