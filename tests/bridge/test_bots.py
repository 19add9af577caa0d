"""What goes to somebody else's bot and comes from it: signed, bounded, checked."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from bridge.bots.calling import Hook
from bridge.bots.reply import read_later, read_reply
from bridge.bots.signing import OLDEST, sign, verify
from core.errors import PayloadMalformed, SignatureInvalid
from core.features.answering import Answer
from core.ids import BotId
from core.inbound import BotAnswered
from core.messages import Choices, Text

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEEP = BotId("beep")


def test_a_signature_holds_for_its_body_secret_and_time() -> None:
    signature = sign("secret", b"body", NOW)
    verify("secret", b"body", signature, NOW + timedelta(seconds=OLDEST))
    for secret, body, seconds in (("other", b"body", 0), ("secret", b"bodx", 0), ("secret", b"body", OLDEST + 1)):
        with pytest.raises(SignatureInvalid):
            verify(secret, body, signature, NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "signature", ["", "t=1", "t=1,v1=", "v1=" + "0" * 64, "t=x,v1=" + "0" * 64, "t=1,v1=" + "é" * 64]
)
def test_a_malformed_signature_is_refused(signature: str) -> None:
    with pytest.raises(SignatureInvalid):
        verify("secret", b"body", signature, NOW)


def test_a_hook_never_shows_its_secret() -> None:
    assert "hush" not in repr(Hook("https://bot.example", "hush"))


def test_an_empty_answer_says_nothing() -> None:
    assert read_reply(BEEP, b" ") == BotAnswered(BEEP)
    assert read_reply(BEEP, b"{}") == BotAnswered(BEEP)


def test_an_answer_is_read_with_messages_choices_attributes_and_the_way() -> None:
    body = orjson.dumps(
        {
            "messages": [{"text": "Which?", "choices": ["Tea", "Cups"]}, {"text": "Hm."}],
            "attributes": {"order_number": "4711", "mood": {"label": "Mood", "value": "good"}},
            "hand_over": {"queue": "sales", "priority": 2},
            "more": "is passed over",
        }
    )
    assert read_reply(BEEP, body) == BotAnswered(
        BEEP,
        texts=(Text("Which?\n1. Tea\n2. Cups", asks=Choices(("Tea", "Cups"))), Text("Hm.")),
        learnt=(Answer("order_number", "Order number", ("4711",)), Answer("mood", "Mood", ("good",))),
        over=True,
        queue=read_reply(BEEP, body).queue,
        priority=2,
    )
    assert read_reply(BEEP, body).queue == "sales"


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b"[]",
        b'{"messages": [{"text": ""}]}',
        b'{"messages": "hi"}',
        b'{"hand_over": {"priority": 99}}',
        b'{"attributes": {"a b": "x"}}',
    ],
)
def test_what_is_no_answer_is_refused_without_repeating_it(body: bytes) -> None:
    with pytest.raises(PayloadMalformed) as refused:
        read_reply(BEEP, body)
    assert "no json" not in refused.value.detail


def test_a_later_answer_needs_its_own_id_and_the_conversation() -> None:
    later, answered = read_later(BEEP, b'{"id": "answer-1", "conversation": "c1", "hand_over": true}')
    assert (later.id, later.conversation, answered.over) == ("answer-1", "c1", True)
    for wrong in (b'{"conversation": "c1"}', b'{"id": "answer-1", "conversation": "c\\u0000"}'):
        with pytest.raises(PayloadMalformed):
            read_later(BEEP, wrong)
