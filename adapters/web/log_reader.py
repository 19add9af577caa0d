"""Reads the customer's log for one window and shows what the window has not seen.

Rules:
1. Lines go out in order, each once; the end of one conversation is shown before the beginning of the next; only one
   reading runs at a time.
2. The log is the truth. A line that came with a wake-up is used where it is exactly the next one; anything else means
   that the log is looked at.
3. When the chat's standing turns, the line of those who wait is told, and after an end what can be said of the chat
   is shown.
4. While nothing happens a window costs no task and no timer: a task lives as long as there is something to show.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

import structlog

from adapters.web.afterword import afterword_frames
from adapters.web.inbound import Speaker
from adapters.web.outbound import event_frame
from adapters.web.presence import OPEN
from adapters.web.services import Services
from adapters.web.showing import Frame, Show
from core.errors import Overloaded
from core.ids import ConversationId
from core.ports import FeedEvent, FeedNews, FeedState

GiveUp = Callable[[], Awaitable[object]]

log = structlog.get_logger(__name__)


class LogReader:
    """One window's place in its visitor's log.

    `give_up` closes the window when the log can't be read; `ended` is told when a chat ends while the window looks on.
    """

    __slots__ = (
        "_ended",
        "_give_up",
        "_is_due",
        "_is_live",
        "_line",
        "_must_look",
        "_services",
        "_show",
        "_speaker",
        "_stood",
        "_task",
        "_turn",
        "conversation",
        "seq",
        "state",
    )

    def __init__(self, services: Services, speaker: Speaker, show: Show, give_up: GiveUp, ended: GiveUp) -> None:
        self._services = services
        self._speaker = speaker
        self._show = show
        self._give_up = give_up
        self._ended = ended
        self._line = services.feed.follow(speaker.channel, speaker.visitor.contact, self.woken)
        self._turn = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._is_due = False
        self._must_look = False
        self._is_live = False
        self._stood = ""
        self.state = FeedState()
        self.conversation: ConversationId | None = None
        self.seq = 0

    def woken(self) -> None:
        """Note that there may be something new. It is shown in the loop's next turn, unless somebody was quicker."""
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_soon(self._begin_to_show)

    def recheck(self) -> None:
        """Have the log looked at, in case a wake-up was lost."""
        self._must_look = True
        self.woken()

    def close(self) -> None:
        """Stop being woken."""
        self._line.close()
        self._services.waiting.leave(self)
        self._is_live = False
        if self._task is not None:
            self._task.cancel()

    async def begin(self, conversation: str | None, seq: int) -> None:
        """Welcome the window, show what it missed after `seq`, and say that it is up to date."""
        async with self._turn:
            state = await self._read_state()
            knows = conversation is not None and conversation == state.conversation and seq <= state.last_seq
            self.conversation, self.seq = state.conversation, seq if knows else 0
            await self._show(
                {
                    "t": "welcome",
                    "v": 1,
                    "conversation": state.conversation,
                    "status": state.status,
                    "last_seq": state.last_seq,
                }
            )
            await self._show_rest()
            self._is_live = True
            await self._show({"t": "live", "conversation": self.conversation, "seq": self.seq})
            self._stood = ""
            await self._stand()
        self._begin_to_show()  # what came meanwhile

    async def show_news(self, *first: Frame) -> None:
        """Show `first`, and what wake-ups told of; when the log can't be read, let the window come again."""
        try:
            if first and (self._turn.locked() or not (self._is_due and self._is_live)):
                await self._show(*first)
                first = ()
            while self._is_due and self._is_live:
                async with self._turn:
                    await self._catch_up(first)
                first = ()
        except ConnectionError:
            return  # the window closed while we were writing to it
        except Overloaded as busy:
            asyncio.get_running_loop().call_later(busy.retry_after, self.recheck)
        except Exception:
            log.exception("widget_log_not_read")
            await self._give_up()

    def _begin_to_show(self) -> None:
        if self._is_due and self._is_live and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self.show_news())

    async def _catch_up(self, first: Sequence[Frame]) -> None:
        self._is_due = False
        news = None if self._must_look else self._line.take()
        lines, are_all = ((), False) if news is None else self._told(news)
        if first or lines:
            await self._show(*first, *lines)
        if not are_all:
            await self._look()
        if self.state.status != self._stood:
            had_begun = self._stood in OPEN
            await self._stand()
            if had_begun and self._stood == "ended":
                await self._ended()

    async def hint(self, frame: Frame) -> None:
        """Show something that stands in no log."""
        if self._is_live:
            await self._show(frame)

    async def _stand(self) -> None:
        """Act on how the chat stands by now."""
        self._stood = self.state.status
        self._services.waiting.turned(self)
        if self._stood == "ended" and self.conversation is not None:
            said = await self._services.afterwards.of(self.conversation)
            for frame in afterword_frames(self.conversation, said):
                await self._show(frame)

    def _told(self, news: tuple[FeedNews, ...]) -> tuple[Sequence[Frame], bool]:
        """Give the lines that came with wake-ups, and whether they are all: some things only the log can tell."""
        lines: list[Frame] = []
        for one in news:
            event = one.event
            if one.conversation != self.conversation or (event is not None and event.seq > self.seq + 1):
                return lines, False
            if event is None:
                self._stands(one.status, self.state.last_seq)
            elif event.seq == self.seq + 1:
                lines.append(self._line_of(event, one.conversation))
                self.seq = event.seq
                self._stands(one.status, event.seq)
        return lines, True

    def _stands(self, status: Literal["waiting", "active", "ended"] | None, last: int) -> None:
        self.state = FeedState(self.state.conversation, status or self.state.status, last)

    async def _look(self) -> None:
        state = await self._read_state()
        if state.conversation != self.conversation:
            await self._show_rest()
            self.conversation, self.seq = state.conversation, 0
        if state.last_seq > self.seq:
            await self._show_rest()

    async def _read_state(self) -> FeedState:
        self._is_due = self._must_look = False
        self._line.take()  # the log knows all that was told until now
        self.state = await self._services.feed.state(self._speaker.channel, self._speaker.visitor.contact)
        return self.state

    async def _show_rest(self) -> None:
        """Show line by line all that the window has not seen; the log gives a long rest in pieces."""
        contact, feed = self._speaker.visitor.contact, self._services.feed
        while self.conversation is not None:
            events = await feed.since(self._speaker.channel, contact, self.conversation, self.seq)
            if not events:
                return
            for event in events:
                await self._show(self._line_of(event, self.conversation))
                self.seq = event.seq
            if self.conversation == self.state.conversation and self.seq >= self.state.last_seq:
                return

    def _line_of(self, event: FeedEvent, conversation: ConversationId) -> Frame:
        contact, tickets = self._speaker.visitor.contact, self._services.tickets
        directory = self._services.directory()
        return event_frame(event, conversation, directory, lambda media: tickets.address(media, contact))
