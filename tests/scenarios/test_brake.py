"""The brake: what must not be sent is stopped, and goes out by its author's choice alone (T7)."""

import pytest

from tests.scenarios.braking import CARD, RULES, TEXT
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

STOPPED = sentence("hold_braked_by", what="a card number")


async def journal(world: World) -> list[str]:
    rows = await world.read(lambda conn: conn.exec_driver_sql("select what from journal").fetchall())
    return [str(row[0]) for row in rows]


@pytest.mark.workers
async def test_a_forbidden_text_is_stopped_highlighted_and_written_anew() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        ref = await ada.writes(TEXT)
        asked = await ada.is_told(STOPPED)
        await world.desk.marked(ref, "raised_hand")
        assert [words for style, words in asked.styles if style == "code"] == [CARD]
        await ada.clicks("Edit…")
        assert await ada.modal.begins_with("text") == TEXT
        await ada.modal.refuses({"text": TEXT}, text=sentence("held_braked", what="a card number"))
        await ada.fills_in(text="Your card was *charged*.")
        await customer.hears("Your card was charged.")
        await world.desk.shows("Your card was charged.")
        await customer.never_heard(CARD)
        assert "held_edited" in await journal(world)


async def test_a_forbidden_text_goes_out_by_choice_and_the_choice_is_in_the_journal() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        ref = await ada.writes(TEXT)
        await ada.is_told(STOPPED)
        await ada.clicks("Send anyway")
        await customer.hears(TEXT)
        await world.desk.marked(ref, "white_check_mark")
        assert "sent_anyway" in await journal(world)


async def test_a_forbidden_text_is_kept_internal() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        await ada.writes("We GUARANTEE it.")
        await ada.is_told(sentence("hold_braked_by", what="a forbidden word"))
        await ada.clicks("Keep internal")
        await ada.writes("!send")
        await ada.is_told(sentence("held_none"))
        await customer.never_heard("GUARANTEE")


async def test_an_edit_is_braked_as_a_text_is() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        ref = await ada.writes("Which card was it?")
        await customer.hears("Which card was it?")
        await ada.edits(ref, TEXT)
        await ada.is_told(sentence("edit_braked"))
        await customer.never_heard(CARD)


async def test_a_stopped_text_that_its_author_mends_is_asked_about_again() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        ref = await ada.writes(TEXT)
        await ada.is_told(STOPPED)
        await ada.edits(ref, "Your card was charged.")
        await ada.is_told(sentence("hold_brake_passed"))
        await ada.clicks("Send to customer", beside=sentence("hold_brake_passed"))
        await customer.hears("Your card was charged.")
        await customer.never_heard(CARD)


async def test_a_text_held_for_another_reason_meets_the_brake_when_it_is_sent() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        await ada.writes(f"!refund {CARD}")
        await ada.is_told(sentence("hold_unknown_command"))
        await ada.clicks("Send to customer")
        await ada.is_told(STOPPED)
        await customer.never_heard(CARD)
        await ada.clicks("Send anyway")
        await customer.hears(CARD)


async def test_a_stopped_text_is_listed_after_a_reload() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        await ada.writes(TEXT)
        await ada.is_told(STOPPED)
        await ada.reloads()
        await ada.opens_home()
        await ada.clicks_at_home("Send anyway")
        await customer.hears(TEXT)


async def test_stopped_words_are_edited_by_typing_alone() -> None:
    async with a_world(RULES) as world:
        ada, customer = await talking(world)
        await ada.writes(TEXT)
        await ada.is_told(STOPPED)
        await ada.writes("!edit 1 Your card was charged.")
        await customer.hears("Your card was charged.")
        await customer.never_heard(CARD)


async def test_a_canned_response_is_braked_too() -> None:
    canned = {"canned": {"card": {"title": "Card", "text": TEXT}}}
    async with a_world({**RULES, **canned}) as world:
        ada, customer = await talking(world)
        await ada.writes("!canned card now")
        await ada.is_told(STOPPED)
        await customer.never_heard(CARD)
