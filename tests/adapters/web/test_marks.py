"""Formatting on the wire: offsets as JavaScript counts them, nothing that the customer may not see or be sent to."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.capabilities import CAPABILITIES
from adapters.web.outbound import event_frame
from core.capabilities import Support
from core.ids import AgentId, ConversationId, MessageId, agent_participant
from core.messages import Mark, MarkKind, Media, Message, Span, Text
from core.ports import FeedEvent
from tests.adapters.web.ports import START
from tests.adapters.web.world import ADA, DIRECTORY

CHAT = ConversationId("0123456789abcdef0123456789abcdef-1")
SIGNS = [
    "a",
    "é",
    "ш",
    "ﷺ",
    "🎁",
    "👩🏽‍🚀",
    "👨‍👩‍👧",
    "🇳🇿",
    "\u200d",
    "\ufe0f",
    "e\u0301",
    "\ud83c",
    "\udf81",
    "\n",
    " ",
    "\0",
]
TEXTS = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=30).map("".join)


def address(media: Media) -> str:
    return f"/{media.file}"


def sent(*parts: Text, masks: tuple[Span, ...] = ()) -> Any:
    message = Message(MessageId("M1"), CHAT, agent_participant(ADA), "Ada Lovelace", START, parts, masks=masks)
    return event_frame(FeedEvent(1, START, "message", message=message), CHAT, DIRECTORY, address)["message"]


def units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


@st.composite
def marked(draw: st.DrawFn) -> tuple[Text, tuple[Span, ...]]:
    text = draw(TEXTS)
    places = st.integers(-2, len(text) + 2)
    made = draw(
        st.lists(st.builds(Mark, st.sampled_from(MarkKind), places, places, st.just("https://a.example")), max_size=6)
    )
    spans = draw(st.lists(st.builds(Span, places, places), max_size=2))
    return Text(text, tuple(made)), tuple(spans)


@given(marked())
def test_mark_covers_in_javascript_what_it_covers_here(drawn: tuple[Text, tuple[Span, ...]]) -> None:
    text, masks = drawn
    part = sent(text, masks=masks)["parts"][0]
    whole = units(part["text"])
    covered = [(one["kind"], whole[2 * one["start"] : 2 * one["end"]]) for one in part.get("marks", [])]

    shown = part["text"]
    expected = []
    for mark in text.marks:
        start, end = max(0, mark.start), max(0, mark.end)
        is_masked = any(max(span.start, start) < min(span.end, end, len(shown)) for span in masks)
        if mark.kind is not MarkKind.MENTION and shown[start:end] and not (mark.kind is MarkKind.LINK and is_masked):
            expected.append((mark.kind.value, units(shown[start:end])))
    assert covered == expected


@given(marked())
def test_text_without_formatting_keeps_every_word(drawn: tuple[Text, tuple[Span, ...]]) -> None:
    text, masks = drawn
    frame = sent(text, masks=masks)

    assert frame["text"].replace(" (https://a.example)", "") == frame["parts"][0]["text"].replace(
        " (https://a.example)", ""
    )


def test_emoji_before_a_mark_counts_two_and_a_masked_one_counts_one() -> None:
    text = Text("🎁🎁 now", (Mark(MarkKind.BOLD, 3, 6),))

    assert sent(text)["parts"] == [
        {"kind": "text", "text": "🎁🎁 now", "marks": [{"kind": "bold", "start": 5, "end": 8}]}
    ]
    assert sent(text, masks=(Span(0, 1),))["parts"] == [
        {"kind": "text", "text": "•🎁 now", "marks": [{"kind": "bold", "start": 4, "end": 7}]}
    ]


def test_marks_belong_to_their_part() -> None:
    parts = sent(Text("plain"), Text("bold", (Mark(MarkKind.BOLD, 0, 4),)))["parts"]

    assert "marks" not in parts[0]
    assert parts[1]["marks"] == [{"kind": "bold", "start": 0, "end": 4}]


@pytest.mark.parametrize(
    "href", ["https://shop.example/a?b=c", "HTTP://shop.example", "mailto:tea@shop.example", "https://teé.example"]
)
def test_address_that_a_person_may_be_sent_to_goes_out(href: str) -> None:
    (mark,) = sent(Text("here", (Mark(MarkKind.LINK, 0, 4, href),)))["parts"][0]["marks"]

    assert mark == {"kind": "link", "start": 0, "end": 4, "href": href}


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "tel:+123",
        "//evil.example",
        "https:",
        "https://a b",
        "https://a\nb",
        "",
        None,
    ],
)
def test_any_other_address_leaves_plain_words(href: str | None) -> None:
    frame = sent(Text("here", (Mark(MarkKind.LINK, 0, 4, href),)))

    assert (frame["text"], frame["parts"]) == ("here", [{"kind": "text", "text": "here"}])


def test_link_with_a_masked_character_loses_its_address() -> None:
    text = Text("order 4111 1111", (Mark(MarkKind.LINK, 6, 15, "https://shop.example/4111-1111"),))

    assert "4111" not in str(sent(text, masks=(Span(6, 10),)))


def test_kind_that_the_widget_does_not_draw_is_left_out() -> None:
    assert sent(Text("@ada", (Mark(MarkKind.MENTION, 0, 4),)))["parts"] == [{"kind": "text", "text": "@ada"}]


def test_formatting_is_carried_in_full() -> None:
    assert CAPABILITIES.formatting is Support.FULL


def test_a_former_agents_words_stand_under_no_name_that_only_colleagues_know() -> None:
    said = Message(MessageId("m9"), CHAT, agent_participant(AgentId("former")), "Ada Lovelace", START, (Text("hi"),))
    edited = FeedEvent(1, START, "edited", message=said)

    assert event_frame(edited, CHAT, DIRECTORY, address)["message"]["name"] == "Agent"
