"""Message templates: what the customer sees of them, and what can be filled in."""

import pytest

from core.errors import ArgumentsInvalid
from core.features.templates import LONGEST, LONGEST_LINE, Approved, Template, in_order, matching
from core.messages import FromTemplate, Text
from core.sentences import say
from tests.core.stepping import refusal

AGAIN = Template("hello_again", "en_US", "Hi {{1}}, about {{2}}: may we go on?", labels=("First name", "Order"))
GERMAN = Template("hello_again", "de", "Hallo {{1}}, geht es weiter?")
NEWS = Template("news", "en_US", "Spring has come.", "Your shop", "Northwind", ("Yes, please", "No"))


def test_the_customer_sees_the_text_with_its_values_and_what_stands_around_it() -> None:
    assert AGAIN.filled((" Mia ", "4711")) == Text(
        "Hi Mia, about 4711: may we go on?",
        asks=FromTemplate("hello_again", "en_US", (("1", "Mia"), ("2", "4711"))),
    )
    assert NEWS.filled(()).text == "Your shop\nSpring has come.\nNorthwind\n[Yes, please]\n[No]"


PARCEL = Template(
    "parcel",
    "en",
    "Hi {{1}}, your parcel is on its way.",
    "Order {{HEADER}}",
    buttons=("Yes", "Follow it"),
    links=("", "https://shop.example/track/{{BUTTON_2}}"),
    picture="https://shop.example/pot.png",
    fixed=(("IMAGE", "https://shop.example/pot.png"),),
)


def test_a_heading_and_the_address_of_a_button_are_filled_in_and_shown_with_the_picture() -> None:
    text = PARCEL.filled(("4711", "Mia", "a/b?c=1"))

    assert [label for _, label in PARCEL.fields()] == ["Header", "Value 1", "Button 2"]
    assert text.text.split("\n") == [
        "https://shop.example/pot.png",
        "Order 4711",
        "Hi Mia, your parcel is on its way.",
        "[Yes]",
        "[Follow it] https://shop.example/track/a/b?c=1",
    ]
    assert text.asks == FromTemplate(
        "parcel",
        "en",
        (("IMAGE", "https://shop.example/pot.png"), ("HEADER", "4711"), ("1", "Mia"), ("BUTTON_2", "a/b?c=1")),
    )
    assert PARCEL.pattern().endswith("[Follow it] https://shop.example/track/{Button 2}")


@pytest.mark.parametrize("value", ["47 11", 'a"b', "a<b", "a\\b"])
def test_what_becomes_a_part_of_an_address_has_nothing_that_breaks_one(value: str) -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        PARCEL.filled(("4711", "Mia", value))

    assert (refused.value.sentence, refused.value.arg) == (say("template_address", place="Button 2"), "value3")
    assert PARCEL.filled(("47 11", "Mia Chen", "x")).text


def test_a_heading_with_its_value_is_a_line() -> None:
    room = LONGEST_LINE - len("Order ")

    assert PARCEL.filled(("x" * room, "Mia", "x")).text
    assert refusal(lambda: PARCEL.filled(("x" * (room + 1), "Mia", "x")), ArgumentsInvalid) == say(
        "template_header_long", length=LONGEST_LINE + 1, most=LONGEST_LINE
    )


def test_places_that_have_one_numbering_are_filled_in_by_it_wherever_they_stand() -> None:
    card = Template("card", "en", "{{2}} is here", "Order {{1}}", buttons=("Go",), links=("https://a.example/{{3}}",))

    assert card.places == ("1", "2", "3")
    assert card.filled(("a", "b", "c")).text == "Order a\nb is here\n[Go] https://a.example/c"


def test_what_is_filled_in_is_never_read_as_a_place() -> None:
    assert AGAIN.filled(("{{2}}", "4711")).text == "Hi {{2}}, about 4711: may we go on?"


def test_places_are_filled_in_by_their_number_or_in_the_order_of_their_names() -> None:
    turned = Template("turned", "en", "{{2}} before {{10}} and {{1}}, {{2}} again")
    named = Template("named", "en", "{{order_number}} of {{first_name}}")

    assert turned.places == ("1", "2", "10")
    assert turned.filled(("a", "b", "c")).text == "b before c and a, b again"
    assert named.filled(("A7", "Mia")).asks == FromTemplate(
        "named", "en", (("order_number", "A7"), ("first_name", "Mia"))
    )


def test_a_list_shows_what_is_to_be_filled_in_by_its_name() -> None:
    named = Template("named", "en", "{{order_number}} of {{first_name}}")

    assert AGAIN.pattern() == "Hi {First name}, about {Order}: may we go on?"
    assert named.pattern() == "{Order number} of {First name}"
    assert [label for _, label in GERMAN.fields()] == ["Value 1"]


@pytest.mark.parametrize("value", ["two\nlines", "a\ttab", "four    spaces", "a\u2028line", "a\rline"])
def test_a_value_that_is_no_part_of_a_line_is_refused_at_its_field(value: str) -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        AGAIN.filled(("Mia", value))

    assert (refused.value.sentence, refused.value.arg) == (say("template_lines", place="Order"), "value2")


def test_each_place_has_its_value() -> None:
    with pytest.raises(ArgumentsInvalid) as empty:
        AGAIN.filled((" ", "4711"))
    names = "First name | Order"

    assert (empty.value.sentence, empty.value.arg) == (say("template_empty", place="First name"), "value1")
    assert refusal(lambda: AGAIN.filled(("Mia",)), ArgumentsInvalid) == say(
        "template_count", count=2, given=1, names=names
    )


def test_the_text_with_its_values_is_at_most_so_long() -> None:
    room = LONGEST - len("Hi , about : may we go on?") - 1

    assert len(AGAIN.filled(("x", "y" * room)).text) == LONGEST
    assert refusal(lambda: AGAIN.filled(("x", "y" * (room + 1))), ArgumentsInvalid) == say(
        "template_long", length=LONGEST + 1, most=LONGEST
    )


def test_a_name_means_the_template_in_the_customers_language() -> None:
    there = (AGAIN, GERMAN, NEWS)

    assert matching(there, "hello_again", "de-at") == (GERMAN,)
    assert matching(there, "hello_again", "fr") == (AGAIN, GERMAN)
    assert matching(there, "hello_again:en_US", "de") == (AGAIN,)
    assert matching(there, "spring", "de") == (NEWS,)
    assert matching(there, "", "de") == there
    assert in_order(there, "de") == (GERMAN, AGAIN, NEWS)
    assert in_order(there, "") == there


def test_a_template_is_found_by_its_name_and_language() -> None:
    assert Approved((AGAIN, GERMAN)).find("hello_again:de") == GERMAN
    assert Approved((AGAIN,)).find("hello_again:de") is None
