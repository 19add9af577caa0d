"""How many segments a text takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.twilio.segments import is_gsm, segments, units

SIGNS = st.text(st.sampled_from("aZ 0€^{}[]~|\\\n\fçÇé🙂😀ñ中\u200d👩"), max_size=400)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("Ç" * 160, 1),
        ("ç" * 71, 2),
        ("`" * 70, 1),
        ("`" * 71, 2),
        ("中" * 134, 2),
        ("中" * 135, 3),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("a" * 66 + "🙂" + "a" * 66, 3),
    ],
)
def test_a_text_is_counted_as_it_is_cut(text: str, count: int) -> None:
    assert segments(text) == count


@given(SIGNS)
def test_a_segment_wastes_one_unit_at_the_most(text: str) -> None:
    alone, joined = (160, 153) if is_gsm(text) else (70, 67)
    if units(text) <= alone:
        assert segments(text) == 1
    else:
        assert -(-units(text) // joined) <= segments(text) <= -(-units(text) // (joined - 1))


@given(SIGNS, SIGNS)
def test_more_text_never_takes_fewer_segments(text: str, more: str) -> None:
    assert segments(text + more) >= segments(text)
