"""Slack's side: its people write in the threads, and everything that stands there is seen.

Rules: an agent's message counts as taken from the moment at which the bridge answered its event with 200, even when a
fault let Slack never hear of that; how often and where our own posts stand is read from what Slack keeps.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from playground.server import Playground
from playground.slack import admin
from playground.slack.model import Message
from playground.traffic import Exchange
from tests.crash.settings import AGENTS, SUPPORT, seed
from tests.crash.words import Word, word_in


@dataclass(slots=True)
class Said:
    """One message of an agent's: when Slack first tried to hand it over, and when the bridge first answered 200."""

    first_tried: float = 0.0
    taken: float = 0.0


@dataclass(frozen=True, slots=True)
class Copy:
    """One of our posts that carries a customer's message: in which thread, and when it came."""

    word: Word
    thread: str
    at: float


@dataclass(slots=True)
class Workspace:
    """The people of the workspace, and its threads."""

    playground: Playground
    said: dict[Word, Said] = field(default_factory=dict)
    threads: dict[int, str] = field(default_factory=dict)
    """For each chat the thread in which its first message stood."""
    _seen: int = 0
    _put_off: set[str] = field(default_factory=set)

    async def begin(self, retry_seconds: tuple[float, ...]) -> None:
        """Let the agents be there, without Slack's own limits; events that fail come again after these pauses."""
        slack = self.playground.slack
        await slack.reset(seed())
        slack.settings.retry_seconds = retry_seconds
        await admin.configure(slack, {"limits": {"enabled": False}})
        self.playground.traffic.listen(self._hear)

    async def knows(self, url: str) -> None:
        """Enter the bridge's addresses on the app's page."""
        parts = ("events", "interactivity", "commands")
        await admin.configure(self.playground.slack, {f"{part}_url": f"{url}/slack/{part}" for part in parts})

    async def agents_are_ready(self) -> None:
        """Let every agent say so to the bot."""
        for user in AGENTS:
            place = await self.playground.slack.simulate.open_im(user=user)
            await self.playground.slack.simulate.post(user=user, channel=place["channel"], text="!ready")

    async def answer(self, chat: int, agent: str) -> None:
        """Let an agent, named as customers see them, write the chat's next message in its thread."""
        user = next(user for user, name in AGENTS.items() if name == agent)
        number = sum(word.chat == chat for word in self.said) + 1
        word = Word("a", chat, number)
        self.said[word] = Said()
        await self.playground.slack.simulate.post(
            user=user, channel=SUPPORT, thread_ts=self.threads[chat], text=word.text
        )

    def look(self) -> None:
        """Find the threads of chats that have got one."""
        messages = list(self.playground.slack.store.channels[SUPPORT].messages.values())
        for message in messages[self._seen :]:
            word = word_in(message.text)
            if word is not None and word.side == "c" and message.thread_ts:
                self.threads.setdefault(word.chat, message.thread_ts)
        self._seen = len(messages)

    def copies(self) -> list[Copy]:
        """Give every post of a customer's message, in the order in which they stand."""
        return [
            Copy(word, message.thread_ts or "", float(message.ts))
            for message in self._own()
            if (word := word_in(message.text)) and word.side == "c"
        ]

    def cards(self) -> list[float]:
        """Give when each root card came."""
        return [float(message.ts) for message in self._own() if not message.is_reply]

    def _own(self) -> Iterator[Message]:
        messages = self.playground.slack.store.channels[SUPPORT].messages.values()
        return (message for message in messages if message.bot_id)

    @property
    def is_quiet(self) -> bool:
        """Whether every event has been taken, or given up by Slack."""
        return self.playground.slack.events.under_way == 0

    @property
    def all_is_put_off(self) -> bool:
        """Whether Slack has tried twice to hand over everything that it has, and now waits for its next try."""
        return len(self._put_off) == self.playground.slack.events.under_way > 0

    def _hear(self, exchange: Exchange) -> None:
        request = exchange.request
        event = request.get("event") if exchange.direction == "to_bridge" and isinstance(request, dict) else None
        if isinstance(request, dict) and not exchange.status and "(retry 1" in exchange.summary:
            self._put_off.add(str(request.get("event_id")))
        if not isinstance(event, dict) or event.get("type") != "message" or event.get("subtype"):
            return
        said = self.said.get(word_in(str(event.get("text"))) or Word("", 0, 0))
        if said is None:
            return
        said.first_tried = said.first_tried or time.time() - exchange.ms / 1000
        if exchange.status == 200:
            said.taken = said.taken or time.time()
