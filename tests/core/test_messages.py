"""Messages, their parts, and who is who."""

import pytest

from core.ids import (
    BOT,
    CUSTOMER,
    AgentId,
    ExternalRef,
    FileId,
    ParticipantId,
    PersonRef,
    agent_of,
    agent_participant,
    person_participant,
)
from core.messages import (
    Media,
    Part,
    Text,
    Unfetched,
    Visibility,
    excerpt,
    plain_text,
    seen_by_customer,
    with_visibility,
)
from tests.build import a_message

PICTURE = Media(FileId("f1"), "cat.png", "image/png", 10)
PAPER = Unfetched(ExternalRef("F1"), "bill.pdf", "application/pdf", 10)


def test_plain_text_joins_the_texts_and_leaves_files_out() -> None:
    assert plain_text((Text("one"), PICTURE, Text("two"))) == "one\ntwo"
    assert plain_text((PICTURE,)) == ""


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((Text(" one\n two "),), "one two"),
        ((Text("x" * 80),), "x" * 80),
        ((Text("x" * 81),), "x" * 79 + "…"),
        ((Text("x" * 78 + " yy"),), "x" * 78 + "…"),
        ((PAPER, PICTURE), "bill.pdf"),
        ((PAPER, Text("see here")), "see here"),
        ((), ""),
    ],
)
def test_excerpt_is_one_short_line_or_a_files_name(parts: tuple[Part, ...], words: str) -> None:
    assert excerpt(parts) == words
    assert len(words) <= 80


@pytest.mark.parametrize("visibility", Visibility)
def test_customer_sees_only_what_is_for_everyone(visibility: Visibility) -> None:
    message = with_visibility(a_message(), visibility)

    assert seen_by_customer(message) is (visibility is Visibility.EVERYONE)


def test_seat_of_an_agent_leads_back_to_the_agent_and_no_other_author_does() -> None:
    assert agent_of(agent_participant(AgentId("ada:2"))) == AgentId("ada:2")
    assert [agent_of(one) for one in (CUSTOMER, BOT, person_participant(PersonRef("agent:ada")))] == [None] * 3
    assert agent_of(ParticipantId("agents:ada")) is None
