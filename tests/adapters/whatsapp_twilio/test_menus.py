"""Menus on WhatsApp by Twilio: buttons and lists by contents that are made once, and words where Twilio makes none."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.whatsapp_twilio.menus import PAUSE
from core.errors import Uncertain
from core.features.menus import menu
from core.messages import Text
from core.ports import SoughtSending
from core.sentences import say
from playground.traffic import Exchange
from playground.twilio.contents import Content
from tests.adapters.around import outbound
from tests.adapters.whatsapp_twilio.asking import TEAS, WORDS, asked, asks, contents, texts
from tests.adapters.whatsapp_twilio.world import MIAS, World, a_world
from tests.standing import stands

LONG, LONGER = "Green, as it is drunk in the mornings", "x" * 73


def shown(world: World, at: int = -1) -> dict[str, Any]:
    """Give a menu as WhatsApp shows it: what its content says, with the values in their places."""
    taken = world.twilio.taken[at]
    assert taken.one("Body") == ""
    ((kind, what),) = contents(world)[taken.one("ContentSid")].types.items()
    filled = json.dumps(what)
    for place, value in json.loads(taken.one("ContentVariables")).items():
        filled = filled.replace(f"{{{{{place}}}}}", json.dumps(value)[1:-1])
    assert "{{" not in filled
    return {"kind": kind, **json.loads(filled)}


async def test_a_menu_of_up_to_three_short_choices_is_buttons_that_carry_their_places() -> None:
    async with a_world() as world:
        told = await asks(world)

        assert shown(world) == {
            "kind": "twilio/quick-reply",
            "body": "Which tea?",
            "actions": [{"title": "Green", "id": "choice:m1:0"}, {"title": "Black", "id": "choice:m1:1"}],
        }
        assert told == ()


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        (("Green", "Black", "White", "None"), [{"item": one} for one in ("Green", "Black", "White", "None")]),
        (("A tea with 21 letters", "Black"), [{"item": "A tea with 21 letters"}, {"item": "Black"}]),
        ((LONG, "Black"), [{"item": "1", "description": LONG}, {"item": "2", "description": "Black"}]),
        (tuple(f"tea {one}" for one in range(10)), [{"item": f"tea {one}"} for one in range(10)]),
    ],
)
async def test_a_longer_menu_is_a_list_by_its_words_or_by_numbers_with_the_words_beside_them(
    options: tuple[str, ...], rows: list[dict[str, str]]
) -> None:
    async with a_world(list_button="Pick one") as world:
        told = await asks(world, *options)

        found = shown(world)
        assert (found["kind"], found["body"], found["button"]) == ("twilio/list-picker", "Which tea?", "Pick one")
        assert found["items"] == [one | {"id": f"choice:m1:{place}"} for place, one in enumerate(rows)]
        assert told == ()


@pytest.mark.parametrize("options", [(LONGER, "Black"), ("🍵" * 37, "Black"), tuple(map(str, range(11)))])
async def test_a_menu_that_fits_no_list_is_numbered_text_and_the_agent_is_told(options: tuple[str, ...]) -> None:
    async with a_world() as world:
        told = await asks(world, *options)

        assert texts(world) == [menu("Which tea?", options).text]
        assert told == (say("whatsapp_twilio_menu_long"),)
        assert world.twilio.made == []


async def test_a_menu_whose_text_is_no_menus_any_more_goes_as_it_stands() -> None:
    async with a_world() as world:
        masked = Text("Which tea? ▒▒▒▒", asks=menu("Which tea?", TEAS).asks)
        await world.adapter.port.send(outbound(MIAS, masked))

        assert texts(world) == ["Which tea? ▒▒▒▒"]


async def test_the_buttons_stand_below_the_last_line_of_a_question_and_what_is_before_it_goes_before() -> None:
    async with a_world() as world:
        await asks(world, question="We have two teas.\n\nBoth are\tgood.     Which one?")

        assert texts(world)[0] == "We have two teas.\n"
        assert shown(world)["body"] == "Both are good. Which one?"


async def test_a_question_that_is_too_long_above_buttons_begins_in_a_message_before() -> None:
    async with a_world() as world:
        await asks(world, question="word " * 250)

        assert len(world.twilio.taken) == 2
        assert len(shown(world)["body"]) <= 1024
        assert (texts(world)[0] + " " + shown(world)["body"]).split() == ["word"] * 250


async def test_each_shape_of_menus_is_made_once_for_all_processes_and_restarts() -> None:
    async with a_world() as world:
        await asks(world)
        await asks(world, "Oolong", "White", question="And now?", key="k2")
        await asks(world, "one", "two", "three", key="k3")
        await world.another().port.send(outbound(MIAS, menu("Which tea?", TEAS), key="k4"))

        assert [one["friendly_name"] for one in world.twilio.made] == ["deskbridge_buttons_2", "deskbridge_buttons_3"]
        assert [shown(world, at)["body"] for at in range(4)] == ["Which tea?", "And now?", "Which tea?", "Which tea?"]


async def test_what_is_made_has_no_word_of_a_menu_in_it() -> None:
    async with a_world() as world:
        await asks(world, "4111 1111 1111 1111", "Black", question="a secret")

        assert "secret" not in json.dumps(world.twilio.made)
        assert not stands("4111", json.dumps(world.twilio.made))
        (given,) = world.twilio.made
        assert set(given["types"]) == {"twilio/quick-reply"}
        assert given["language"] == "en"
        assert all(given["variables"].values())


@pytest.mark.parametrize("options", [TEAS, tuple("abcd"), (LONG, "Black")])
async def test_the_places_of_a_content_are_numbered_in_a_row_and_each_has_a_sample(options: tuple[str, ...]) -> None:
    async with a_world() as world:
        await asks(world, *options)

        (given,) = world.twilio.made
        places = sorted(map(int, re.findall(r"\{\{(\d+)\}\}", json.dumps(given["types"]))))
        assert places == list(range(1, len(places) + 1))
        assert sorted(map(int, given["variables"])) == places


@pytest.mark.parametrize(("fault", "tries"), [("reset_after_accept", 1), ("reset", 2)])
async def test_a_lost_answer_to_making_sends_words_once_and_what_was_made_is_found_again_after_a_pause(
    fault: str, tries: int
) -> None:
    async with a_world() as world:
        world.twilio.fails(fault, "content_create")
        (told,) = await asks(world)
        await world.clock.advance(PAUSE.total_seconds())
        await asks(world, key="k2")

        assert told.key == "whatsapp_twilio_menu_refused"
        assert texts(world) == [WORDS, ""]
        assert len(contents(world)) == 1
        assert asked(world, "content_create") == tries


@pytest.mark.parametrize("fault", ["missing_scope", "outage", "500", "502", "429"])
async def test_where_twilio_makes_no_content_the_menu_is_numbered_text_and_the_agent_is_told(fault: str) -> None:
    async with a_world() as world:
        world.twilio.fails(fault, "content_create")
        (told,) = await asks(world)

        assert told.key == "whatsapp_twilio_menu_refused"
        assert told.args["why"].startswith("twilio ")
        assert texts(world) == [WORDS]


@pytest.mark.parametrize("fault", ["timeout_after_accept", "500"])
async def test_menus_of_one_moment_ask_together_and_none_waits_for_the_failures_of_the_others(fault: str) -> None:
    async with a_world(timeout="1s") as world:
        world.twilio.fails(fault, "content_list", times=None)
        told = await asyncio.gather(*(asks(world, key=f"k{one}") for one in range(5)))

        assert [one.key for (one,) in told] == ["whatsapp_twilio_menu_refused"] * 5
        assert texts(world) == [WORDS] * 5
        assert asked(world, "content_list") == 1


async def test_menus_of_one_moment_share_what_is_made_and_one_that_is_taken_back_hinders_no_other() -> None:
    async with a_world() as world:
        first, *others = (asyncio.create_task(asks(world, key=f"k{one}")) for one in range(4))
        await asyncio.sleep(0)
        first.cancel()
        told = await asyncio.gather(first, *others, return_exceptions=True)
        await asks(world, key="later")

        assert isinstance(told[0], asyncio.CancelledError)
        assert len(world.twilio.taken) == 4
        assert shown(world)["body"] == "Which tea?"
        assert len(contents(world)) == 1


async def test_menus_of_one_moment_make_one_content() -> None:
    async with a_world() as world:
        told = await asyncio.gather(*(asks(world, key=f"k{one}") for one in range(5)))

        assert told == [()] * 5
        assert len(world.twilio.made) == 1
        assert [shown(world, at)["body"] for at in range(5)] == ["Which tea?"] * 5


async def test_a_content_of_the_same_name_that_is_another_is_not_used() -> None:
    async with a_world() as world:
        await asks(world)
        (ours,) = contents(world).values()
        await world.memory.forget(next(one for one in vars(world.memory)["_kept"] if one.startswith("content:")))
        ours.types["twilio/quick-reply"]["body"] = "Something else: {{1}}"
        await asks(world, key="k2")

        assert len(contents(world)) == 2
        assert shown(world)["body"] == "Which tea?"


async def test_a_content_that_was_taken_away_at_twilio_is_made_again_and_the_menu_goes_once() -> None:
    async with a_world() as world:
        await asks(world)
        contents(world).clear()
        told = await asks(world, key="k2")
        await asks(world, key="k3")

        assert told == ()
        assert len(world.twilio.taken) == 3
        assert len(world.twilio.made) == 2
        assert shown(world, 1)["body"] == "Which tea?"


def goes_at_once(there: dict[str, Content]) -> None:
    there.clear()


def has_no_room_for_the_values(there: dict[str, Content]) -> None:
    for sid, one in there.items():
        there[sid] = replace(one, template=replace(one.template, body="x" * 1025))


@pytest.mark.parametrize(("trouble", "code"), [(goes_at_once, 21655), (has_no_room_for_the_values, 21658)])
async def test_a_menu_whose_values_twilio_refuses_goes_as_words_once(
    trouble: Callable[[dict[str, Content]], None], code: int
) -> None:
    async with a_world() as world:

        def is_made(one: Exchange) -> None:
            if one.summary.startswith("content_create"):
                trouble(contents(world))

        world.twilio.playground.traffic.listen(is_made)
        (told,) = await asks(world)

        assert told == say("whatsapp_twilio_menu_refused", why=f"twilio 400/{code}")
        assert texts(world) == [WORDS]


@pytest.mark.parametrize("as_words", [False, True])
async def test_a_menu_that_was_taken_without_an_answer_is_found_and_not_sent_again(*, as_words: bool) -> None:
    async with a_world() as world:
        message = outbound(MIAS, menu("Which tea?", TEAS))
        if as_words:
            world.twilio.fails("missing_scope", "content_create")
        world.twilio.fails("reset_after_accept")
        with pytest.raises(Uncertain):
            await world.adapter.port.send(message)

        found = await world.adapter.port.find(SoughtSending(message, datetime.fromtimestamp(world.clock.seconds, UTC)))

        assert found is not None
        assert await world.adapter.port.send(message) == found
        assert len(world.twilio.taken) == 1


async def test_a_menu_that_fits_no_list_is_told_as_numbered_text_where_it_was_only_looked_up() -> None:
    async with a_world() as world:
        message = outbound(MIAS, menu("Which tea?", (LONGER, "Black")))
        world.twilio.fails("reset_after_accept")
        with pytest.raises(Uncertain):
            await world.adapter.port.send(message)
        found = await world.adapter.port.find(SoughtSending(message, datetime.fromtimestamp(world.clock.seconds, UTC)))

        assert found is not None
        assert found.losses == (say("whatsapp_twilio_menu_long"),)
        assert len(world.twilio.taken) == 1
