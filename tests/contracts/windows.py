"""A customer's window on the bridge's own log, as the web channel reads it, and wake-ups that can't be relied on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from adapters.spec import Context
from adapters.web.ids import Visitor
from adapters.web.inbound import Speaker
from adapters.web.log_reader import LogReader
from adapters.web.services import assemble
from bridge.hints.memory import MemoryHints
from core.directory import Directory
from core.ids import ChannelName, ConversationId, ExternalRef
from core.ports import Feed, FeedEvent, FeedNews, FeedState, FeedSubscription, Outbound
from tests.adapters.web.world import section
from tests.clock import FakeClock
from tests.contracts.store_builders import BILLING, WEB

MIA = Visitor("mia")
Frame = dict[str, Any]


class UnreliableHints(MemoryHints):
    """Announcements get lost, doubled, out of order, or lose what they carry."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self._chance = chance
        self._held: list[tuple[str, FeedNews]] = []

    def announce(self, announced: Sequence[tuple[str, FeedNews]]) -> None:
        for one in announced:
            match self._chance.choice(("well", "well", "well", "lost", "doubled", "late", "empty")):
                case "well":
                    self.announce_here([one, *self._held])
                    self._held = []
                case "doubled":
                    self.announce_here([one, one])
                case "late":
                    self._held.append(one)
                case "empty":
                    self.wake_here([one[0]])


class CountingFeed:
    """A log that counts how often it is looked at."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self.looks = 0

    async def state(self, channel: ChannelName, contact: ExternalRef) -> FeedState:
        self.looks += 1
        return await self._feed.state(channel, contact)

    async def is_away(self, channel: ChannelName, contact: ExternalRef) -> bool:
        return await self._feed.is_away(channel, contact)

    async def since(
        self, channel: ChannelName, contact: ExternalRef, conversation: ConversationId, seq: int
    ) -> tuple[FeedEvent, ...]:
        self.looks += 1
        return await self._feed.since(channel, contact, conversation, seq)

    async def append(self, outbound: Outbound) -> int:
        return await self._feed.append(outbound)

    def follow(self, channel: ChannelName, contact: ExternalRef, woken: Callable[[], None]) -> FeedSubscription:
        return self._feed.follow(channel, contact, woken)


@dataclass
class Window:
    """What a window was shown."""

    reader: LogReader
    frames: list[Frame] = field(default_factory=list)

    def view(self, conversation: ConversationId) -> dict[str, Frame]:
        """Fold the lines as the widget does: a message as it was told last, each turn by its number."""
        rows: dict[str, Frame] = {}
        for frame in self.lines(conversation):
            if frame["kind"] == "status":
                rows[f"turn {frame['seq']}"] = {key: frame[key] for key in ("status", "text", "agent")}
            elif frame["kind"] != "hidden":
                rows[frame["message"]["id"]] = frame["message"]
        return rows

    def lines(self, conversation: ConversationId) -> list[Frame]:
        return [one for one in self.frames if one["t"] == "event" and one["conversation"] == conversation]


async def a_window(feed: Feed, conversation: ConversationId | None = None, seq: int = 0) -> Window:
    """Open a window of Mia's and welcome it."""
    nothing: Any = None
    context = Context(
        name=WEB, section=section(), public_url="http://127.0.0.1", inbox=nothing, feed=feed, files=nothing,
        fleeting=nothing, desktop=nothing, clock=FakeClock().bridge, registry=nothing, directory=Directory,
        session=nothing,
    )  # fmt: skip
    frames: list[Frame] = []

    async def show(*shown: Frame) -> None:
        frames.extend(shown)

    async def give_up() -> None:
        raise AssertionError("the log could not be read")

    async def ended() -> None:
        """Stay: nobody is banned here."""

    window = Window(LogReader(assemble(context), Speaker(WEB, MIA, BILLING), show, give_up, ended), frames)
    await window.reader.begin(conversation, seq)
    return window
