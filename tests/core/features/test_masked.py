"""A masked message: what is hidden, what stays, and how given words are found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.features.masked import everything, hidden_in, hide, hide_all, masked_parts, occurrences
from core.ids import FileId
from core.messages import Choices, FromTemplate, Mark, MarkKind, Media, Message, Span, Text, plain_text
from tests.build import a_message

CARD = "4111 1111 1111 1111"
SCAN = Media(FileId("f1"), "scan.pdf", "application/pdf", 12)


def test_given_words_become_asterisks_of_their_length_and_the_rest_stays() -> None:
    message = a_message(text="my pin is 4711, thanks")

    after = hide(message, occurrences(message, "4711"))

    assert plain_text(after.parts) == "my pin is ****, thanks"
    assert after.masks == (Span(10, 14),)
    assert after.is_masked


def test_a_masked_message_that_was_made_from_a_template_is_one_no_more() -> None:
    made = FromTemplate("hello_again", "en_US", (("1", "4711"),))
    message = replace(a_message(), parts=(Text("my pin is 4711", asks=made),))

    assert hide(message, occurrences(message, "4711")).parts == (Text("my pin is ****"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my card: 4111-1111.1111 1111!", CARD),
        ("４１１１ 1111 1111 1111", CARD),  # noqa: RUF001 - the digits of an East Asian keyboard
        ("4111111111111111", CARD),
        ("Blue   KUMQUAT\nseven", "blue kumquat seven"),
    ],
)
def test_words_are_found_however_they_are_set(text: str, words: str) -> None:
    assert occurrences(a_message(text=text), words)


NUMBER = "+49 171 4711000"
SETS = {
    "Arabic": "٠١٢٣٤٥٦٧٨٩",
    "Persian": "۰۱۲۳۴۵۶۷۸۹",
    "Devanagari": "०१२३४५६७८९",
    "Thai": "๐๑๒๓๔๕๖๗๘๙",
    "full-width": "０１２３４５６７８９",  # noqa: RUF001 - other digits are what this is about
    "mathematical": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",  # noqa: RUF001 - as above
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "Han": "〇一二三四五六七八九",
}
IN_OTHER_DIGITS = {name: NUMBER.translate(str.maketrans("0123456789", some)) for name, some in SETS.items()}
DISGUISES = {
    "as it is": NUMBER,
    "in one piece": "491714711000",
    "commas": "49,171,4711,000",
    "low lines and brackets": "(+49) (171) 4711_000",
    "bars": "49|171|4711|000",
    "asterisks": "**49** **171** **4711** **000**",
    "bullets": "• 49\n• 171\n• 4711\n• 000",
    "twenty signs": f"49171{'~' * 20}4711000",
    "signs of an amount": "49$171%4711€000",
    "emoji": "49 📞 171 👉🏽 4711 ☎️ 000",
    "zero-width signs": "\u200b".join("491714711000"),
    "direction marks": "\u202d49171\u20624711000\u202c",
    "soft hyphens": "49171\u00ad4711\u00ad000",
    "keycaps": "".join(f"{one}\ufe0f\u20e3" for one in "491714711000"),
    "numbers of a list": "1. 49171\n2. 4711000",
    **IN_OTHER_DIGITS,
}


@pytest.mark.parametrize("words", [NUMBER, "491714711000", DISGUISES["keycaps"], *IN_OTHER_DIGITS.values()])
@pytest.mark.parametrize("written", DISGUISES.values(), ids=DISGUISES.keys())
def test_a_number_is_found_in_every_disguise_by_every_other(written: str, words: str) -> None:
    message = a_message(text=f"call\n{written}\nplease")

    after = plain_text(hide(message, occurrences(message, words)).parts)

    assert after.startswith("call\n")
    assert after.endswith("\nplease")
    assert not [one for one in after.replace("1. ", "").replace("2. ", "") if one.isnumeric()]
    assert len(after) == len(plain_text(message.parts))
    assert hidden_in(f"call\n{written}\nplease", words) == after


@pytest.mark.parametrize(
    "text", ["4711 and 000", f"4711{'~' * 21}000", "471100", "four 711000", "4711x000", "47110 10", "1000174"]
)
def test_letters_other_digits_and_more_than_twenty_signs_part_a_number(text: str) -> None:
    assert occurrences(a_message(text=text), "4711 000") == ()
    assert hidden_in(text, "4711 000") == text


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        ("(4)", "(4) of 14, room 4", "*** of 14, room 4"),
        ("$ 50", "50 and $ 50", "50 and ****"),
        ("KUM\u200bquat", "kumquat, kum\u00adquat", "*******, ********"),
        ("\u200b", "a\u200bb", "a\u200bb"),
        ("pin ４７１１", "Pin 4711", "********"),  # noqa: RUF001 - other digits are what this is about
    ],
)
def test_words_that_are_no_number_are_read_in_their_plainest_form_too(words: str, text: str, left: str) -> None:
    assert hidden_in(text, words) == left


def test_a_long_number_is_looked_for_in_no_time_where_it_nearly_stands() -> None:
    text = ("4 - . " * 30 + "x ") * 60
    assert occurrences(a_message(text=text), "4" * 40) == ()


def test_a_link_whose_address_holds_the_words_loses_address_and_words() -> None:
    link = Mark(MarkKind.LINK, 5, 9, "https://shop.example/?pin=47%2011")
    message = a_message(parts=(Text("look here", (link,)),))

    after = hide(message, occurrences(message, "4711"))

    assert after.parts == (Text("look ****"),)
    assert hide(message, occurrences(message, "４７_１１")).parts == after.parts  # noqa: RUF001 - as above


def test_marks_beside_the_mask_keep_their_places() -> None:
    bold, italic = Mark(MarkKind.BOLD, 0, 2), Mark(MarkKind.ITALIC, 3, 6)
    message = a_message(parts=(Text("my pin", (bold, italic)),))

    assert hide(message, (Span(4, 6),)).parts == (Text("my p**", (bold,)),)


def test_buttons_go_with_masked_words() -> None:
    message = a_message(parts=(Text("Pay?\n1. 4711", asks=Choices(("4711",))),))

    assert hide(message, occurrences(message, "4711")).parts == (Text("Pay?\n1. ****"),)


def test_a_masked_file_is_its_name_and_nothing_of_it_is_left_to_be_fetched() -> None:
    message = a_message(parts=(Text("my scan"), SCAN))

    after = hide(message, (), files=True)

    assert after.parts == (Text("my scan"), Text("📎 scan.pdf"))
    assert (after.masks, after.is_masked) == ((), True)


def test_what_is_masked_already_is_not_masked_again() -> None:
    once = hide_all(a_message(text="a secret"))

    assert hide(once, everything(once)) is once
    assert hide(a_message(text="x"), (Span(5, 9),)) == a_message(text="x")


def test_a_second_mask_adds_to_the_first() -> None:
    message = a_message(text="one two three")

    twice = hide(hide(message, (Span(0, 3),)), (Span(8, 13),))

    assert plain_text(twice.parts) == "*** two *****"
    assert twice.masks == (Span(0, 3), Span(8, 13))


texts = st.text(max_size=40)


@st.composite
def masked(draw: st.DrawFn) -> tuple[Message, tuple[Span, ...]]:
    parts = tuple(Text(one) for one in draw(st.lists(texts, min_size=1, max_size=4)))
    length = len(plain_text(parts))
    at = st.integers(0, max(0, length))
    spans = draw(st.lists(st.tuples(at, at), max_size=4))
    return a_message(parts=parts), tuple(Span(min(one), max(one)) for one in spans)


@given(masked())
def test_each_masked_sign_is_gone_each_other_stays_and_the_length_too(given: tuple[Message, tuple[Span, ...]]) -> None:
    message, spans = given
    before, after = plain_text(message.parts), plain_text(hide(message, spans).parts)

    assert len(before) == len(after)
    hidden = {at for span in spans for at in range(span.start, span.end) if not before[span.start : span.end].isspace()}
    for at, (was, now) in enumerate(zip(before, after, strict=True)):
        if at not in hidden:
            assert was == now
        elif was != "\n":  # between two parts, where nothing stands
            assert now == "*"


@given(masked())
def test_masked_again_from_its_own_masks_a_message_shows_the_same(given: tuple[Message, tuple[Span, ...]]) -> None:
    after = hide(*given)

    assert plain_text(masked_parts(after)) == plain_text(after.parts)
