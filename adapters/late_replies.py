"""What becomes of what a customer writes after the end of their chat, where no window shows them that it has ended."""

from enum import StrEnum, auto
from typing import Annotated

from pydantic import Field

from core.ids import ChannelName, ExternalRef
from core.ports import Feed


class LateReply(StrEnum):
    """What is done with what a customer writes after the end of their chat."""

    NEW_CHAT = auto()
    IGNORED = auto()


LateReplies = Annotated[
    LateReply,
    Field(
        description="What becomes of what a customer writes after the end of their chat: a new chat (new_chat), or "
        "nothing (ignored): then nobody sees it."
    ),
]
"""The setting of a channel."""


async def is_late(setting: LateReply, feed: Feed, channel: ChannelName, contact: ExternalRef) -> bool:
    """Tell whether the customer's last chat has ended, and nobody is to see what they write."""
    if setting is LateReply.NEW_CHAT:
        return False
    return (await feed.state(channel, contact)).status == "ended"
