"""What is around a channel of Meta's in its own tests: the core's ports, in memory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from core.ids import ChannelName, ConversationId, ExternalRef, FileId, MessageId, ParticipantId
from core.inbound import Inbound
from core.messages import Media, Message, Text
from core.ports import FeedState, Outbound

CHAT = ConversationId("c1")


class Kept:
    """An inbox that keeps what it is given, once each."""

    def __init__(self) -> None:
        self.inbounds: list[Inbound] = []
        self.trouble: Exception | None = None

    async def accept(self, inbound: Inbound) -> bool:
        if self.trouble is not None:
            raise self.trouble
        if any(one.dedupe == inbound.dedupe for one in self.inbounds):
            return False
        self.inbounds.append(inbound)
        return True


@dataclass
class Standing:
    """A log that knows only how the last chat stands."""

    status: Any = "none"

    async def state(self, channel: ChannelName, contact: ExternalRef) -> FeedState:
        return FeedState(CHAT, self.status)


@dataclass
class Banned:
    """Bans, by contact."""

    contacts: set[ExternalRef] = field(default_factory=set)
    words: str | None = None

    async def is_banned(self, channel: ChannelName, contact: ExternalRef) -> bool:
        return contact in self.contacts


class Oddities:
    """What nobody knows, by what it is, with its fields."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, tuple[str, ...]]] = []

    async def keep(self, what: str, payload: Mapping[str, object], telling: Collection[str] = ()) -> None:
        self.kept.append((what, tuple(payload)))


class Shelf:
    """Files, by id."""

    def __init__(self) -> None:
        self.bytes: dict[str, bytes] = {}

    async def read(self, file: FileId) -> bytes:
        return self.bytes[file]


def outbound(contact: ExternalRef, *parts: str | Media | Text, key: str = "k1", **changes: Any) -> Outbound:
    """Give a message of Ada's."""
    made = tuple(Text(one) if isinstance(one, str) else one for one in parts)
    author = ParticipantId(changes.pop("author", "agent:ada"))
    message = Message(MessageId("m1"), CHAT, author, "Ada", datetime.now(UTC), made, **changes)
    return Outbound(key, CHAT, contact, "message", message, agent_name="Ada")
