"""The place in the line, as the windows of waiting chats are told it."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from adapters.web.waiting_line import WaitingLine
from core.errors import Overloaded
from core.ids import ConversationId
from core.ports import FeedState, Place
from tests.clock import FakeClock


class Window:
    """A window that keeps what it is told."""

    def __init__(self, chat: str, status: Any = "waiting") -> None:
        self.conversation: ConversationId | None = ConversationId(chat)
        self.state = FeedState(self.conversation, status)
        self.frames: list[tuple[int | None, int | None]] = []
        self.is_gone = False

    async def hint(self, frame: dict[str, Any]) -> None:
        if self.is_gone:
            raise ConnectionResetError
        self.frames.append((frame["position"], frame["wait"]))


class Lines:
    """The lines, as a test sets them."""

    def __init__(self) -> None:
        self.places: dict[ConversationId, Place] = {}
        self.looks = 0
        self.failure: Exception | None = None

    async def of_queues(self) -> Mapping[ConversationId, Place]:
        self.looks += 1
        if self.failure:
            raise self.failure
        return dict(self.places)

    def set(self, chat: str, position: int, seconds: float | None = None) -> None:
        wait = None if seconds is None else timedelta(seconds=seconds)
        self.places[ConversationId(chat)] = Place(position, wait)


async def passes(clock: FakeClock, seconds: float) -> None:
    for _ in range(int(seconds)):
        await asyncio.sleep(0)
        await clock.advance(1)
        for _ in range(5):
            await asyncio.sleep(0)


async def test_a_window_is_told_its_place_soon_and_again_only_when_it_changes() -> None:
    clock, lines = FakeClock(), Lines()
    line, window = WaitingLine(lines, clock.bridge), Window("c1")
    lines.set("c1", 2, 31)
    line.turned(window)
    await passes(clock, 2)
    assert window.frames == [(2, 60)]

    await passes(clock, 30)
    assert window.frames == [(2, 60)]
    assert lines.looks < 6

    lines.set("c1", 1)
    await passes(clock, 12)
    assert window.frames == [(2, 60), (1, None)]
    await line.stop()


async def test_when_one_leaves_the_line_the_others_hear_of_it_soon() -> None:
    clock, lines = FakeClock(), Lines()
    line, first, second = WaitingLine(lines, clock.bridge), Window("c1"), Window("c2")
    lines.set("c1", 1)
    lines.set("c2", 2)
    line.turned(first)
    line.turned(second)
    await passes(clock, 2)

    first.state = FeedState(first.conversation, "active")
    del lines.places[ConversationId("c1")]
    lines.set("c2", 1)
    line.turned(first)
    await passes(clock, 2)
    assert second.frames == [(2, None), (1, None)]
    assert first.frames == [(1, None)]
    await line.stop()


async def test_where_nobody_waits_nothing_is_looked_at() -> None:
    clock, lines = FakeClock(), Lines()
    line, window = WaitingLine(lines, clock.bridge), Window("c1", "active")
    line.turned(window)
    await passes(clock, 30)
    assert lines.looks == 0

    waiting = Window("c2")
    line.turned(waiting)
    await passes(clock, 2)
    line.leave(waiting)
    looks = lines.looks
    await passes(clock, 40)
    assert lines.looks <= looks + 1
    await line.stop()


async def test_what_can_not_be_read_is_said_by_the_next_look() -> None:
    clock, lines = FakeClock(), Lines()
    line, window = WaitingLine(lines, clock.bridge), Window("c1")
    lines.set("c1", 1, 0)
    lines.failure = Overloaded("busy", 1.0)
    line.turned(window)
    await passes(clock, 3)
    assert window.frames == []

    lines.failure = None
    await passes(clock, 12)
    assert window.frames == [(1, 30)]
    await line.stop()


async def test_a_window_that_has_gone_holds_up_nobody() -> None:
    clock, lines = FakeClock(), Lines()
    line, gone, here = WaitingLine(lines, clock.bridge), Window("c1"), Window("c2")
    gone.is_gone = True
    lines.set("c1", 1)
    lines.set("c2", 2)
    line.turned(gone)
    line.turned(here)
    await passes(clock, 2)

    assert here.frames == [(2, None)]
    await line.stop()
