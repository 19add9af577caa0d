"""To which conversation a customer's next message belongs."""

from bridge.handlers.unit import Unit
from bridge.store import contacts
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.errors import Conflict


def reopen(unit: Unit, chat: Conversation, effect: do.OpenContact) -> None:  # noqa: ARG001 - one shape for all effects
    """Make a chat its customer's open one again. Raises `Conflict` when a newer one was opened at this very moment."""
    if not contacts.reopen(unit.conn, chat.channel, chat.contact, chat.id):
        raise Conflict(f"the customer of conversation {chat.id} has opened another one meanwhile")


def close(unit: Unit, chat: Conversation, effect: do.CloseContact) -> None:  # noqa: ARG001 - one shape for all effects
    """Let the customer's next message open another one."""
    contacts.close(unit.conn, chat.channel, chat.contact, chat.id)
