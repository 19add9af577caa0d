"""SMS segments: counted as the network does, and as two other counters do that know nothing of ours.

One is `smsutil`, asked here. The other is Twilio's own, `sms-segments-calculator` 1.3.0 of npm: `sms_by_twilio.json`
has how many messages each of these texts takes by it, and the digest of the texts. When they change it is asked anew:

    texts.map((text) => new SegmentedMessage(text).segmentsCount)

It never cuts what is drawn as one sign of several characters (a family, a flag, a letter with a loose accent), which
the network does. So it counts otherwise where such a sign stands on a border, and nowhere else.
https://github.com/TwilioDevEd/message-segment-calculator
"""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
import smsutil

from core.features.sms_segments import Encoding, Segments, encoding_of, segments
from playground.twilio import segments as twilio

TEXTS = 10_000
BY_TWILIO = Path(__file__).with_name("sms_by_twilio.json")
PLAIN = [
    *"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?",
    *"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
]
EXTENDED = [*"\f^{}\\[~]|€"]
WIDE = [*"çÁ`\u2019“—…йあ漢α\xa0\u200b", "🙂", "﷽", "\U00010348"]
JOINED = ["👩‍👩‍👧", "👩‍👩‍👧‍👦", "👍🏿", "👋🏽", "🇨🇭", "1️⃣", "❤️", "e\u0301"]
"""Each is one to the eye, and several to the network."""


@cache
def random_texts() -> list[list[str]]:
    """Draw texts around every border, with and without what makes them wide; always the same ones, sign by sign."""
    chance = Random(160)
    texts = []
    for _ in range(TEXTS):
        signs = PLAIN + EXTENDED * chance.choice((0, 1, 8))
        if chance.random() < 0.5:
            signs = signs + (WIDE + JOINED) * chance.choice((1, 6))
        around = chance.choice((5, 35, 67, 70, 134, 153, 160, 201, 306, 459, 1600))
        texts.append(chance.choices(signs, k=max(1, around + chance.randint(-4, 4))))
    return texts


def size(sign: str, encoding: Encoding) -> int:
    """Measure a sign by the bytes that go out, in places of its encoding."""
    if encoding is Encoding.GSM7:
        return 1 + (sign in EXTENDED)
    return len(sign.encode("utf-16-be")) // 2


def kept_whole(signs: Sequence[str], encoding: Encoding) -> int:
    """Count messages when no sign is cut, of however many characters it is."""
    alone, joined = (160, 153) if encoding is Encoding.GSM7 else (70, 67)
    sizes = [size(one, encoding) for one in signs]
    if sum(sizes) <= alone:
        return 1
    messages, room = 1, joined
    for needed in sizes:
        if needed > room:
            messages, room = messages + 1, joined
        room -= needed
    return messages


@cache
def counted() -> list[Segments]:
    """Count the texts, once for all tests."""
    return [segments("".join(signs)) for signs in random_texts()]


def test_ten_thousand_texts_are_counted_and_cut_as_another_counter_does() -> None:
    for text, ours in zip(map("".join, random_texts()), counted(), strict=True):
        theirs = smsutil.split(text)
        width = 1 if theirs.encoding == "gsm0338" else 2
        assert ours.units == theirs.total_bytes // width, ascii(text)
        assert list(ours.parts) == [one.content for one in theirs.parts], ascii(text)
        assert "".join(ours.parts) == text


def test_ten_thousand_texts_are_counted_as_twilio_does_but_for_signs_that_it_never_cuts() -> None:
    drawn, told = random_texts(), json.loads(BY_TWILIO.read_text())
    assert sha256(json.dumps(drawn).encode()).hexdigest() == told["texts"]
    others = 0
    for signs, ours, theirs in zip(drawn, counted(), told["messages"], strict=True):
        assert theirs == kept_whole(signs, ours.encoding), ascii(signs)
        if ours.messages != theirs:
            assert any(one in JOINED for one in signs), ascii(signs)
            others += 1
    assert 0 < others < TEXTS // 20


def test_ten_thousand_texts_are_counted_as_the_playground_counts_them() -> None:
    for text, ours in zip(map("".join, random_texts()), counted(), strict=True):
        assert ours.messages == twilio.segments(text), ascii(text)


def test_the_texts_stand_on_every_border() -> None:
    assert {one.encoding for one in counted()} == set(Encoding)
    assert max(one.messages for one in counted()) > 10
    assert min(sum(one.encoding is each for one in counted()) for each in Encoding) > TEXTS // 10
    lengths = {(one.encoding, one.units) for one in counted()}
    for encoding, alone, joined in ((Encoding.GSM7, 160, 153), (Encoding.UCS2, 70, 67)):
        each = (
            joined - 1,
            joined,
            joined + 1,
            alone,
            alone + 1,
            2 * joined,
            2 * joined + 1,
            3 * joined,
            3 * joined + 1,
        )
        assert {(encoding, one) for one in each} <= lengths
        ended = [part for one in counted()[:2000] if one.encoding is encoding for part in one.parts[:-1]]
        full = [sum(size(character, encoding) for character in part) for part in ended]
        assert {joined, joined - 1} == set(full)  # one place is left where a pair has gone into the next message
        assert full.count(joined - 1) > len(full) // 100


def test_every_character_there_is_makes_a_text_wide_or_not_as_two_other_tables_have_it() -> None:
    escape = "\x1b"  # smsutil takes it for a letter: alone it is none, it only begins a pair
    for character in map(chr, range(0xD800)):  # beyond there is nothing of the alphabet, and some of it in WIDE
        is_gsm = encoding_of(character) is Encoding.GSM7
        assert is_gsm == twilio.is_gsm(character), ascii(character)
        assert is_gsm == (character != escape and smsutil.is_valid_gsm(character)), ascii(character)


@pytest.mark.parametrize(
    ("text", "encoding", "units", "messages"),
    [
        ("", Encoding.GSM7, 0, 0),
        ("a" * 160, Encoding.GSM7, 160, 1),
        ("a" * 161, Encoding.GSM7, 161, 2),
        ("a" * 190, Encoding.GSM7, 190, 2),
        ("a" * 306, Encoding.GSM7, 306, 2),
        ("a" * 307, Encoding.GSM7, 307, 3),
        ("€" * 80, Encoding.GSM7, 160, 1),
        ("€" * 81, Encoding.GSM7, 162, 2),
        ("a" * 152 + "€" + "a" * 152, Encoding.GSM7, 306, 3),
        ("я" * 70, Encoding.UCS2, 70, 1),
        ("я" * 71, Encoding.UCS2, 71, 2),
        ("я" * 134, Encoding.UCS2, 134, 2),
        ("🙂" * 35, Encoding.UCS2, 70, 1),
        ("🙂" * 36, Encoding.UCS2, 72, 2),
        ("a" * 66 + "🙂" + "a" * 66, Encoding.UCS2, 134, 3),
        ("Ç", Encoding.GSM7, 1, 1),
        ("ç", Encoding.UCS2, 1, 1),
        ("`", Encoding.UCS2, 1, 1),
    ],
)
def test_the_borders_are_where_the_standard_has_them(text: str, encoding: Encoding, units: int, messages: int) -> None:
    counted = segments(text)

    assert (counted.encoding, counted.units, counted.messages) == (encoding, units, messages)


def test_no_message_ends_inside_a_pair() -> None:
    for text, pair in (("a" * 152 + "€" + "a" * 152, "€"), ("a" * 66 + "🙂" + "a" * 66, "🙂")):
        parts = segments(text).parts

        assert parts[1].startswith(pair)
        assert [part.encode("utf-16-be").decode("utf-16-be") for part in parts] == list(parts)


def test_a_message_says_how_many_places_it_has() -> None:
    assert [segments(text).limit for text in ("a", "a" * 161, "я", "я" * 71)] == [160, 153, 70, 67]
