"""Chats, agents and routing at random, through the handlers and a real store.

After every step the derived tables say what the states say: who stands in which line, who is free for what, for whom
capacity is kept; and the journal's figures are what became of the offers. `DESKBRIDGE_PROPERTIES=20` walks twenty times
as often, other ways every time; what has failed names its seed.
"""

import os
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from random import Random, SystemRandom

import pytest
from sqlalchemy import Connection, select

from bridge.handlers import lanes
from bridge.store import inbox, journal, reservations
from bridge.store.database import Database
from bridge.store.free import BUSY
from bridge.store.routing_tables import FREE, LINE
from bridge.store.seats import of as seats_of
from core.agents.model import Agent
from core.conversation.model import Conversation, Status
from core.features.reports import FIGURES
from core.ids import AgentId, ConversationId
from core.inbound import RoutingAnswer
from core.routing.line import lines_of
from tests.build import NOW
from tests.contracts.walking_floor import WalkingFloor
from tests.core.properties.amount import VARIABLE
from tests.core.properties.offices import office
from tests.core.properties.routing import asks_all
from tests.core.properties.searching import able, find
from tests.core.properties.world import World

TIMES = int(os.environ.get(VARIABLE, "0"))
SEEDS = [SystemRandom().randrange(2**32) for _ in range(4 * TIMES)] or [1, 2, 3]
STEPS = 80
Promise = tuple[ConversationId, AgentId]
CONTACTS = 5
COMMANDS = (
    *("accept", "accept", "accept", "reject", "reject", "pick", "end", "complete"),
    *("hold", "resume", "transfer", "invite", "leave", "monitor", "barge", "takeover"),
)


async def step(floor: WalkingFloor) -> str:
    """Let something happen; give what."""
    chance, agents, queues = floor.chance, list(floor.directory.profiles), list(floor.directory.queues)
    what = chance.choice(
        ("writes",) * 3
        + ("says",) * 3
        + ("command",) * 6
        + ("work",) * 8
        + ("look",) * 4
        + ("ends", "passes", "passes", "seen", "settle", "restart")
    )
    contact, queue, agent = chance.randrange(CONTACTS), chance.choice(queues), chance.choice(agents)
    match what:
        case "writes":
            await floor.customer_writes(contact, queue)
        case "ends":
            await floor.customer_ends(contact, queue)
        case "says":
            word = chance.choice(("ready", "ready", "ready", "notready", "queues"))
            served = chance.choice(floor.directory.profiles[agent].queues)
            await floor.gives(agent, word, words=served if word == "queues" else "")
        case "command":
            what = await command(floor, agent)
        case "work":
            for _ in range(chance.randint(1, 4)):
                await floor.work()
        case "look" if floor.looks:
            await floor.look(away=chance.random() < 0.3)
        case "passes":
            await floor.passes(chance.choice((1, 31, 61, 130)))
        case "seen":
            await floor.is_seen(agent, away=chance.random() < 0.7)
        case "settle":
            await floor.settle()
            await see_that_nobody_is_forgotten(floor)
        case "restart":
            await floor.restarts()
    return what


async def command(floor: WalkingFloor, anybody: AgentId) -> str:
    """Let somebody give a command, rather one who has to do with the chat."""
    chats = [chat for chat in (await floor.chats()).values() if chat.status is not Status.HANDLED]
    if not chats:
        return "nothing"
    chat, chance = floor.chance.choice(chats), floor.chance
    near = [seat.agent for seat in chat.participants] + list(chat.offer.agents if chat.offer else ())
    near += [chat.invitation.agent] if chat.invitation else []
    agent = chance.choice([*near, *near, anybody])
    word = chance.choice(COMMANDS)
    target = chance.choice((f"agent:{anybody}", f"queue:{chance.choice(list(floor.directory.queues))}"))
    await floor.gives(agent, word, chat.id, target if word in ("transfer", "invite") else "")
    return f"{agent} {word} in {chat.number}"


@dataclass(frozen=True, slots=True)
class Stored:
    """All that a step can have changed, read in one transaction."""

    chats: dict[ConversationId, Conversation]
    agents: dict[AgentId, Agent]
    line: set[tuple[object, ...]]
    free: set[tuple[object, ...]]
    kept: set[Promise]
    on_their_way: set[Promise]
    """What answers of routing in the inbox say."""
    unseated: set[Promise]
    """What agents have in hand without the chat naming them."""
    figures: Counter[tuple[str, str, str]]
    """What the journal counts."""


def stored(floor: WalkingFloor, conn: Connection) -> Stored:
    """Read it."""
    chats, agents = floor.all_chats(conn), floor.all_agents(conn)
    seats = {agent: seats_of(conn, agent) for agent in agents}
    begin, end = NOW.replace(year=2025), NOW.replace(year=2027)
    counted = [one for one in journal.counts(conn, begin, end) if one.what in FIGURES and one.agent]
    answers = [(chat, one.body) for chat in chats for one in inbox.unsettled(conn, lanes.of_conversation(chat))]
    return Stored(
        chats,
        agents,
        {tuple(row) for row in conn.execute(select(LINE.c.conversation, LINE.c.queue, LINE.c.rank, LINE.c.queued_at))},
        {tuple(row) for row in conn.execute(select(FREE.c.agent, FREE.c.queue, FREE.c.since))},
        set(reservations.everything(conn)),
        {(chat, one) for chat, body in answers if isinstance(body, RoutingAnswer) for one in body.agents},
        {(chat, one.id) for one in agents.values() for chat in one.chats if chat not in seats[one.id]},
        Counter({(one.what, str(one.agent), str(one.queue)): one.count for one in counted}),
    )


def in_line(chats: dict[ConversationId, Conversation]) -> object:
    """Give who must stand in which line."""
    return {(one.id, queue, -one.priority, one.queued_at) for one in chats.values() for queue in lines_of(one)}


def free(floor: WalkingFloor, agents: dict[AgentId, Agent]) -> object:
    """Give who must be free for what; whoever was found away is so for nothing, until they do something."""
    return {
        (agent.id, queue, agent.idle_since or BUSY)
        for agent in agents.values()
        if agent.can_take(1) and floor.vetoed.get(agent.id) != agent.version
        for queue in floor.directory.profiles[agent.id].queues
        if agent.serves(queue)
    }


async def check(floor: WalkingFloor) -> Stored:
    """Compare the tables and the journal with the states."""
    now = await floor.database.read(partial(stored, floor))
    assert now.line == in_line(now.chats)
    assert now.free == free(floor, now.agents)
    looked_for = {(chat, job.agent) for chat, job in floor.looks}
    assert now.kept <= now.on_their_way | looked_for, "capacity is kept for a promise of which nobody will hear"
    assert now.unseated <= now.kept, "an agent has a chat that knows nothing of it, and nothing is kept"
    assert all(one.load <= one.capacity for one in now.agents.values())
    assert now.figures == floor.figures
    return now


async def see_that_nobody_is_forgotten(floor: WalkingFloor) -> None:
    """See that no chat waits whom somebody could take, when nothing is on its way."""
    chats, agents = await floor.chats(), await floor.agents()
    world = World(floor.directory, floor.clock.at)
    away = {agent for agent, version in floor.vetoed.items() if agents[agent].version == version}
    world.agents = {one.id: replace(one, ready=one.ready and one.id not in away) for one in agents.values()}
    for chat in chats.values():
        if lines_of(chat):
            assert not able(world, chat) if asks_all(world.queue(chat)) else find(world, chat) is None, chat.number


@pytest.mark.parametrize("seed", SEEDS)
async def test_the_tables_of_routing_say_what_the_states_say(database: Database, seed: int) -> None:
    chance = Random(seed)
    floor = WalkingFloor(database, office(seed, chance.randint(2, 6), chance.randint(1, 6)), chance)
    for agent in floor.directory.profiles:
        await floor.gives(agent, "ready")
    done: list[str] = []
    for _ in range(STEPS):
        done.append(await step(floor))
        try:
            await check(floor)
        except AssertionError as wrong:
            wrong.add_note(f"seed {seed}: {', '.join(done)}")
            raise
    await floor.settle()
    await see_that_nobody_is_forgotten(floor)
    rest = await check(floor)
    assert not rest.kept | rest.unseated, "something is kept although nothing is on its way"
