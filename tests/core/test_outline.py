"""The outline of a payload: what it is made of, and nothing that anybody wrote."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.outline import CUT, WIDEST, outline

WRITTEN = "call me at +41 44 555 01 00"


def test_an_outline_names_fields_and_kinds_and_no_words() -> None:
    payload = {
        "type": "tea_poured",
        "text": {"body": WRITTEN},
        "at": 12.5,
        "tags": ["a", "b", 1],
        "ok": True,
        "no": None,
    }

    assert outline(payload, {"type"}) == {
        "type": "=tea_poured",
        "text": {"body": "text"},
        "at": "number",
        "tags": ["text", "number"],
        "ok": "yes or no",
        "no": "nothing",
    }


@pytest.mark.parametrize(
    "value", [WRITTEN, "41445550100", "a" * 60, "mia@example.com", "x12345", ["tea"], {"a": "tea"}]
)
def test_a_field_that_tells_a_kind_is_shown_only_as_a_plain_word(value: object) -> None:
    shown = json.dumps(outline({"type": value}, {"type"}))

    assert "=" not in shown


def test_a_name_that_may_be_somebodys_address_is_left_out() -> None:
    assert outline({"41445550100": 1}) == {CUT: "number"}
    assert outline({"user_41445550100": 1}) == {CUT: "number"}


def test_what_is_wide_or_deep_is_cut() -> None:
    deep: object = "end"
    for _ in range(50):
        deep = {"in": deep}

    assert len(json.dumps(outline(deep))) < 200
    wide = outline({f"f{chr(97 + number // 26)}{chr(97 + number % 26)}": number for number in range(200)})
    assert len(wide) == WIDEST + 1


def test_payloads_of_one_make_have_one_outline() -> None:
    assert outline({"a": "one", "b": [1, 2]}) == outline({"b": [3], "a": "another"})


@given(
    st.recursive(
        st.text(min_size=12) | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_no_text_of_a_payload_is_in_its_outline(payload: object) -> None:
    def texts(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict):
            return [text for one in value.values() for text in texts(one)]
        return [text for one in value for text in texts(one)] if isinstance(value, list) else []

    def values(shown: object) -> set[str]:
        if isinstance(shown, str):
            return {shown}
        inner = shown.values() if isinstance(shown, dict) else shown
        assert not isinstance(inner, int)
        return {text for one in inner for text in values(one)}  # type: ignore[attr-defined]

    assert not values(outline(payload)) & set(texts(payload))
