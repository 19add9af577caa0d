"""After a content that could not be made menus go as words at once for a while; then one tries again."""

import asyncio

import pytest

from adapters.whatsapp_twilio.menus import PAUSE
from core.features.menus import menu
from tests.adapters.around import outbound
from tests.adapters.whatsapp_twilio.asking import WORDS, asked, asks, contents, texts
from tests.adapters.whatsapp_twilio.world import MIAS, a_world


@pytest.mark.parametrize("fault", ["500", "missing_scope", "timeout_after_accept"])
async def test_after_a_making_that_failed_menus_of_any_shape_are_words_at_once_until_a_pause_is_over(
    fault: str,
) -> None:
    async with a_world(timeout="1s") as world:
        world.twilio.fails(fault, "content_list")
        (first,) = await asks(world)
        await world.clock.advance(PAUSE.total_seconds() - 1)
        told = [await asks(world, key="k2"), await asks(world, *"abcd", key="k3")]
        calls = asked(world, "content_list")
        await world.clock.advance(1)
        told.append(await asks(world, key="k4"))

        assert told == [(first,), (first,), ()]
        assert texts(world) == [WORDS, WORDS, menu("Which tea?", tuple("abcd")).text, ""]
        assert (calls, asked(world, "content_list")) == (1, 2)


async def test_after_a_pause_one_menu_tries_and_others_go_as_words_until_that_has_made_it() -> None:
    async with a_world() as world:
        world.twilio.fails("500", "content_create")
        await asks(world)
        await world.clock.advance(PAUSE.total_seconds())
        tried, *others = await asyncio.gather(
            asks(world, key="k2"), *(asks(world, *"abcd", key=f"o{one}") for one in "12")
        )
        later = await asks(world, *"abcd", key="k3")

        assert tried == ()
        assert [one.key for (one,) in others] == ["whatsapp_twilio_menu_refused"] * 2
        assert later == ()
        assert len(contents(world)) == 2


async def test_a_try_after_a_pause_that_fails_begins_another_pause() -> None:
    async with a_world() as world:
        world.twilio.fails("500", "content_create", times=2)
        for key in ("k1", "k2", "k3"):
            await asks(world, key=key)
            await world.clock.advance(PAUSE.total_seconds() - (1 if key == "k2" else 0))
        assert texts(world) == [WORDS] * 3
        assert asked(world, "content_create") == 2


async def test_a_content_that_is_known_is_used_in_a_pause_and_so_is_one_that_another_process_has_made() -> None:
    async with a_world() as world:
        await asks(world)
        world.twilio.fails("500", "content_create")
        await asks(world, *"abcd", key="k2")
        known = await asks(world, key="k3")
        await world.another().port.send(outbound(MIAS, menu("Which tea?", tuple("abcd")), key="k4"))
        theirs = await asks(world, *"abcd", key="k5")

        assert (known, theirs) == ((), ())


async def test_who_gives_up_waiting_begins_no_pause() -> None:
    async with a_world() as world:
        first = asyncio.create_task(asks(world))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)

        assert await asks(world, key="k2") == ()
