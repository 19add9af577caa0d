"""Variables of canned texts: filled in, replaced by words instead, or left to be seen (T8)."""

import pytest

from core.conversation.model import Page, Status
from core.features.variables import Filled, filled, known_of, left_open
from core.visitors import made_name
from tests.build import a_conversation, a_profile, a_queue

KNOWN = {"F": "Grace", "order": "A7", "empty": " "}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Hello %F!", Filled("Hello Grace!")),
        ("%{F}: %{order}", Filled("Grace: A7")),
        ("%{order|your order}", Filled("A7")),
        ("%{parcel|your parcel}", Filled("your parcel")),
        ("%{empty|nothing}%{empty|}", Filled("nothing")),
        ("%{parcel} and %L, %L", Filled("%{parcel} and %L, %L", ("%{parcel}", "%L"))),
        ("100% Fun, %Friday", Filled("100% Fun, %Friday")),
    ],
)
def test_variables_are_filled_in(text: str, made: Filled) -> None:
    assert filled(text, KNOWN) == made


def test_what_still_stands_there_is_told() -> None:
    assert left_open("Dear %L, about A7", "Dear %L, about %{order}") == ("%L",)
    assert left_open("100%L", "no variable") == ()


def test_names_come_from_the_profile_and_the_chat() -> None:
    chat = a_conversation(Status.ACTIVE, customer_name="Grace Brewster Hopper", page=Page("https://x.example", "Cart"))
    known = known_of(a_profile(name="Ada Lovelace"), chat, a_queue(), {"order": "A7", "number": "of a bot"})
    assert {key: known[key] for key in ("AF", "AL", "F", "L", "agent", "customer")} == {
        "AF": "Ada",
        "AL": "Lovelace",
        "F": "Grace",
        "L": "Brewster Hopper",
        "agent": "Ada Lovelace",
        "customer": "Grace Brewster Hopper",
    }
    assert (known["page"], known["queue"], known["order"], known["number"]) == ("Cart", "Billing", "A7", "1")


def test_a_nickname_that_was_chosen_hides_the_name() -> None:
    known = known_of(a_profile(name="Ada Lovelace", nickname="Countess"), None, None, {})
    assert (known["AF"], known["AL"], known["agent"], known["F"]) == ("Countess", "", "Countess", "")


def test_a_customer_who_gave_no_name_is_called_by_none() -> None:
    chat = a_conversation(Status.ACTIVE, customer_name=made_name("4f1a9c"))

    assert chat.customer_name == "Visitor 4F1A"
    assert filled("Hello %{F|there}", known_of(None, chat, None, {})).text == "Hello there"
    assert filled("Hello %F", known_of(None, chat, None, {})).missing == ("%F",)
