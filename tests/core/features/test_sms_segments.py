"""SMS segments: counted as the network does, and as two other counters do that know nothing of ours."""

from random import Random

import pytest
import smsutil

from core.features.sms_segments import Encoding, segments

TEXTS = 10_000
# Each is drawn as one: plain signs, pairs of the extension table, and emoji of one or several characters.
PLAIN = [*"abc XYZ 012 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n\r"]
EXTENDED = [*"\f^{}\\[~]|€"]
WIDE = [*"çÁ`\u2019“—…йあ漢", "🙂", "🧵🏽", "👩‍👩‍👧", "🇨🇭", "é", "﷽", "\U00010348", "👍🏿", "1️⃣"]


def random_texts() -> list[str]:
    """Draw texts around every border, with and without what makes them wide; always the same ones."""
    chance = Random(160)
    texts = []
    for _ in range(TEXTS):
        signs = PLAIN + EXTENDED * chance.choice((0, 1, 8))
        if chance.random() < 0.5:
            signs = signs + WIDE * chance.choice((1, 6))
        around = chance.choice((5, 35, 67, 70, 134, 153, 160, 201, 306, 459, 1600))
        texts.append("".join(chance.choices(signs, k=max(1, around + chance.randint(-4, 4)))))
    return texts


def naive(text: str) -> tuple[int, list[str]]:
    """Count over the bytes that go out: encode every character, and cut the row of bytes where a character ends."""
    gsm = set(PLAIN) | set("defghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ3456789") | set(EXTENDED)
    if set(text) <= gsm:
        coded = [b"\x1b?" if one in EXTENDED else b"?" for one in text]
        alone, joined = 160, 153
    else:
        coded = [one.encode("utf-16-be") for one in text]
        alone, joined = 140, 134
    sizes = [len(one) for one in coded]
    total = sum(sizes)
    if total <= alone:
        return total // (1 if alone == 160 else 2), [text]
    parts, room = [""], joined
    for sign, size in zip(text, sizes, strict=True):
        if size > room:
            parts.append("")
            room = joined
        parts[-1] += sign
        room -= size
    return total // (1 if alone == 160 else 2), parts


def test_ten_thousand_texts_are_counted_and_cut_as_two_other_counters_do() -> None:
    texts = random_texts()

    for text in texts:
        ours, theirs = segments(text), smsutil.split(text)
        width = 1 if theirs.encoding == "gsm0338" else 2
        assert (ours.units, list(ours.parts)) == naive(text), ascii(text)
        assert ours.units == theirs.total_bytes // width, ascii(text)
        assert list(ours.parts) == [one.content for one in theirs.parts], ascii(text)
        assert "".join(ours.parts) == text

    counted = [segments(text) for text in texts]
    assert {one.encoding for one in counted} == set(Encoding)
    assert max(one.messages for one in counted) > 10
    assert min(sum(one.encoding is each for one in counted) for each in Encoding) > TEXTS // 10


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
