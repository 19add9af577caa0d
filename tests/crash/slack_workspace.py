"""Slack's side: echoes of our own posts come as events, so that a lost answer excuses no duplicate."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import ClassVar

from playground.refusals import HumanError
from playground.slack import admin
from playground.slack.model import Message
from playground.traffic import Exchange
from tests.crash.settings import AGENTS, SUPPORT, seed
from tests.crash.troubles import SLACK_LIES, SLACK_OUTAGES
from tests.crash.words import word_in
from tests.crash.workspace import Copy, Root, Workspace

TRIES = 5
"""How often an address is entered that Slack found nobody at within its three seconds."""


@dataclass
class SlackWorkspace(Workspace):
    """A workspace of Slack's."""

    _put_off: set[str] = field(default_factory=set)

    title: ClassVar[str] = "Slack"
    history: ClassVar[tuple[str, ...]] = ("conversations.replies", "conversations.history")
    lies = SLACK_LIES
    outages = SLACK_OUTAGES

    async def begin(self, retry_seconds: tuple[float, ...]) -> None:
        """Let the agents be there, without Slack's own limits; events that fail come again after these pauses."""
        slack = self.playground.slack
        await slack.reset(seed())
        slack.settings.retry_seconds = retry_seconds
        await admin.configure(slack, {"limits": {"enabled": False}})
        self.playground.traffic.listen(self._hear)

    async def knows(self, url: str) -> None:
        """Enter the bridge's addresses on the app's page; again where a busy machine's bridge answered too late."""
        addresses = {f"{part}_url": f"{url}/slack/{part}" for part in ("events", "interactivity", "commands")}
        for _ in range(TRIES):
            with suppress(HumanError):
                await admin.configure(self.playground.slack, addresses)
                return
        await admin.configure(self.playground.slack, addresses)

    async def agents_are_ready(self) -> None:
        """Let every agent say so to the bot."""
        for user in AGENTS:
            place = await self.playground.slack.simulate.open_im(user=user)
            await self.playground.slack.simulate.post(user=user, channel=place["channel"], text="!ready")

    async def write(self, agent: str, thread: str, text: str) -> None:
        """Let an agent write in a thread."""
        user = next(user for user, name in AGENTS.items() if name == agent)
        await self.playground.slack.simulate.post(user=user, channel=SUPPORT, thread_ts=thread, text=text)

    def copies(self) -> list[Copy]:
        """Give every post of a customer's message in a thread, in the order in which they stand."""
        return [
            Copy(word, message.thread_ts, float(message.ts))
            for message in self._own()
            if message.thread_ts and (word := word_in(message.text)) and word.side == "c"
        ]

    def cards(self) -> list[Root]:
        """Give each root card."""
        return [Root(float(message.ts)) for message in self._own() if not message.is_reply]

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
        if isinstance(event, dict) and event.get("type") == "message" and not event.get("subtype"):
            self.tried(str(event.get("text")), exchange)
