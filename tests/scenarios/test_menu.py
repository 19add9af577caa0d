"""Menus: a question with answers to click, sent by an agent, chosen from by the customer (T9)."""

import pytest

from tests.scenarios.customer import Customer, Frame
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

WRONG = [
    ("!menu", "!menu <question>"),
    ("!menu Which tea?", "A menu has 2 to 10 answers"),
    ("!menu Which tea? | Green", "A menu has 2 to 10 answers, not 1"),
    ("!menu | Green | Black", "Say what is asked"),
    ("!menu Which tea? | Green | green", "Two answers are the same"),
    (f"!menu Which tea? | Green | {'x' * 81}", "more than 80 characters"),
]


async def menu(customer: Customer) -> Frame:
    """Give the menu that the customer's window shows."""
    return next(one for one in customer.messages() if any("choices" in part for part in one["parts"]))


async def test_a_menu_is_offered_as_buttons_and_the_choice_stands_in_the_thread() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Menu…")
        await ada.fills_in(question="Which tea, please? 🍵", choices="Green\n- Black\n3. None of them")
        await customer.hears("Which tea, please?")
        shown = await menu(customer)

        assert shown["parts"] == [
            {"kind": "text", "text": "Which tea, please? 🍵", "choices": ["Green", "Black", "None of them"]}
        ]
        assert "1. Green" not in shown["parts"][0]["text"]
        await world.desk.shows("3. None of them")
        await customer.does("choose", message=shown["id"], choice=1)

        await world.desk.shows("Black")
        assert customer.texts("customer")[-1] == "Black"


async def test_a_menu_is_chosen_from_once_whatever_is_clicked() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!menu Which tea? | Green | Black")
        await customer.hears("Which tea?")
        shown = await menu(customer)
        await customer.does("choose", message=shown["id"], choice=0)
        await customer.does("choose", message=shown["id"], choice=1)
        await customer.does("choose", message=shown["id"], choice=0)
        await world.quiet()

        assert customer.texts("customer") == ["hi", "Green"]
        chosen = next(one for one in customer.messages() if one["text"] == "Green")
        assert chosen["client_id"] == f"pick_{shown['id']}"


async def test_what_is_no_choice_of_this_chats_menu_says_nothing() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!menu Which tea? | Green | Black")
        await customer.hears("Which tea?")
        other = await world.customer()
        await other.says("I am somebody else")
        await other.does("choose", message=(await menu(customer))["id"], choice=0)
        await customer.does("choose", message=(await menu(customer))["id"], choice=7)
        await customer.does("choose", message="m0", choice=0)
        await world.quiet()

        assert customer.texts("customer") == ["hi"]
        assert other.texts("customer") == ["I am somebody else"]


async def test_a_menu_of_an_ended_chat_is_not_chosen_from() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!menu Which tea? | Green | Black")
        await customer.hears("Which tea?")
        await customer.ends()
        await customer.hears("The chat has ended.")
        await customer.sends(
            f'{{"t":"choose","id":"pick-late-1","message":"{(await menu(customer))["id"]}","choice":0}}'
        )

        await customer.is_sent("refused", id="pick-late-1", code="ended")
        assert customer.texts("customer") == ["hi"]


@pytest.mark.parametrize(("typed", "words"), WRONG)
async def test_a_wrong_menu_is_refused_with_what_to_type_instead(typed: str, words: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes(typed)
        await ada.is_told(words)

        await customer.never_heard("Green", "Which tea")


async def test_nobody_but_an_attendee_who_may_write_sends_a_menu() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await grace.writes("!menu Which tea? | Green | Black", customer=customer)
        await grace.is_told(sentence("not_attendee"))
        await ada.writes("!private on")
        await ada.is_told(sentence("private_on"))
        await ada.writes("!menu Which tea? | Green | Black")
        await ada.is_told(sentence("ask_private_mode"))

        await customer.never_heard("Which tea", "Green")


async def test_the_brake_holds_a_menu_back_too() -> None:
    brake = {"queues": {"support": {"brake": ["rude"]}}, "brake": {"rude": {"title": "a rude word", "words": ["darn"]}}}
    async with a_world(brake) as world:
        ada, customer = await talking(world)
        await ada.writes("!menu Which darn tea? | Green | Black")
        await ada.is_told(sentence("ask_braked", what="a rude word"))

        await customer.never_heard("darn")
