"""Plays the busy hour and tells what came of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import ClientSession, TCPConnector
from sqlalchemy import text

from core.features.card_changes import CardChange
from playground.server import Playground
from tests.pressure.busy.chat import Chat
from tests.pressure.busy.floor import Floor
from tests.pressure.busy.house import settings, workspace
from tests.pressure.busy.pace import STEP, Pace
from tests.pressure.busy.plan import FULL, WINDOW, plans
from tests.pressure.busy.shown import Cards, Homes
from tests.pressure.busy.wire import Wire
from tests.scenarios.world import World, a_world

AFTERWARDS = 120.0
"""Seconds after the last word in which everything that is still on its way must arrive."""


@dataclass(frozen=True, slots=True)
class Way:
    """How long a customer's message took to its thread, and how many posts went before it in its channel meanwhile."""

    text: str
    seconds: float
    before: int


@dataclass(slots=True)
class Hour:
    """What came of it. Ages and ways in seconds."""

    seconds: float = 0.0
    chats: int = 0
    refused: list[str] = field(default_factory=list)
    calls: Mapping[str, int] = field(default_factory=dict)
    peaks: Mapping[str, int] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """What didn't arrive once and only once, on either side."""
    unfinished: list[str] = field(default_factory=list)
    """What stands in the outbox at the end and was not sent."""
    cards: Mapping[CardChange, float] = field(default_factory=dict)
    homes: float = 0.0
    stale: list[str] = field(default_factory=list)
    """Cards and pages that show something old when all is quiet."""
    reminders: dict[int, float] = field(default_factory=dict)
    """By chat, how late its reminder was, or infinity."""

    def __str__(self) -> str:
        """Give the figures, line by line."""
        longest = max(self.ways, key=lambda way: way.seconds)
        ages = ", ".join(f"{kind.value} {age:.0f} s" for kind, age in self.cards.items() if age)
        return "\n".join(
            (
                f"{self.chats} chats in {self.seconds / 60:.0f} minutes, {len(self.refused)} calls refused",
                f"calls: {dict(self.calls)}",
                f"most in a minute: {dict(self.peaks)}",
                f"{len(self.ways)} messages, the slowest {longest.seconds:.1f} s behind {longest.before} posts",
                f"{len(self.answers)} answers, the slowest {max(self.answers, default=0.0):.1f} s",
                f"oldest cards: {ages}; oldest home page {self.homes:.0f} s",
                f"{len(self.reminders)} reminders, the latest {max(self.reminders.values(), default=0.0):.1f} s late",
            )
        )


async def _moves_in(playground: Playground) -> None:
    """Let everybody of the busy house work at the playground."""
    await playground.slack.reset(workspace())


async def played(seed: int = 1) -> Hour:
    """Play the hour, or its ten minutes."""
    connector = TCPConnector(limit=0)
    async with a_world(settings(), before=_moves_in) as world, ClientSession(connector=connector) as http:
        pace, wire = Pace(world), Wire(world.playground.slack)
        floor, cards, homes = Floor(world, pace, wire, http), Cards(world), Homes(world, wire)
        lives = [Chat(floor, plan) for plan in plans(seed)]
        for life in (*floor.lives(), *(chat.goes() for chat in lives)):
            pace.live(life)

        async def look() -> None:
            if all(chat.is_done for chat in lives) or (not FULL and pace.now > WINDOW):
                pace.ends()
            await cards.look(counts=not pace.is_over())
            await homes.look(counts=not pace.is_over())

        await pace.passes(lambda: pace.alive == 0, look)
        end = pace.now + AFTERWARDS
        await pace.passes(lambda: pace.now > end, look)
        hour = Hour(pace.now, len(wire.roots), wire.refused, Counter(wire.calls), wire.peaks)
        hour.cards, hour.homes = cards.oldest, homes.oldest
        hour.stale = cards.stale() + homes.stale()
        _follow(hour, floor, wire)
        await _read(hour, world, floor, wire)
        return hour


def _follow(hour: Hour, floor: Floor, wire: Wire) -> None:
    """See what became of each message."""
    for words, at in floor.said.items():
        arrived = wire.arrived[words]
        if len(arrived) != 1:
            hour.lost.append(words)
            continue
        posts = wire.posts[wire.channels[words]]
        hour.ways.append(Way(words, arrived[0] - at, sum(at <= one < arrived[0] for one in posts)))
    for words, (at, visitor) in floor.answered.items():
        if words in visitor.repeated or words not in visitor.heard:
            hour.lost.append(words)
        else:
            hour.answers.append(visitor.heard[words] - at)


async def _read(hour: Hour, world: World, floor: Floor, wire: Wire) -> None:
    """Read what is left in the outbox, and which chat of ours has which number of the bridge's."""
    left = text("select act, body from outbox where state <> 'sent'")
    hour.unfinished = await world.read(lambda conn: [str(row) for row in conn.execute(left)])
    for chat, due in floor.late:
        number = wire.numbers[chat]
        found = [at - due for which, at in wire.reminders if which == number and at >= due - STEP]
        hour.reminders[chat] = max(hour.reminders.get(chat, 0.0), min(found, default=float("inf")))
