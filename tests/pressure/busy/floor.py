"""The agents of the busy hour: they say ready, open their Home, answer offers, and write in threads."""

from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

from core.features.overview import home_words
from playground.slack.model import Message
from tests.pressure.busy.house import place, queues_of, user
from tests.pressure.busy.pace import Pace
from tests.pressure.busy.plan import AGENTS
from tests.pressure.busy.visitor import Visitor
from tests.pressure.busy.wire import Wire
from tests.scenarios.slack.reading import button_of, words
from tests.scenarios.world import World

NOT_READY = home_words("home_not_ready")


@dataclass(slots=True)
class Floor:
    """Everybody, and what they can do."""

    world: World
    pace: Pace
    wire: Wire
    http: ClientSession
    said: dict[str, float] = field(default_factory=dict)
    """What customers wrote, and when."""
    answered: dict[str, tuple[float, Visitor]] = field(default_factory=dict)
    """What agents wrote, when and for whom."""
    late: list[tuple[int, float]] = field(default_factory=list)
    """In which chats somebody must be reminded, and when."""

    def lives(self) -> Iterator[Coroutine[Any, Any, None]]:
        """Give what the agents do all the hour."""
        yield from (self._works(number) for number in range(AGENTS))

    async def _works(self, number: int) -> None:
        """Begin the shift; say ready again whenever the Home page says that one isn't."""
        who = user(number)
        await self.pace.sleep(number / 2)
        await self.world.playground.slack.simulate.open_home(user=who)
        await self.is_ready(who)
        while not self.pace.is_over():
            await self.pace.sleep(30 + number % 7)
            view = self.world.playground.slack.store.homes.get(who)
            if view is not None and NOT_READY in words(view.body["blocks"]):
                await self.is_ready(who)

    async def is_ready(self, who: str) -> None:
        """Let an agent say ready."""
        channel = place(queues_of(int(who[-3:]))[0])
        await self.world.playground.slack.simulate.post(user=who, channel=channel, text="/chat ready")

    async def clicks(self, who: str, message: Message, label: str) -> None:
        """Let an agent click; a button that is gone meanwhile is not clicked."""
        button = button_of(message, label)
        if button is not None:
            simulate = self.world.playground.slack.simulate
            await simulate.click(user=who, channel=message.channel, ts=message.ts, **button.given)

    async def types(self, who: str, chat: int, text: str) -> str:
        """Let an agent type in a chat's thread."""
        root = self.wire.roots[chat]
        simulate = self.world.playground.slack.simulate
        posted = await simulate.post(user=who, channel=root.channel, thread_ts=root.ts, text=text)
        return str(posted["ts"])
