"""Mentions (T27): only a notice of our own can make Slack tell somebody; nothing that anybody wrote can."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.contents import read_contents
from adapters.slack.post import bodies, changed
from core.ids import MessageId, PersonRef
from core.messages import Mark, MarkKind, Text
from core.views import Post, Tone
from playground.slack import blocks as block_rules
from tests.adapters.slack.outbound.desks import ADA, Workplace
from tests.adapters.slack.outbound.rich import NASTY, rich_elements

Json = dict[str, Any]

ACCEPTED = Text("Ada Lovelace has accepted the chat.", (Mark(MarkKind.MENTION, 0, 12, ADA),))
NOTICE = Post("key-1", (ACCEPTED,), tone=Tone.QUIET)

MENTIONS = st.builds(
    Mark,
    st.sampled_from([MarkKind.MENTION, MarkKind.BOLD, MarkKind.LINK]),
    st.integers(0, 20),
    st.integers(0, 40),
    st.sampled_from([ADA, "T0DEMO/U0GRACE", "https://shop.example", None]),
)
TEXTS = st.builds(Text, st.builds("".join, st.lists(st.one_of(st.text(), NASTY), max_size=8)), st.tuples(MENTIONS))
WRITTEN = st.one_of(
    st.builds(Post, st.just("k"), st.tuples(TEXTS), st.just("Mia"), by_customer=st.booleans(), private=st.booleans()),
    st.builds(Post, st.just("k"), st.tuples(TEXTS), by_customer=st.just(value=True)),
    st.builds(Post, st.just("k"), st.tuples(TEXTS), private=st.just(value=True)),
    st.builds(Post, st.just("k"), st.tuples(TEXTS), message=st.just(MessageId("m1"))),
)


class NobodyKnown:
    """No names at all."""

    def person(self, user: str) -> str | None:
        return None

    channel = group = person


def test_notice_mentions_its_agent_and_says_the_name_where_only_text_is_shown() -> None:
    (body,) = bodies(NOTICE)

    assert rich_elements(body) == [
        {"type": "user", "user_id": "U0ADA"},
        {"type": "text", "text": " has accepted the chat."},
    ]
    assert body["text"] == "Ada Lovelace has accepted the chat."


async def test_slack_takes_a_notice_with_a_mention(work: Workplace) -> None:
    thread = await work.thread()

    await work.desk.post(thread, NOTICE)

    (shown,) = work.replies(thread)
    assert shown.blocks[0]["elements"][0]["elements"][0] == {"type": "user", "user_id": "U0ADA"}


@pytest.mark.parametrize("person", [None, "", "nobody", "T0DEMO/", "T0DEMO/U0ADA/more", "https://slack.example/U0ADA"])
def test_mention_of_who_is_no_person_of_slacks_is_the_name(person: str | None) -> None:
    text = replace(ACCEPTED, marks=(Mark(MarkKind.MENTION, 0, 12, person),))

    (body,) = bodies(replace(NOTICE, parts=(text,)))

    assert {element["type"] for element in rich_elements(body)} == {"text"}


def test_mention_that_a_cut_would_part_is_words() -> None:
    marks = (Mark(MarkKind.MENTION, 0, 12, ADA), Mark(MarkKind.BOLD, 4, 8))

    (body,) = bodies(replace(NOTICE, parts=(Text(ACCEPTED.text, marks),)))

    assert {element["type"] for element in rich_elements(body)} == {"text"}


@given(WRITTEN)
def test_nothing_that_anybody_wrote_mentions_a_person(post: Post) -> None:
    for body in (*bodies(post), *changed(post)):
        assert {element["type"] for element in rich_elements(body)} <= {"text", "link"}
        assert "<@" not in body["text"]
        problems: list[str] = []
        block_rules.IN_MESSAGE(body["blocks"], "/blocks", problems)
        assert problems == []


@given(st.lists(st.one_of(st.text(), st.just("<@U0ADA>"), st.just("<@U0ADA|ada>"), NASTY), max_size=8))
def test_a_mention_that_somebody_types_in_slack_comes_in_as_words(typed: list[str]) -> None:
    element = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U0ADA"}]}
    for message in (
        {"text": "".join(typed)},
        {"text": "".join(typed), "blocks": [{"type": "rich_text", "elements": [element]}]},
    ):
        parts = read_contents(message, "T0DEMO", NobodyKnown(), "U0BRIDGE").parts
        marks = [mark for part in parts if isinstance(part, Text) for mark in part.marks]
        assert MarkKind.MENTION not in {mark.kind for mark in marks}
        assert all(PersonRef("T0DEMO/U0ADA") != mark.href for mark in marks)
