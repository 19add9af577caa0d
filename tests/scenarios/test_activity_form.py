"""The activity form: filled in during the chat or after it, by mouse or by keyboard, and asked for before the end."""

from tests.scenarios.after_chat import finishing
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

FORM = finishing(required=False, activity=True)
WHOLE = {"a_reason": "Invoice", "a_order": "4711", "a_topics": ["Tea", "Cups"], "a_remarks": "Was kind 🙂"}


async def stored(world: World) -> str:
    """Give the form of the only chat as it is kept."""
    row = await world.read(lambda conn: conn.exec_driver_sql("select body from activity").fetchone())
    return str(row[0]) if row else ""


async def test_the_form_is_filled_in_while_the_chat_runs_and_shown_again_as_it_was_saved() -> None:
    async with a_world(FORM) as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Activity form…")
        await ada.fills_in(**WHOLE)
        await ada.is_told(sentence("activity_saved", form="Call report", number=1))
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Activity form…")
        assert await ada.modal.begins_with("a_order") == "4711"
        assert await ada.modal.begins_with("a_remarks") == "Was kind 🙂"
        await ada.modal.closes()
        await ada.writes("!end yes")
        await ada.writes("!complete", customer)
        await world.desk.card_shows(sentence("card_handled"))
        await customer.never_heard("4711")
        assert "4711" in await stored(world)


async def test_required_fields_block_complete_until_they_are_filled_in() -> None:
    async with a_world(FORM) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("!complete")
        await ada.is_told(sentence("complete_needs_activity", number=1, form="Call report"))
        await ada.writes("!activity Reason invoice")
        await ada.is_told(sentence("activity_saved_in_part", form="Call report", number=1, fields="Order number"))
        await ada.writes("!activity Order number 4711")
        await ada.is_told(sentence("activity_saved", form="Call report", number=1))
        await ada.writes("!complete")
        await world.desk.card_shows(sentence("card_handled"))


async def test_a_wrong_answer_is_shown_under_its_field_and_nothing_is_kept() -> None:
    async with a_world(FORM) as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Activity form…")
        wrong = "Please write a number."
        await ada.modal.refuses({"a_order": "soon"}, a_order=wrong)
        assert await stored(world) == ""
        await ada.fills_in(a_order="12")
        await ada.is_told(sentence("activity_saved_in_part", form="Call report", number=1, fields="Reason"))


async def test_what_is_wrong_with_a_typed_answer_is_said_and_changes_nothing() -> None:
    async with a_world(FORM) as world:
        ada, _ = await talking(world)
        lin = world.desk.agent("lin")
        await ada.writes("!activity Reason")
        await ada.is_told(sentence("activity_answer_missing", usage="!activity [field] [answer]"))
        await ada.writes("!activity Colour green")
        await ada.is_told("Order number")
        await ada.writes("!activity Order number many")
        await ada.is_told("Please write a number.")
        await lin.writes("!activity Reason invoice")
        await lin.is_told(sentence("not_attendee"))
        assert await stored(world) == ""


async def test_a_queue_without_a_form_says_so() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!activity")
        await ada.is_told(sentence("activity_none"))
        await ada.writes("!activity Reason delivery")
        await world.until(lambda: ada.heard().count(sentence("activity_none")) == 2, "the same answer")
        await ada.clicks_on_card("More…")
        assert "Activity form…" not in ada.modal.words()
