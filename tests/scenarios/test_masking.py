"""What must not be kept is masked before anybody sees it: no desk, no store, no log, no window has it (S5)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from bridge.store import inbox
from tests.scenarios.everywhere import Search
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world
from tests.standing import stands

CARD = "4111 1111 1111 1111"
STARS = "**** **** **** ****"
WIDE = "4242-4242-4242-4242".translate({ord("0") + one: 0xFF10 + one for one in range(10)})
FIRST, SECOND = "5555 5555", "5555 4444"
HALF = "**** ****"
IBAN = "DE89 3704 0044 0532 0130 00"
SCOURED = 2
"""Seconds in which the log of an SQLite file is cut, even when somebody is reading in it first."""
HIDDEN = "we have hidden a number in your message"


def queue(**masking: Any) -> dict[str, Any]:
    """Give the settings of a queue that masks so."""
    return {"queues": {"support": {"masking": masking}}}


async def test_a_cards_number_reaches_neither_desk_nor_store_nor_log_nor_window() -> None:
    async with a_world() as world:
        search = Search(world)
        _, customer = await talking(world, words=f"hi, my card is {CARD}")
        await customer.says(f"and {WIDE}, to DE89370400440532013000, ssn 219-09-9999")
        await customer.hears("and ****")
        await world.desk.shows(f"hi, my card is {STARS}")
        await world.desk.shows("and *******************")
        assert f"my card is {STARS}" in str(await world.desk.card())
        assert await search.finds(CARD, WIDE[:9], "DE89370400440532013000", "219-09-9999") == set()
        await customer.ends()
        await customer.hears("The chat has ended.")
        assert await search.finds(CARD, WIDE[:9], "DE89370400440532013000", "219-09-9999") == set()


async def test_the_search_finds_what_is_left_where_a_queue_leaves_it() -> None:
    async with a_world(queue(action="leave")) as world:
        search = Search(world)
        _, customer = await talking(world, words="hi")
        await customer.says(f"my card is {CARD}")
        await world.desk.shows(CARD)
        found = await search.finds(CARD)
        assert {"table message", "desk", "windows"} <= found
        assert any(one.startswith("file ") for one in found)
        assert "log" not in found


async def test_the_name_of_a_file_is_masked_before_the_file_is_kept() -> None:
    async with a_world() as world:
        search = Search(world)
        _, customer = await talking(world)
        file = await customer.uploads("card 4111111111111111.txt", b"nothing in it")
        await customer.says("see there", file)
        await customer.hears("card ****************.txt")
        await world.until(lambda: any("card ****" in str(one) for one in customer.files()), "the file")
        assert await search.finds(CARD) == set()


async def test_the_address_and_title_of_the_page_are_masked() -> None:
    async with a_world() as world:
        search = Search(world)
        _, customer = await talking(world)
        page = {"url": "https://shop.example/pay/4111111111111111", "title": "Pay 4111111111111111"}
        await customer.sends('{"t": "page", "url": "%s", "title": "%s"}' % (page["url"], page["title"]))  # noqa: UP031 - JSON has braces
        await world.desk.card_shows("****************")
        assert await search.finds(CARD) == set()


async def test_what_a_customer_says_of_a_chat_and_in_a_form_is_masked() -> None:
    async with a_world({"queues": {"support": {"survey": {"question": "How was it?", "comment": "Why?"}}}}) as world:
        search = Search(world)
        _, customer = await talking(world)
        await customer.ends()
        survey = await customer.is_sent("survey")
        await customer.does("rate", conversation=survey["conversation"], score=4, comment=f"I paid with {CARD}")
        await world.desk.shows(STARS)
        assert await search.finds(CARD) == set()


async def test_the_customer_is_told_where_the_queue_tells() -> None:
    async with a_world(queue(action="tell")) as world:
        _, customer = await talking(world)
        await customer.says(f"my card is {CARD}")
        await customer.hears(HIDDEN)
        await customer.says("ok, not again")
        await world.quiet()
        assert sum(HIDDEN in one for one in customer.notices()) == 1


async def test_the_customer_is_told_in_the_queues_own_words_and_language() -> None:
    words = {"masked": "Hidden.", "languages": {"de": {"masked": "Verdeckt."}}}
    support = {"masking": {"action": "tell"}, "messages": words}
    async with a_world({"queues": {"support": support}}) as world:
        customer = await world.customer(locale="de-AT")
        await customer.says(f"Meine Karte: {CARD}")
        await customer.hears("Verdeckt.")


async def test_nobody_is_told_where_the_queue_only_masks() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.says(f"my card is {CARD}")
        await world.desk.shows(STARS)
        await customer.never_heard(HIDDEN)


async def test_a_number_in_two_messages_is_masked_in_both_and_in_every_copy() -> None:
    async with a_world(queue(action="tell")) as world:
        search = Search(world)
        ada, customer = await talking(world)
        await customer.says(FIRST)
        await world.desk.shows(FIRST)
        await ada.writes("yes, I am listening")
        await customer.says(f"{SECOND} is the rest")
        await world.desk.shows(f"{HALF} is the rest")
        await customer.no_longer_sees(FIRST)
        await customer.hears(HIDDEN)
        await world.passes(SCOURED)
        assert not [line for line in await world.desk.lines() if FIRST in line]
        assert await search.finds(SECOND) == set()
        assert await search.finds(FIRST) == {"desk", "windows"}  # it was shown until its second half came


async def test_the_first_words_on_the_cards_are_masked_with_the_second_half() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.says("my card: 5555 5555 5555")
        await world.desk.card_shows("5555 5555 5555")
        await customer.says("4444")
        await world.desk.card_shows("my card: **** **** ****")
        await world.quiet()
        assert not stands("5555", str(await world.desk.card()))


async def test_a_number_in_four_messages_is_masked_in_all() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        for piece in ("4111", "1111", "1111", "1111"):
            await customer.says(piece)
        await customer.no_longer_sees("1111")
        await world.quiet()
        assert customer.texts("customer")[1:] == ["****"] * 4
        assert not [line for line in await world.desk.lines() if "1111" in line]


async def test_a_number_in_three_messages_with_words_around_is_masked_while_an_agent_talks() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.says("my card is 5555 5555, valid until 12/27")
        await world.desk.shows("my card is 5555 5555")
        await ada.writes("please don't send it here")
        await customer.says("then (5555)")
        await ada.writes("really not")
        await customer.says("and 4444 thanks")
        await world.desk.shows("and **** thanks")
        await customer.no_longer_sees("5555")
        await world.quiet()
        assert customer.texts("customer")[1:] == [
            "my card is **** ****, valid until 12/27",
            "then (****)",
            "and **** thanks",
        ]
        assert not [line for line in await world.desk.lines() if "5555" in line]


async def test_a_number_digit_by_digit_is_masked_in_all_its_messages() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        for digit in "5555555555554444":
            await customer.says(digit)
            await world.passes(1)
        await world.until(lambda: customer.texts("customer")[1:] == ["*"] * 16, "sixteen asterisks")


async def test_pieces_that_are_minutes_apart_are_none() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.says(FIRST)
        await world.passes(121)
        await customer.says(SECOND)
        await world.desk.shows(SECOND)
        await customer.hears(SECOND)


async def test_the_numbers_of_two_customers_are_not_put_together() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        await customer.says(FIRST)
        other = await world.customer()
        await other.says(SECOND)
        await world.desk.shows(SECOND, other)


@pytest.mark.workers
async def test_a_message_of_digits_waits_so_that_no_piece_is_ever_shown() -> None:
    async with a_world(queue(wait="3s")) as world:
        search = Search(world)
        _, customer = await talking(world)
        await customer.says(FIRST)
        await customer.says(SECOND)
        await world.desk.shows(HALF)
        await world.quiet()
        assert customer.texts("customer")[1:] == [HALF, HALF]
        await world.passes(SCOURED)
        assert await search.finds(FIRST, SECOND) == set()


@pytest.mark.workers
async def test_what_the_window_and_the_platform_report_meanwhile_lets_no_piece_go_on() -> None:
    def waits(conn: Connection) -> bool:
        waiting = inbox.unsettled(conn, inbox.last_waiting(conn, "conversation:") or "")
        return {"customer_message", "customer_did", "customer_receipt"} <= {one.body.kind for one in waiting}

    async with a_world(queue(wait="3s")) as world:
        search = Search(world)
        _, customer = await talking(world)
        await world.quiet()
        await customer.says(FIRST)
        await customer.sends('{"t": "page", "url": "https://shop.example/pay", "title": "Pay"}')
        await customer.sends('{"t": "read", "seq": 1}')
        await world.comes(waits, "the piece and two reports behind it")
        await customer.says(SECOND)
        await world.desk.shows(HALF)
        await world.quiet()
        assert not {"desk", "windows"} & await search.finds(FIRST, SECOND)


async def test_a_message_of_digits_that_is_no_piece_is_shown_after_its_wait_or_with_the_next_words() -> None:
    async with a_world(queue(wait="3s")) as world:
        _, customer = await talking(world)
        await customer.says("12345678")
        await customer.says("is my order")
        await world.desk.shows("12345678")
        await world.desk.shows("is my order")
        await customer.says("87654321")
        await world.passes(3)
        await world.desk.shows("87654321")
        assert customer.texts("customer")[1:] == ["12345678", "is my order", "87654321"]


async def test_what_an_admin_allows_is_left_and_what_an_admin_describes_is_masked() -> None:
    rules = {"masking": {"patterns": {"member": "MB-[0-9]{4}"}, "allow": {"order": "ORD-[0-9]{16}"}}}
    async with a_world(rules) as world:
        _, customer = await talking(world)
        await customer.says("I am MB-1234 and wait for ORD-4111111111111111")
        await world.desk.shows("I am ******* and wait for ORD-4111111111111111")


async def test_a_cards_number_that_an_agent_writes_is_masked_and_the_agent_is_told() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes(f"Was it {CARD}? Please pay to {IBAN}.")
        await customer.hears(f"Was it {STARS}? Please pay to {IBAN}.")
        await ada.is_told(sentence("number_covered"))
        await ada.writes(f"note: the customer's card is {CARD}")
        await world.quiet()
        tables = await Search(world).finds(CARD)
        assert not [one for one in tables if one.startswith("table ")]


async def test_agents_words_are_left_where_the_settings_say_so() -> None:
    async with a_world({"masking": {"agents": False}}) as world:
        ada, customer = await talking(world)
        await ada.writes(f"Was it {CARD}?")
        await customer.hears(f"Was it {CARD}?")


async def test_a_stopped_text_that_stays_internal_is_masked_in_the_store_and_its_files() -> None:
    brake = {"brake": {"cards": {"title": "a card number", "card_numbers": True}}}
    async with a_world({**brake, "queues": {"support": {"brake": ["cards"]}}}) as world:
        search = Search(world)
        ada, customer = await talking(world)
        await ada.writes(f"Was it {CARD}?")
        await ada.is_told(sentence("hold_braked_by", what="a card number"))
        assert any(one.startswith("file ") for one in await search.finds(CARD))
        await ada.clicks("Keep internal")
        await world.passes(SCOURED)
        assert [one for one in await search.finds(CARD) if one != "desk"] == []
        await customer.never_heard(CARD)
