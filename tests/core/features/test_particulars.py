"""What is known of a chat beside its messages, masked by hand and shown again."""

from dataclasses import replace

import pytest

from core.conversation.facts import Facts
from core.conversation.model import Page
from core.features.answering import Answer
from core.features.particulars import Particulars, bared, called_there, veiled, without
from core.features.verified import Person
from core.ids import ChannelName, Contact, ExternalRef

WEB: Contact = (ChannelName("web"), ExternalRef("visitor:1"))
KNOWN = Particulars(
    name="Maya Kumquat",
    called=((WEB, "kumquat"),),
    page=Page("https://shop.example/kumquat", "Kumquats, ripe"),
    facts=Facts(browser="Kumquat 140", zone="Europe/Vienna"),
    person=Person("u1", "Maya Kumquat", (Answer("plan", "Plan", ("kumquat",)),)),
    told=(Answer("fruit", "Which kumquat?", ("a KUMQUAT",)), Answer("size", "Size", ("9",))),
    activity=(Answer("remarks", "Remarks", ("wants kumquats",)),),
    authors=(("m1", "Maya Kumquat"), ("m2", "Maya")),
)
WORDS = ("kumquat",)
HIDDEN = without(KNOWN, WORDS)
STARS = "*" * 7


def test_words_are_masked_wherever_they_stand_and_what_was_asked_stays() -> None:
    assert (
        Particulars(
            name=f"Maya {STARS}",
            called=((WEB, STARS),),
            page=Page(f"https://shop.example/{STARS}", f"{STARS}s, ripe"),
            facts=Facts(browser=f"{STARS} 140", zone="Europe/Vienna"),
            person=Person("u1", f"Maya {STARS}", (Answer("plan", "Plan", (STARS,)),)),
            told=(Answer("fruit", "Which kumquat?", (f"a {STARS}",)), Answer("size", "Size", ("9",))),
            activity=(Answer("remarks", "Remarks", (f"wants {STARS}s",)),),
            authors=(("m1", f"Maya {STARS}"), ("m2", "Maya")),
        )
        == HIDDEN
    )
    assert without(KNOWN, ("elsewhere",)) == KNOWN


@pytest.mark.parametrize(
    ("url", "hidden"),
    [
        ("https://shop.example/%6bumquat", "https://shop.example/%6*******"),
        ("https://shop.example/red+fruit", f"https://{'*' * 22}"),
        ("https://kumquat.example/", f"https://{STARS}.example/"),
        ("kumquat", STARS),
        ("https://shop.example/th%C3%A9", "https://shop.example/th%C3%A9"),
    ],
)
def test_of_an_address_the_way_to_the_site_stays_one_and_escaped_words_are_found(url: str, hidden: str) -> None:
    assert without(Particulars(page=Page(url)), (*WORDS, "https", "red fruit")).page == Page(hidden)


def test_what_stood_there_is_shown_again() -> None:
    assert bared(veiled(None, KNOWN, HIDDEN, WORDS), HIDDEN) == KNOWN


def test_of_what_is_masked_twice_what_stood_there_first_is_shown_again() -> None:
    once = veiled(None, KNOWN, HIDDEN, WORDS)
    more = without(HIDDEN, ("maya",))
    twice = veiled(once, HIDDEN, more, ("maya",))

    assert twice.words == ("kumquat", "maya")
    assert bared(twice, more) == KNOWN


def test_what_has_become_another_stays_as_it_is() -> None:
    veil = veiled(None, KNOWN, HIDDEN, WORDS)
    newer = replace(HIDDEN, page=Page("https://shop.example/tea"), told=(Answer("fruit", "Which kumquat?", ("tea",)),))

    shown = bared(veil, newer)

    assert (shown.page, shown.told, shown.name) == (newer.page, newer.told, KNOWN.name)


def test_the_name_over_a_message_that_came_masked_is_shown_again_with_the_customers() -> None:
    veil = veiled(None, KNOWN, HIDDEN, WORDS)
    later = replace(HIDDEN, authors=(*HIDDEN.authors, ("m3", HIDDEN.name)))

    assert bared(veil, later).authors == (*KNOWN.authors, ("m3", KNOWN.name))


def test_what_the_customer_is_called_at_an_address_takes_the_place_of_what_they_were_called_there() -> None:
    sms: Contact = (ChannelName("sms"), ExternalRef("sms:1"))

    assert called_there(KNOWN, WEB, "Maya").called == ((WEB, "Maya"),)
    assert called_there(KNOWN, sms, "Maya").called == ((WEB, "kumquat"), (sms, "Maya"))
