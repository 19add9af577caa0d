"""Edits and deletions: every copy follows, and what is no change is none."""

from collections.abc import Awaitable, Callable

import pytest

from playground.server import Playground
from tests.scenarios.differences import Difference
from tests.scenarios.platform import Call
from tests.scenarios.receipts import tells
from tests.scenarios.scenes import talking
from tests.scenarios.settings import Settings
from tests.scenarios.slack.alone import previews_the_link
from tests.scenarios.world import a_world


async def test_an_edit_is_shown_at_the_customer() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("it costs 3O euros")
        await customer.hears("it costs 3O euros")
        await ada.edits(ref, "it costs 30 euros")
        await customer.hears("it costs 30 euros")
        await customer.no_longer_sees("it costs 3O euros")
        [message] = [one for one in customer.messages() if one["from"] == "agent"]
        assert message["edited"] is True


async def test_several_edits_end_with_the_last() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("one")
        await customer.hears("one")
        for words in ("two", "three", "four"):
            await ada.edits(ref, words)
        await customer.hears("four")
        await world.quiet()
        assert customer.texts() == ["four"]


async def test_an_edit_that_overtakes_its_message_still_ends_with_the_last_words() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        world.desk.fails(Call.EVENTS, "delay", delay_ms=2000)
        ref = await ada.writes("first words")
        await ada.edits(ref, "last words")
        await world.passes(5)
        await customer.hears("last words")
        await world.quiet()
        assert customer.texts() == ["last words"]


async def test_a_deletion_that_overtakes_its_message_still_takes_it_away() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        world.desk.fails(Call.EVENTS, "delay", delay_ms=2000)
        ref = await ada.writes("wrong window")
        await ada.deletes(ref)
        await world.passes(10)
        await world.quiet()
        assert customer.texts() == []


async def test_an_edit_of_a_message_that_comes_a_minute_later_is_not_lost() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        world.desk.fails(Call.EVENTS, "reset", times=2)
        ref = await ada.writes("first words")
        await world.until(lambda: not world.playground.faults.listed(), "two failed deliveries", patience=0)
        await ada.edits(ref, "last words")
        await world.passes(150)
        await customer.hears("last words")
        await world.quiet()
        assert customer.texts() == ["last words"]


async def test_a_deletion_takes_the_message_away_at_the_customer() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("wrong window")
        await customer.hears("wrong window")
        await ada.deletes(ref)
        await customer.no_longer_sees("wrong window")
        [message] = [one for one in customer.messages() if one["from"] == "agent"]
        assert message["deleted"] is True
        assert "wrong window" not in str(message)


async def test_a_message_that_is_deleted_is_gone_for_a_window_that_opens_later() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("wrong window")
        await customer.hears("wrong window")
        await ada.deletes(ref)
        await customer.no_longer_sees("wrong window")
        await customer.leaves()
        customer.forgets()
        await customer.opens()
        await customer.hears("hi")
        assert "wrong window" not in str(customer.frames)


@pytest.mark.desks("slack", because=Difference.PREVIEW)
async def test_a_link_preview_is_no_edit() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("see https://shop.example/tea")
        await customer.hears("see https://shop.example/tea")
        await previews_the_link(world, ref)
        await world.quiet()
        [message] = [one for one in customer.messages() if one["from"] == "agent"]
        assert message["edited"] is False
        assert [one["kind"] for one in customer.frames if one["t"] == "event"].count("edited") == 0


async def _without_reactions(playground: Playground) -> None:
    playground.teams.settings.reactions = False


@pytest.mark.desks("teams", because=Difference.MARKS)
@pytest.mark.parametrize(
    ("settings", "before"),
    [({"desks": {"teams": {"receipts": "card"}}}, None), ({}, _without_reactions)],
    ids=["as configured", "not offered"],
)
async def test_the_card_says_what_arrived_where_a_message_has_no_mark(
    settings: Settings, before: Callable[[Playground], Awaitable[None]] | None
) -> None:
    async with a_world(settings, before=before) as world:
        ada, customer = await talking(world)
        await world.quiet()
        assert "Last sent" not in (await world.desk.card()).facts
        await ada.writes("hello")
        await customer.hears("hello")
        await world.desk.card_shows("Last sent")
        await tells(world, "hello", "delivered")
        await world.desk.card_shows("Last delivered")
        await tells(world, "hello", "read")
        await world.desk.card_shows("Last read")
        await world.quiet()
        assert "Last sent" not in (await world.desk.card()).facts


async def test_the_mark_follows_what_became_of_a_message() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("hello")
        await customer.hears("hello")
        await world.desk.marked(ref, "white_check_mark")
