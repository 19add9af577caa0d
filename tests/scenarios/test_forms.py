"""What forms can ask for, and what a command may do with it."""

from datetime import date
from typing import Any

import pytest

from core.sentences import say
from core.views import FieldKind
from tests.scenarios.differences import Difference
from tests.scenarios.more_commands import GREETINGS, MORE
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world


async def ordered(world: World) -> list[str]:
    rows = await world.read(
        lambda conn: conn.exec_driver_sql("select fields from journal where what='ordered'").fetchall()
    )
    return [str(row[0]) for row in rows]


async def opens(person: Person, label: str) -> None:
    """Open a command's form by way of “More…”."""
    await person.clicks_on_card("More…")
    await person.modal.clicks(label)


async def test_more_on_the_card_opens_all_that_can_be_done_by_section() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.heads("Talking", "Working together", "Ending")


async def test_choices_numbers_days_and_times_come_back_from_a_form() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await opens(ada, "Order…")
        kinds = [await ada.modal.asks(name) for name in ("tea", "extras", "day")]
        assert kinds == [FieldKind.CHOICE, FieldKind.MANY, FieldKind.DATE]
        await ada.fills_in(tea="black", cups="2", wait="4 min", day=date(2026, 11, 21), extras=["milk", "honey"])
        await ada.is_told(sentence("completed", number=1))
        assert ["2 black milk+honey 2026-11-21 0:04:00" in one for one in await ordered(world)] == [True]


async def test_wrong_value_is_refused_at_its_field_and_nothing_is_written() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await opens(ada, "Order…")
        wrong = sentence("argument_number", words="many", least=1, most=9)
        await ada.modal.refuses({"tea": "green", "cups": "many"}, cups=wrong)
        assert await ordered(world) == []


async def test_search_finds_by_words_and_its_submission_opens_the_next_form() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await opens(ada, "Ready text…")
        assert await ada.modal.asks("which") is FieldKind.SEARCH
        assert await ada.modal.finds("which", "GOODBYE") == ["Bye"]
        await ada.fills_in(which="GOODBYE")
        assert await ada.modal.begins_with("text") == GREETINGS["bye"]
        await ada.fills_in(text="Goodbye, dear!")
        await ada.is_told(sentence("note_kept"))


async def test_typed_command_that_leads_to_a_form_gives_a_button_that_opens_it() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.writes("!text hello")
        await ada.clicks("Send", beside=sentence("form_open"))
        assert await ada.modal.begins_with("text") == GREETINGS["hello"]


@pytest.mark.desks("slack", because=Difference.SLASH)
async def test_slash_command_that_leads_to_a_form_opens_it_at_once() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.command("text 1 hello")
        assert await ada.modal.begins_with("text") == GREETINGS["hello"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (
            "!order",
            say("argument_missing", help="which tea", usage="!order <tea> [cups] [wait] [day] [extras]"),
        ),
        (
            "!order coffee",
            say("argument_choice", words="coffee", options="Black tea, Green tea, White tea"),
        ),
        ("!order tea", say("argument_ambiguous", words="tea", options="Black tea, Green tea, White tea")),
        ("!order green 12", say("argument_number", words="12", least=1, most=9)),
        ("!order green 2 soon", say("argument_duration", words="soon")),
        ("!order green 2 4m someday", say("argument_date", words="someday")),
        ("!take_over", say("right_missing", right="take_any")),
        ("!pass_on nobody", say("agent_or_queue_unknown", words="nobody", queues="Sales, Support")),
    ],
)
async def test_what_was_typed_wrongly_is_told_and_nothing_is_written(typed: str, answer: Any) -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.writes(typed)
        await ada.is_told(sentence(answer.key, **answer.args))
        assert await ordered(world) == []


async def test_typed_arguments_of_all_kinds() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.writes("!order black tea 2 4 min 2026-11-21 milk, honey")
        await ada.is_told(sentence("completed", number=1))
        assert ["2 black milk+honey 2026-11-21 0:04:00" in one for one in await ordered(world)] == [True]
        await ada.writes("!pass_on Grace Hopper she knows teas")
        await ada.is_told(sentence("invite_sent", agent="grace", number=1))


async def test_actions_offer_only_what_there_is_something_to_do_with() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.writes("!actions")
        listed = await ada.is_told(sentence("actions", number=1))
        assert "Private mode" in listed.whole
        assert not {one for one in ("Template…", "Resend") if one in listed.whole}
        await ada.writes("!template")
        await ada.is_told(sentence("template_none"))
        await ada.writes("!resend")
        await ada.is_told(sentence("resend_none"))


async def test_actions_can_be_had_in_private_too() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.writes("!actions")
        await ada.is_told(sentence("actions", number=1))
        await ada.clicks("Private mode", beside=sentence("actions", number=1))
        await world.desk.card_shows("Private mode")
