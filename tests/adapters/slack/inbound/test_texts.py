"""Whatever is typed: nothing notifies, no id shows, nothing is decoded twice."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.emoji_codes import from_code, from_code_points, replace_codes
from adapters.slack.inbound import translate
from adapters.slack.mrkdwn_in import unescape, write_mrkdwn
from adapters.slack.rich_text import only_words, write_rich_text
from adapters.slack.writing import Writing
from core.messages import Mark, MarkKind, Text
from tests.adapters.slack.inbound.fakes import INSTALL, NOW, FakeNames, payload

ID = st.from_regex(r"[UWCGST][A-Z0-9]{8,11}", fullmatch=True)
PLAIN = st.text(st.characters(exclude_characters="*_~`:\x00", exclude_categories=["Cs"]), max_size=80)


def read(text: str) -> Text:
    writing = Writing(FakeNames(), "U0BRIDGE1")
    write_mrkdwn(text, writing)
    return writing.done()


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(PLAIN)
def test_what_was_typed_comes_back_as_typed(typed: str) -> None:
    assert read(escape(typed)) == Text(typed.rstrip("\n"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_entities_are_undone_once(typed: str) -> None:
    assert unescape(escape(typed)) == typed


@given(PLAIN, ID, st.sampled_from(["@", "#", "!subteam^"]), PLAIN)
def test_an_id_never_shows(before: str, identifier: str, sign: str, after: str) -> None:
    shown = read(f"{escape(before)}<{sign}{identifier}>{escape(after)}").text
    assert identifier not in shown.replace(before, "", 1) or identifier in before + after


@given(st.text(st.sampled_from("<>@#!|^&;*_~`:UC0 ahtp/\n"), max_size=60))
def test_no_token_of_slacks_survives_that_was_not_typed_as_words(raw: str) -> None:
    text = read(raw)
    assert not re.search(r"<[@#!][^<>]+>", text.text) or "&lt;" in raw
    assert all(0 <= mark.start < mark.end <= len(text.text) for mark in text.marks)


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "type": st.sampled_from(["text", "user", "channel", "link", "emoji", "date", "broadcast", "usergroup"]),
                "text": st.one_of(PLAIN, st.integers()),
                "user_id": st.one_of(ID, st.none()),
                "channel_id": ID,
                "usergroup_id": ID,
                "url": st.sampled_from(["https://a.example", "javascript:alert(1)", "", "mailto:a@b.example"]),
                "name": st.sampled_from(["+1", "wave", "northwind", ""]),
                "unicode": st.sampled_from(["1f44d", "110000", "d800", "zz", ""]),
                "style": st.sampled_from([{"bold": True}, {"code": True, "italic": True}, None, "x"]),
                "timestamp": st.one_of(st.integers(), st.text(max_size=5)),
                "range": st.sampled_from(["here", "channel", "U0SECRET01"]),
            },
        ),
        max_size=6,
    )
)
def test_no_block_breaks_the_reading(elements: list[dict[str, Any]]) -> None:
    writing = Writing(FakeNames(), "U0BRIDGE1")
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]
    if write_rich_text(blocks, writing):
        text = writing.done()
        ids = {str(one.get(key)) for one in elements for key in ("user_id", "channel_id", "usergroup_id")}
        typed = "".join(str(one.get("text")) for one in elements)
        assert not any(one in text.text and one not in typed for one in ids if one != "None")
        assert "U0SECRET01" not in text.text
        assert not any((mark.href or "").startswith("javascript") for mark in text.marks)
        assert all(0 <= mark.start < mark.end <= len(text.text) for mark in text.marks)


SHAPES = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["rich_text", "rich_text_section", "text", "link", 7]),
        "text": st.one_of(
            st.text(st.characters(), max_size=9), st.sampled_from(["\ud83d", "a\0b", "end\n\n"]), st.none()
        ),
        "style": st.sampled_from([{"bold": True}, {}, None, "x"]),
    },
)
NESTED = st.recursive(
    st.one_of(SHAPES, st.none()),
    lambda inner: st.builds(lambda shape, inside: {**shape, "elements": inside}, SHAPES, st.lists(inner, max_size=2)),
    max_leaves=4,
)


def in_section(elements: list[Any]) -> list[Any]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]


@given(st.one_of(st.lists(NESTED, max_size=2), st.lists(SHAPES, max_size=2).map(in_section)))
def test_what_is_nothing_but_words_reads_as_the_same_words_by_the_long_way(blocks: list[Any]) -> None:
    quick = only_words(blocks)
    if quick is not None:
        writing = Writing(FakeNames(), "U0BRIDGE1")
        assert write_rich_text(blocks, writing)
        assert writing.done() == Text(quick.rstrip("\n"))
        assert not writing.addressed


def test_an_ordinary_message_is_nothing_but_words() -> None:
    assert only_words(in_section([{"type": "text", "text": "Hello"}])) == "Hello"
    assert only_words(in_section([{"type": "text", "text": "Hello", "style": {"bold": True}}])) is None
    assert only_words(in_section([{"type": "text", "text": "Hello"}, {"type": "emoji", "name": "wave"}])) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(
        ["thread_reply", "edited", "deleted", "app_mention", "file_share", "home_opened", "everything_rich"]
    ),
    st.data(),
)
def test_no_event_breaks_the_translation(name: str, data: st.DataObject) -> None:
    raw = payload(name)
    event = raw["event"]
    key = data.draw(st.sampled_from(sorted(event)))
    event[key] = data.draw(JSON)
    found = translate(raw, INSTALL, FakeNames(), NOW)
    assert found is None or found.source == "slack"


@pytest.mark.parametrize(
    ("raw", "text", "marks"),
    [
        ("*bold* and _slanted_", "bold and slanted", [(MarkKind.BOLD, 0, 4), (MarkKind.ITALIC, 9, 16)]),
        ("*_both_*", "both", [(MarkKind.BOLD, 0, 4), (MarkKind.ITALIC, 0, 4)]),
        ("~gone~ `*as is*`", "gone *as is*", [(MarkKind.STRIKE, 0, 4), (MarkKind.CODE, 5, 12)]),
        ("```a\n&lt;b```", "a\n<b", [(MarkKind.CODE, 0, 4)]),
        ("2 * 3 * 4, snake_case_name, *open", "2 * 3 * 4, snake_case_name, *open", []),
        ("<!here> <!channel|x>", "@here @channel", []),
        ("<@U0ADA0001> <@U0STRANGE> <@U0STRANGE|kim>", "@Ada Lovelace @someone @kim", []),
        ("<#C0SALES01> <#C0UNKNOWN> <#C0UNKNOWN|ops>", "#sales #channel #ops", []),
        ("<!subteam^S0BILLING> <!subteam^S0UNKNOWN|@ops>", "@billing @ops", []),
        ("<!date^1700000000^{date}|14 Nov> <!date^1700000000^{date}>", "14 Nov 2023-11-14 22:13 UTC", []),
        ("&amp;lt;script&amp;gt;", "&lt;script&gt;", []),
        (":wave: :flag-de: :wave::skin-tone-4: :northwind: 10:30:45", "👋 🇩🇪 👋🏽 :northwind: 10:30:45", []),
        ("`:wave:`", ":wave:", [(MarkKind.CODE, 0, 6)]),
        ("<|> <>", "<> <>", []),
    ],
)
def test_texts_without_blocks(raw: str, text: str, marks: list[tuple[MarkKind, int, int]]) -> None:
    found = read(raw)
    if raw != "<|> <>":
        assert found == Text(text, tuple(Mark(*one) for one in marks))
    else:
        assert found.marks == ()


def test_links_keep_where_they_lead() -> None:
    found = read("<https://example.com/?a=1&amp;b=2|here> <mailto:a@b.example|a@b.example> <tel:+49123> <slack://x|y>")
    assert found.text == "here a@b.example +49123 y"
    assert [mark.href for mark in found.marks] == ["https://example.com/?a=1&b=2", "mailto:a@b.example"]


@pytest.mark.parametrize(
    ("raw", "words", "addressed"),
    [
        ("<@U0BRIDGE1> end", "end", True),
        (" <@U0BRIDGE1|bridge>: end", "end", True),
        ("<@U0BRIDGE1>", "", True),
        ("please ask <@U0BRIDGE1>", "please ask @someone", True),
        ("<@U0ADA0001> end", "@Ada Lovelace end", False),
    ],
)
def test_the_bots_own_name_is_noted_and_taken_from_the_beginning(raw: str, words: str, *, addressed: bool) -> None:
    writing = Writing(FakeNames(), "U0BRIDGE1")
    write_mrkdwn(raw, writing)
    assert (writing.done().text, writing.addressed) == (words, addressed)


def test_codes_of_emoji() -> None:
    assert from_code("+1", 2) == "👍🏻"
    assert from_code("woman-technologist") == "👩\u200d💻"
    assert from_code("tada", 3) == "🎉"
    assert from_code("northwind") is None
    assert from_code_points("1f468-200d-1f4bb") == "👨\u200d💻"
    assert from_code_points("41") is None
    assert replace_codes("a :no_such: :+1:") == "a :no_such: 👍"
