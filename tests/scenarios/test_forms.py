"""What forms can ask for, and what a command may do with it, through Slack's modals."""

from typing import Any

import pytest

from core.sentences import say
from playground.slack.errors import HumanError
from playground.slack.model import View
from tests.scenarios.more_commands import GREETINGS, MORE
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world


async def modal(world: World, person: Person) -> View:
    """Give the modal that is open."""
    stack = world.playground.slack.store.modals
    return await world.until(lambda: next(reversed(stack.get(person.user, [])), None), "a modal")


async def clicks_in_modal(world: World, person: Person, label: str) -> None:
    view = await modal(world, person)
    buttons = [one for block in view.body["blocks"] for one in block.get("elements", ())]
    button = next(one for one in buttons if one["text"]["text"] == label)
    await world.playground.slack.simulate.click(user=person.user, view_id=view.id, action_id=button["action_id"])


async def submits(world: World, person: Person, **values: Any) -> None:
    view = await modal(world, person)
    given = {name: {"value": value} for name, value in values.items()}
    await world.playground.slack.simulate.submit_view(user=person.user, view_id=view.id, values=given)


def element(view: View, name: str) -> Any:
    return next(block["element"] for block in view.body["blocks"] if block.get("block_id") == name)


def chosen(element: Any, value: str) -> Any:
    return next(one for one in element["options"] if one["value"] == value)


async def ordered(world: World) -> list[str]:
    rows = await world.read(
        lambda conn: conn.exec_driver_sql("select fields from journal where what='ordered'").fetchall()
    )
    return [str(row[0]) for row in rows]


async def opens(world: World, person: Person, label: str) -> View:
    """Open a command's form by way of “More…”."""
    await person.clicks_on_card("More…")
    first = await modal(world, person)
    await clicks_in_modal(world, person, label)
    return await world.until(
        lambda: next((one for one in world.playground.slack.store.modals[person.user] if one.id != first.id), None),
        "a form",
    )


async def test_more_on_the_card_opens_all_that_can_be_done_by_section() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        view = await modal(world, ada)
        titles = [block["text"]["text"] for block in view.body["blocks"] if block["type"] == "section"]
        assert titles == ["*Talking*", "*Working together*", "*Ending*"]


async def test_choices_numbers_days_and_times_come_back_from_a_form() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        view = await opens(world, ada, "Order…")
        tea, extras, day = element(view, "tea"), element(view, "extras"), element(view, "day")
        assert (tea["type"], extras["type"], day["type"]) == ("static_select", "multi_static_select", "datepicker")
        await submits(
            world,
            ada,
            tea={"type": "static_select", "selected_option": chosen(tea, "black")},
            cups={"type": "plain_text_input", "value": "2"},
            wait={"type": "plain_text_input", "value": "4 min"},
            day={"type": "datepicker", "selected_date": "2026-11-21"},
            extras={"type": "multi_static_select", "selected_options": extras["options"]},
        )
        await ada.is_told(sentence("completed", number=1))
        assert ["2 black milk+honey 2026-11-21 0:04:00" in one for one in await ordered(world)] == [True]


async def test_wrong_value_is_refused_at_its_field_and_nothing_is_written() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        view = await opens(world, ada, "Order…")
        tea = {"type": "static_select", "selected_option": chosen(element(view, "tea"), "green")}
        with pytest.raises(HumanError) as refused:
            await submits(world, ada, tea=tea, cups={"type": "plain_text_input", "value": "many"})
        assert refused.value.body["errors"] == {"cups": sentence("argument_number", words="many", least=1, most=9)}
        assert await ordered(world) == []


async def test_search_finds_by_words_and_its_submission_opens_the_next_form() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        view = await opens(world, ada, "Ready text…")
        assert element(view, "which")["type"] == "external_select"
        simulate = world.playground.slack.simulate
        where = {"user": ada.user, "view_id": view.id, "block_id": "which", "action_id": "value"}
        found = await simulate.suggest(**where, value="GOODBYE")
        assert [one["value"] for one in found["options"]] == ["bye"]
        (bye,) = found["options"]
        await submits(world, ada, which={"type": "external_select", "selected_option": bye})
        following = await world.until(
            lambda: next(
                (one for one in world.playground.slack.store.modals[ada.user] if "form:say_it" in str(one.body)), None
            ),
            "the next form",
        )
        assert element(following, "text")["initial_value"] == GREETINGS["bye"]
        await submits(world, ada, text={"type": "plain_text_input", "value": "Goodbye, dear!"})
        await ada.is_told(sentence("note_kept"))


async def test_typed_command_that_leads_to_a_form_gives_a_button_that_opens_it() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.writes("!text hello")
        await ada.clicks("Send", beside=sentence("form_open"))
        view = await modal(world, ada)
        assert element(view, "text")["initial_value"] == GREETINGS["hello"]


async def test_slash_command_that_leads_to_a_form_opens_it_at_once() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.command("text 1 hello")
        assert element(await modal(world, ada), "text")["initial_value"] == GREETINGS["hello"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (
            "!order",
            say("argument_missing", name="tea", help="which tea", usage="!order <tea> [cups] [wait] [day] [extras]"),
        ),
        (
            "!order coffee",
            say("argument_choice", name="tea", words="coffee", options="Black tea, Green tea, White tea"),
        ),
        ("!order tea", say("argument_ambiguous", name="tea", words="tea", options="Black tea, Green tea, White tea")),
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


async def test_actions_can_be_had_in_private_too() -> None:
    async with a_world(features=MORE) as world:
        ada, _ = await talking(world)
        await ada.writes("!actions")
        await ada.is_told(sentence("actions", number=1))
        await ada.clicks("Private mode", beside=sentence("actions", number=1))
        await world.slack.card_shows("Private mode")
