"""Reads the customer's log for one window and shows what the window has not seen.

Rules: lines go out in order, each once; the end of one conversation is shown before the beginning of the next; only
one reading runs at a time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from adapters.web.inbound import Speaker
from adapters.web.outbound import event_frame
from adapters.web.services import Services
from core.ids import ConversationId
from core.ports import FeedState, FeedSubscription

Show = Callable[[dict[str, Any]], Awaitable[None]]


class LogReader:
    """One window's place in its visitor's log."""

    def __init__(self, services: Services, speaker: Speaker, show: Show) -> None:
        self._services = services
        self._speaker = speaker
        self._show = show
        self._contact_wakes = services.feed.subscribe_contact(speaker.channel, speaker.visitor.contact)
        self._log_wakes: FeedSubscription | None = None
        self._followed = asyncio.Event()
        self._turn = asyncio.Lock()
        self._is_live = False
        self.state = FeedState()
        self.conversation: ConversationId | None = None
        self.seq = 0

    async def woken(self, seconds: float) -> None:
        """Wait until there may be something new, at most that long."""
        lines = [one for one in (self._contact_wakes, self._log_wakes) if one is not None]
        waits: list[asyncio.Future[Any]] = [asyncio.ensure_future(line.wait()) for line in lines]
        waits.append(asyncio.ensure_future(self._followed.wait()))
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._followed.clear()
            for wait in waits:
                wait.cancel()

    def close(self) -> None:
        """Stop being woken."""
        self._contact_wakes.close()
        if self._log_wakes is not None:
            self._log_wakes.close()

    async def begin(self, conversation: str | None, seq: int) -> None:
        """Welcome the window, show what it missed after `seq`, and say that it is up to date."""
        async with self._turn:
            state = await self._read_state()
            knows = conversation is not None and conversation == state.conversation and seq <= state.last_seq
            self._follow(state.conversation, seq if knows else 0)
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

    async def catch_up(self) -> None:
        """Show what is new; nothing before the window was welcomed."""
        async with self._turn:
            if not self._is_live:
                return
            state = await self._read_state()
            if state.conversation != self.conversation:
                await self._show_rest()
                self._follow(state.conversation, 0)
            if state.last_seq > self.seq:
                await self._show_rest()

    def _follow(self, conversation: ConversationId | None, seq: int) -> None:
        if conversation != self.conversation:
            if self._log_wakes is not None:
                self._log_wakes.close()
            self._log_wakes = self._services.feed.subscribe(conversation) if conversation is not None else None
            self._followed.set()
        self.conversation, self.seq = conversation, seq

    async def _read_state(self) -> FeedState:
        self.state = await self._services.feed.state(self._speaker.channel, self._speaker.visitor.contact)
        return self.state

    async def _show_rest(self) -> None:
        """Show line by line all that the window has not seen; the log gives a long rest in pieces."""
        contact = self._speaker.visitor.contact
        feed, directory, tickets = self._services.feed, self._services.directory(), self._services.tickets
        while self.conversation is not None:
            events = await feed.since(self._speaker.channel, contact, self.conversation, self.seq)
            if not events:
                return
            for event in events:
                await self._show(
                    event_frame(event, self.conversation, directory, lambda media: tickets.address(media, contact))
                )
                self.seq = event.seq
            if self.conversation == self.state.conversation and self.seq >= self.state.last_seq:
                return
