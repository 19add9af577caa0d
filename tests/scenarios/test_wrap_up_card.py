"""The wrap-up card: what a chat still needs and the one form that gives it, at the end of the chat's thread."""

from tests.scenarios.after_chat import finishing
from tests.scenarios.person import Person
from tests.scenarios.place import control_of
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.shown import Line
from tests.scenarios.world import World, a_world

TITLE = sentence("card_wrap_up_title")
EVERYTHING = finishing(activity=True)


async def card(world: World, *texts: str) -> Line:
    """Wait until the card in the thread shows these words."""
    line = await world.desk.shows(TITLE)
    await world.until(lambda: all(text in line.whole for text in texts), lambda: f"{texts} on {line.whole}")
    return line


async def clicks(world: World, person: Person, label: str) -> None:
    await person.clicks_on(await card(world, label), label)


async def counts_notes(world: World, number: str) -> None:
    line = await card(world)
    await world.until(lambda: line.facts.get("Notes") == number, lambda: f"{number} notes on {line.facts}")


async def test_everything_is_finished_in_one_form_from_the_card() -> None:
    async with a_world(EVERYTHING) as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await card(world, sentence("card_wrap_up_left", what="a disposition, Call report"))
        await clicks(world, ada, "Finish…")
        await ada.fills_in(which="Solved", a_reason="Delivery", a_order="12", note="Call back on Monday")
        await ada.modal.is_closed()
        shown = await card(world, sentence("card_wrap_up_done"), "Solved", sentence("card_activity_whole", agent="ada"))
        assert control_of(shown, "Finish…") is None
        await world.desk.card_shows(sentence("card_handled"))
        await world.desk.shows("Call back on Monday")
        await customer.never_heard("Call back on Monday")


async def test_what_is_missing_is_told_in_the_thread_in_which_complete_was_clicked() -> None:
    async with a_world(EVERYTHING) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await clicks(world, ada, "Complete")
        told = await ada.is_told("isn't complete")
        assert told.thread == (await world.desk.root()).ref


async def test_a_form_with_something_wrong_finishes_nothing_at_all() -> None:
    async with a_world(EVERYTHING) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await clicks(world, ada, "Finish…")
        wrong = "Please write a number."
        values = {"which": "Solved", "a_reason": "Delivery", "a_order": "x", "note": "Not yet"}
        await ada.modal.refuses(values, a_order=wrong)
        await card(world, sentence("card_disposition_none"), sentence("card_activity_none"))
        assert "Not yet" not in " ".join(await world.desk.lines())


async def test_the_card_follows_what_is_written_down_one_by_one() -> None:
    async with a_world(EVERYTHING) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await card(world, sentence("card_disposition_none"), sentence("card_activity_none"))
        await ada.writes("!disposition refund")
        await card(world, "Billing / Refund", sentence("card_wrap_up_left", what="Call report"))
        await ada.writes("!activity Reason delivery")
        await card(world, sentence("card_activity_part", agent="ada"))
        await ada.writes("!activity Order number 12")
        await card(world, sentence("card_wrap_up_nothing_left"))
        await clicks(world, ada, "Complete")
        await card(world, sentence("card_wrap_up_done"))


async def test_a_note_in_the_wrap_up_stays_with_the_agents_and_is_counted_on_the_card() -> None:
    async with a_world(EVERYTHING) as world:
        ada, customer = await talking(world)
        await ada.writes("!note likes green tea")
        await ada.writes("!end yes")
        await counts_notes(world, "1")
        await clicks(world, ada, "Note…")
        await ada.fills_in(text="wants a call")
        await counts_notes(world, "2")
        await ada.writes("!notes")
        heard = await ada.is_told(sentence("notes_title", number=1))
        assert [words in heard.text for words in ("likes green tea", "wants a call")] == [True, True]
        await customer.never_heard("wants a call")


async def test_held_texts_that_stay_with_the_agents_are_no_notes() -> None:
    async with a_world(EVERYTHING) as world:
        ada, _ = await talking(world)
        await ada.writes("!note likes green tea")
        await ada.writes("!refund 12")
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.clicks("Keep internal")
        await ada.writes("!end yes")
        await counts_notes(world, "1")
        await ada.writes("!notes")
        heard = await ada.is_told(sentence("notes_title", number=1))
        assert "!refund" not in heard.text


async def test_plain_words_in_the_wrap_up_are_held_and_reach_nobody() -> None:
    async with a_world(EVERYTHING) as world:
        ada, customer = await talking(world)
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("what a customer")
        await ada.is_told(sentence("hold_ended"))
        await customer.never_heard("what a customer")


async def test_a_chat_without_notes_says_so() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!notes")
        await ada.is_told(sentence("notes_empty", number=1))


async def test_where_nothing_is_to_be_filled_in_there_is_no_card_and_finish_says_what_to_type() -> None:
    async with a_world({"queues": {"support": {"wrap_up": {"mode": "manual"}}}}) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await world.desk.card_shows(sentence("card_wrap_up"))
        await ada.writes("!finish")
        await ada.is_told(sentence("finish_nothing"))
        assert TITLE not in " ".join(await world.desk.lines())


async def test_a_second_submission_of_the_same_form_is_refused_in_words() -> None:
    async with a_world(EVERYTHING) as world:
        ada, _ = await talking(world)
        await ada.writes("!end yes")
        await clicks(world, ada, "Finish…")
        await ada.modal.shows("Order number")
        await ada.writes("!disposition solved")
        await ada.writes("!activity Reason delivery")
        await ada.writes("!activity Order number 12")
        await card(world, sentence("card_wrap_up_nothing_left"))
        await ada.writes("!complete")
        await world.desk.card_shows(sentence("card_handled"))
        values = {"which": "Billing / Refund", "a_reason": "Delivery", "a_order": "13"}
        await ada.modal.refuses(values, which=sentence("written_down"))
        await card(world, "Solved", sentence("card_wrap_up_done"))
