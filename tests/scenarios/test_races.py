"""Many at once: one winner, and everybody else is told who won."""

import asyncio

import pytest
from sqlalchemy import Connection

from bridge.store import agents
from core.agents.model import Presence
from core.ids import AgentId
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.settings import Settings, agent
from tests.scenarios.world import World, a_world

CROWD = 100
ALL_TOLD = 600.0
"""Seconds of the clock in which everybody is told: whom a busy machine answers late is told by posts, one a second."""
NAMES = {f"agent{number:03}": f"Agent {number:03}" for number in range(CROWD)}


@pytest.mark.workers
async def test_of_a_hundred_who_accept_at_once_one_wins_and_ninety_nine_are_told() -> None:
    async with a_world(_crowd("broadcast"), people=NAMES) as world:
        people = await _all_ready(world)
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.card_shows(sentence("card_offered"))
        await asyncio.gather(*(_accepts(person, number) for number, person in enumerate(people)))
        await world.quiet(ALL_TOLD)
        accepted = [line for line in await world.desk.lines() if line.endswith("has accepted the chat.")]
        assert len(accepted) == 1
        winner = accepted[0].removesuffix(" has accepted the chat.")
        told = [person for person in people if sentence("offer_gone", winner=winner) in person.heard()]
        untold = {person.user: person.heard() for person in people if person not in told}
        assert len(told) == CROWD - 1, (untold, world.troubles())
        assert winner not in {f"Agent {person.user[-3:]}" for person in told}
        assert customer.notices().count("Agent is here now.") == 1
        assert world.desk.refusals() == []


async def test_of_a_hundred_who_pick_a_ringing_chat_at_once_one_wins_and_ninety_nine_are_told() -> None:
    async with a_world(_crowd("ring"), people=NAMES) as world:
        people = await _all_ready(world)
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.card_shows("Ringing")
        await asyncio.gather(*(person.command("pick 1") for person in people))
        await world.quiet(ALL_TOLD)
        yours = [person for person in people if sentence("accepted", number=1) in person.heard()]
        assert len(yours) == 1
        told = [person for person in people if any("has already accepted this chat." in one for one in person.heard())]
        assert len(told) == CROWD - 1
        assert sum(person.rings() for person in people) == 0


async def _accepts(person: Person, number: int) -> None:
    """Accept by button, by a word in the thread, or by slash command, in turn."""
    if number % 3 == 0:
        await person.clicks_on_card("Accept")
    elif number % 3 == 1:
        await person.writes("!accept")
    else:
        await person.command("accept")


async def _all_ready(world: World) -> list[Person]:
    people = [world.desk.agent(name) for name in NAMES]
    await asyncio.gather(*(person.command("ready") for person in people))
    await world.comes(_are_ready, "a hundred who are ready")
    return people


def _are_ready(conn: Connection) -> bool:
    found = agents.many(conn, [AgentId(one) for one in _ids()])
    return sum(one.presence is Presence.READY for one in found) == CROWD


def _ids() -> list[str]:
    return [f"a{number:03}" for number in range(CROWD)]


def _crowd(mode: str) -> Settings:
    crowd = {id: agent(f"Agent {id[1:]}", f"agent{id[1:]}") for id in _ids()}
    none: Settings = dict.fromkeys(("ada", "grace", "lin"))
    return {"agents": none | crowd, "queues": {"support": {"offer_mode": mode}}}
