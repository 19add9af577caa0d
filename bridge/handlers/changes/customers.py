"""What agents say of which addresses are one customer's, written down beside the chats."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge.store import identities
from core.conversation.model import Conversation
from core.features.identities import Joined, Parted

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def joined(unit: "Unit", chat: Conversation | None, change: Joined) -> None:
    """Keep that addresses are the chat's customer's."""
    if chat is not None:
        own, mint = (chat.channel, chat.contact), unit.office.mint.key()
        identities.join(unit.conn, own, change.contacts, change.by, unit.now, mint)


def parted(unit: "Unit", _: Conversation | None, change: Parted) -> None:
    """Keep that addresses are nobody else's."""
    for contact in change.contacts:
        identities.part(unit.conn, contact)


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType(
    {Joined: joined, Parted: parted}
)
"""What is carried out here, by the change."""
