"""Who writes under a card that has no chat behind it is told so, and the card leads to the chat from then on."""

import pytest

from core.errors import Uncertain
from core.ids import ExternalRef
from core.views import Card
from playground.teams.seed import SUPPORT
from tests.adapters.teams.inbound.world import PLACE, World

CARD = Card("Mia Wong", "#42 Billing: Waiting")
OTHER = ExternalRef("19:sales@thread.tacv2")


async def begun_twice(world: World, second: ExternalRef = PLACE) -> tuple[str, ExternalRef]:
    """Lose the answer to a root card and post it anew; give the stray's chain and the chat's thread."""
    world.pg.faults.add("create", "reset_after_accept", vendor="teams")
    with pytest.raises(Uncertain):
        await world.adapter.port.open_thread(PLACE, CARD, "open-1")
    stray = world.teams.store.channels[SUPPORT].chains[-1]
    await world.adapter.port.mind(PLACE, "open-1")
    opened = await world.adapter.port.open_thread(second, CARD, "open-1")
    world.desktop.threads.add(opened.thread)
    return stray, opened.thread


async def writes(world: World, conversation: str, user: str = "ada") -> str:
    """Let somebody write in a chain; give all that they see of it in their personal chat."""
    await world.personal(user)
    await world.people.post(user=user, conversation=conversation, text="hello?")
    await world.settled()
    return world.shown_to(user)


@pytest.mark.parametrize("second", [PLACE, OTHER])
async def test_who_writes_under_a_stray_card_is_told_where_the_chat_is(world: World, second: ExternalRef) -> None:
    stray, thread = await begun_twice(world, second)

    shown = await writes(world, stray)

    root = stray.rpartition("=")[2]
    assert "reached nobody" in shown
    assert thread.rpartition("=")[2] in shown
    assert "This chat goes on in another thread" in world.shown_at(stray, root)
    assert thread.rpartition("=")[2] in world.shown_at(stray, root)


async def test_everybody_is_told_and_also_by_another_process(world: World) -> None:
    stray, _ = await begun_twice(world)
    world.adapter.port._strays._lately.clear()  # noqa: SLF001 - what another process begins with

    assert "reached nobody" in await writes(world, stray, "ada")
    assert "reached nobody" in await writes(world, stray, "grace")


async def test_what_people_say_elsewhere_is_left_alone(world: World) -> None:
    _, thread = await begun_twice(world)
    talk = await world.people.post(user="grace", conversation=SUPPORT, text="lunch?")

    assert "reached nobody" not in await writes(world, talk["conversation"])
    assert "reached nobody" not in await writes(world, thread)

    assert "lunch?" in world.shown_at(talk["conversation"], talk["id"])
    assert "Mia Wong" in world.shown_at(thread, thread.rpartition("=")[2])


async def test_another_card_of_ours_that_is_known_stays_what_it_is(world: World) -> None:
    await begun_twice(world)
    flag = await world.adapter.port.open_thread(PLACE, Card("Help is needed", "Help"), "flag-1")
    world.desktop.threads.add(flag.thread)

    assert "reached nobody" not in await writes(world, flag.thread)
    assert "Help is needed" in world.shown_at(flag.thread, flag.thread.rpartition("=")[2])


async def test_where_nothing_was_lost_nobody_is_asked_about_a_chain(world: World) -> None:
    talk = await world.people.post(user="grace", conversation=SUPPORT, text="lunch?")
    before = len(world.pg.traffic.after(0))

    await writes(world, talk["conversation"])

    assert not [one for one in world.pg.traffic.after(before) if one["method"] == "PUT"]


async def test_a_stray_is_minded_for_a_day(world: World) -> None:
    stray, _ = await begun_twice(world)
    await world.time.advance(25 * 3600)

    assert "reached nobody" not in await writes(world, stray)


async def test_of_several_strays_the_chat_is_looked_for_on_the_home_card(world: World) -> None:
    stray, thread = await begun_twice(world)
    await world.adapter.port.mind(PLACE, "open-2")
    await world.adapter.port.open_thread(PLACE, CARD, "open-2")

    shown = await writes(world, stray)

    assert "Home" in shown
    assert thread.rpartition("=")[2] not in shown
