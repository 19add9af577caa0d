"""What may be answered by clicks and forms, by where the chat stands."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.web.clicks import No, Standing, read_click
from adapters.web.hours import hours_of
from adapters.web.ids import Visitor
from adapters.web.inbound import Around, Speaker
from adapters.web.wire import Choose, Click, Malformed, Offline, PageAnswer, Rate, read_frame
from core.conversation.facts import Facts
from core.ids import ChannelName, ConversationId, QueueId
from core.inbound import (
    ContactSubject,
    ConversationSubject,
    CustomerAnsweredPage,
    CustomerChose,
    CustomerRating,
    Inbound,
    OfflineRequest,
)
from core.policy.forms import Field, FieldKind, FormPlan
from core.ports import Door

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CHAT = ConversationId("c1")
SPEAKER = Speaker(ChannelName("web"), Visitor("0" * 32), QueueId("billing"), "de")
FORM = FormPlan(
    "ask-back",
    "Ask us back",
    (
        Field("email", "E-mail", FieldKind.EMAIL, required=True, help="We answer there."),
        Field("topics", "Topics", FieldKind.MANY, options=("Tea", "Cups")),
    ),
)
OPEN, OVER = Standing(CHAT, "active"), Standing(CHAT, "ended")


def taken(click: Click, standing: Standing = OPEN, form: FormPlan | None = FORM) -> Inbound | No:
    return read_click(click, SPEAKER, standing, form, Around(None, Facts("Firefox 140")), NOW)


def choose(**changes: Any) -> Choose:
    return Choose(t="choose", id="click-001", message="m1", choice=1, **changes)


def rate(**changes: Any) -> Rate:
    given: dict[str, Any] = {"t": "rate", "id": "click-001", "conversation": "c1", "score": 4} | changes
    return Rate(**given)


def test_choosing_from_one_menu_is_one_thing_whatever_the_frame_is_called() -> None:
    one, other = taken(choose()), taken(Choose(t="choose", id="click-002", message="m1", choice=0))

    assert isinstance(one, Inbound)
    assert isinstance(other, Inbound)
    assert one.dedupe == other.dedupe
    assert isinstance(one.body, CustomerChose)
    assert one.body.client_id == "pick_m1"
    assert isinstance(one.subject, ContactSubject)
    assert not one.subject.may_open


@pytest.mark.parametrize("click", [choose(), PageAnswer(t="page_answer", id="click-001", message="m1", opened=True)])
@pytest.mark.parametrize("status", ["none", "ended"])
def test_nothing_is_answered_in_a_chat_that_is_over(click: Click, status: str) -> None:
    no = taken(click, Standing(CHAT, status))

    assert isinstance(no, No)
    assert no.code == "ended"


def test_a_page_is_answered_once() -> None:
    yes = taken(PageAnswer(t="page_answer", id="click-001", message="m1", opened=True))
    no = taken(PageAnswer(t="page_answer", id="click-002", message="m1", opened=False))

    assert isinstance(yes, Inbound)
    assert isinstance(no, Inbound)
    assert yes.dedupe == no.dedupe
    assert yes.body == CustomerAnsweredPage("m1", opened=True)  # type: ignore[arg-type]


def test_only_the_visitors_own_ended_chat_is_rated() -> None:
    good = taken(rate(comment=" Fine\r\n"), OVER)

    assert isinstance(good, Inbound)
    assert good.subject == ConversationSubject(CHAT)
    assert good.body == CustomerRating(4, "Fine", SPEAKER.visitor.name)
    for click, standing in ((rate(), OPEN), (rate(conversation="c2"), OVER), (rate(), Standing(None, "ended"))):
        no = taken(click, standing)
        assert isinstance(no, No)
        assert no.code == "gone"


def test_a_comment_that_is_too_long_is_refused_with_its_length() -> None:
    no = taken(rate(comment="x" * 2001), OVER)

    assert isinstance(no, No)
    assert "2001" in no.message


def test_a_form_is_left_with_its_answers_and_may_open_a_chat() -> None:
    left = taken(Offline(t="offline", id="click-001", answers={"email": " a@b.example ", "topics": ["Tea"], "x": "y"}))

    assert isinstance(left, Inbound)
    assert isinstance(left.subject, ContactSubject)
    assert left.subject.may_open
    assert isinstance(left.body, OfflineRequest)
    assert [(one.name, one.values) for one in left.body.answers] == [("email", ("a@b.example",)), ("topics", ("Tea",))]
    assert (left.body.language, left.body.client_id) == ("de", "click-001")
    assert left.body.facts == Facts("Firefox 140")


def test_what_is_wrong_with_a_form_is_said_by_field() -> None:
    no = taken(Offline(t="offline", id="click-001", answers={"email": "nobody"}))

    assert isinstance(no, No)
    assert no.code == "answers"
    assert list(no.fields) == ["email"]


def test_without_a_form_or_without_answers_nothing_is_left() -> None:
    blank = FormPlan("blank", "Blank", (Field("topic", "Topic"),))
    codes = []
    given: tuple[tuple[FormPlan | None, dict[str, str | list[str]]], ...]
    given = ((None, {"email": "a@b.example"}), (blank, {"topic": " "}))
    for form, answers in given:
        no = taken(Offline(t="offline", id="click-001", answers=answers), form=form)
        assert isinstance(no, No)
        codes.append(no.code)

    assert codes == ["no_form", "empty"]


@pytest.mark.parametrize(
    "frame",
    [
        '{"t":"choose","id":"click-001","message":"m1","choice":-1}',
        '{"t":"choose","id":"short","message":"m1","choice":0}',
        '{"t":"rate","id":"click-001","conversation":"c1","score":0}',
        '{"t":"offline","id":"click-001","answers":{"email":{"a":1}}}',
        '{"t":"page_answer","id":"click-001","message":"m1"}',
    ],
)
def test_a_click_that_is_malformed_is_refused(frame: str) -> None:
    with pytest.raises(Malformed):
        read_frame(frame)


def test_an_open_door_has_nothing_to_say_and_a_closed_one_has_its_form() -> None:
    closed = hours_of(Door(open=False, opens_at=NOW, offline=FORM, thanks="Thanks!", words="We are closed."))

    assert hours_of(Door()) == {"open": True, "opens_at": None, "text": None, "offline": None}
    assert (closed["opens_at"], closed["text"]) == (NOW.isoformat(), "We are closed.")
    assert closed["offline"]["thanks"] == "Thanks!"
    assert closed["offline"]["fields"][0] == {
        "name": "email",
        "label": "E-mail",
        "kind": "email",
        "required": True,
        "options": [],
        "help": "We answer there.",
    }
    assert hours_of(Door(open=False))["offline"] is None
