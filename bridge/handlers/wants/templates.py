"""Which templates may be sent in a chat, and whether nothing else reaches its customer now."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import memory
from core.conversation.model import Conversation
from core.features.templates import Approved
from core.ids import ChannelName
from core.ports import CustomerChannel, OffersTemplates

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking


def load(conn: Connection, asking: "Asking") -> Approved:
    """Give them for the chat in which somebody asks."""
    return approved(conn, asking.channels, asking.conversation, asking.at)


def approved(
    conn: Connection,
    channels: Mapping[ChannelName, CustomerChannel],
    chat: Conversation | None,
    at: datetime,
) -> Approved:
    """Ask the chat's channel."""
    channel = channels.get(chat.channel) if chat is not None else None
    if chat is None or channel is None or not isinstance(channel, OffersTemplates):
        return Approved()
    there = tuple(channel.templates(chat.contact))
    if not there:
        return Approved()
    name = chat.channel
    return Approved(there, channel.takes_templates_only(chat.contact, lambda key: memory.get(conn, name, key), at))
