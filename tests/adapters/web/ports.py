"""The core's ports, kept in memory: what the web adapter is given in its tests instead of a bridge."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.conversation.model import Status
from core.errors import Overloaded, PayloadTooLarge
from core.ids import ChannelName, Contact, ConversationId, ExternalRef, FileId, QueueId
from core.inbound import Inbound
from core.messages import Media
from core.ports import Afterword, Clock, Door, FeedEvent, FeedState, Outbound, Outcome, Place

PAGE = 5  # lines that the log gives at once, few so that tests have to ask again
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SHOWN: dict[Status, str] = {
    Status.QUEUED: "waiting",
    Status.OFFERED: "waiting",
    Status.ACTIVE: "active",
    Status.WRAP_UP: "ended",
    Status.HANDLED: "ended",
}


class HandClock:
    """A clock that moves when a test moves it; who sleeps wakes when its time has come."""

    def __init__(self) -> None:
        self._now = START
        self._sleepers: list[tuple[datetime, asyncio.Event]] = []

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self._now + timedelta(seconds=seconds), woken))
        try:
            await woken.wait()
        finally:
            woken.set()

    @property
    def sleepers(self) -> int:
        return sum(not woken.is_set() for _, woken in self._sleepers)

    def move(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        for due, woken in self._sleepers:
            if due <= self._now:
                woken.set()


class WallClock:
    """The machine's own time, for tests in which a browser shows it."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Asides:
    """What stands beside the log, as a test sets it: the door, the places in the line, the words after the end."""

    def __init__(self) -> None:
        self.now = Door()
        self.places: dict[ConversationId, Place] = {}
        self.afterword = Afterword()

    def door(self, queue: QueueId, language: str = "") -> Door:
        return self.now

    async def of_queues(self) -> Mapping[ConversationId, Place]:
        return dict(self.places)

    async def of(self, conversation: ConversationId) -> Afterword:
        return self.afterword


class Bell:
    """A feed subscription whose wake-ups carry nothing."""

    def __init__(self, line: list["Bell"], woken: Callable[[], None] = lambda: None) -> None:
        self._line = line
        self._rung = asyncio.Event()
        self._woken = woken
        line.append(self)

    def ring(self) -> None:
        self._rung.set()
        self._woken()

    async def wait(self) -> None:
        await self._rung.wait()
        self._rung.clear()

    def take(self) -> None:
        return None

    def close(self) -> None:
        self._line.remove(self)


class MemoryFeed:
    """The customers' logs."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.events: dict[ConversationId, list[FeedEvent]] = {}
        self.current: dict[ExternalRef, ConversationId] = {}
        self.keys: dict[str, int] = {}
        self.bells: list[Bell] = []
        self.away: set[ExternalRef] = set()
        self.failure: Exception | None = None

    async def state(self, channel: ChannelName, contact: ExternalRef) -> FeedState:
        conversation = self.current.get(contact)
        if conversation is None:
            return FeedState()
        events = self.events[conversation]
        statuses = [event.status for event in events if event.status is not None]
        return FeedState(conversation, statuses[-1] if statuses else "waiting", len(events))

    async def is_away(self, channel: ChannelName, contact: ExternalRef) -> bool:
        return contact in self.away

    async def since(
        self, channel: ChannelName, contact: ExternalRef, conversation: ConversationId, seq: int
    ) -> tuple[FeedEvent, ...]:
        if conversation not in self.events or self.owner(conversation) != contact:
            return ()
        return tuple(event for event in self.events[conversation] if event.seq > seq)[:PAGE]

    def owner(self, conversation: ConversationId) -> ExternalRef:
        return ExternalRef(f"visitor:{conversation.rpartition('-')[0]}")

    async def append(self, outbound: Outbound) -> int:
        if self.failure is not None:
            raise self.failure
        if outbound.key in self.keys:
            return self.keys[outbound.key]
        events = self.events.setdefault(outbound.conversation, [])
        self.current[outbound.contact] = outbound.conversation
        event = self._event(outbound, len(events) + 1, outbound.message.at if outbound.message else self._clock.now())
        if outbound.kind == "changed" and outbound.message is not None:
            changed = outbound.message
            events[:] = [
                replace(one, message=changed) if one.message and one.message.id == changed.id else one for one in events
            ]
        events.append(event)
        self.keys[outbound.key] = event.seq
        self.wake()
        return event.seq

    def wake(self) -> None:
        for bell in self.bells:
            bell.ring()

    def _event(self, outbound: Outbound, seq: int, at: datetime) -> FeedEvent:
        if outbound.kind == "status":
            shown = SHOWN[outbound.status] if outbound.status else "waiting"
            return FeedEvent(
                seq,
                at,
                "status",
                status=shown,  # type: ignore[arg-type]  # SHOWN has the three words only
                text=outbound.text,
                agent_name=outbound.agent_name,
                agent_picture=outbound.agent_picture,
            )
        gone = outbound.message is not None and outbound.message.deleted
        changed = "deleted" if gone else "edited"
        return FeedEvent(seq, at, "message" if outbound.kind == "message" else changed, message=outbound.message)  # type: ignore[arg-type]  # the three words are the port's

    def follow(self, channel: ChannelName, contact: ExternalRef, woken: Callable[[], None]) -> Bell:
        return Bell(self.bells, woken)


class MemoryFiles:
    """The file store."""

    def __init__(self) -> None:
        self.kept: dict[FileId, tuple[Media, bytes]] = {}

    async def put(
        self, name: str, mime: str, data: AsyncIterator[bytes], limit: int, owner: Contact | None = None
    ) -> Media:
        content = b"".join([piece async for piece in data])
        if len(content) > limit:
            raise PayloadTooLarge(name)
        media = Media(FileId(f"F{len(self.kept) + 1}"), name, mime, len(content))
        self.kept[media.file] = (media, content)
        return media

    async def open(self, file: FileId) -> tuple[Media, AsyncIterator[bytes]]:
        media, content = self.kept[file]

        async def pieces() -> AsyncIterator[bytes]:
            yield content

        return media, pieces()

    async def read(self, file: FileId) -> bytes:
        return self.kept[file][1]


class MemoryInbox:
    """The inbox: keeps what comes in, once for each dedupe. `answer` may act on it, `failure` refuses."""

    def __init__(self) -> None:
        self.items: list[Inbound] = []
        self.failure: Exception | None = None
        self.gate: asyncio.Event | None = None

    async def accept(self, inbound: Inbound) -> bool:
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        if any((one.source, one.dedupe) == (inbound.source, inbound.dedupe) for one in self.items):
            return False
        self.items.append(inbound)
        await self.stored(inbound)
        return True

    async def stored(self, inbound: Inbound) -> None:
        """Do nothing more; a livelier inbox overrides it."""

    async def accept_and_wait(self, inbound: Inbound, seconds: float) -> Outcome:
        await self.accept(inbound)
        return Outcome()


class MemoryFleeting:
    """Remembers who was said to type."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, bool]] = []

    def typing(self, conversation: ConversationId, who: str, on: bool) -> None:  # noqa: FBT001 - the port's signature
        self.said.append((conversation, who, on))

    def subscribe_typing(self, conversation: ConversationId) -> Bell:
        return Bell([])


def overloaded() -> Overloaded:
    return Overloaded("test", retry_after=3.0)
