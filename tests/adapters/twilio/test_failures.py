"""Answers that the playground's Twilio never gives: of a gateway before it, or that no page allows there."""

import pytest
from twilio.base.exceptions import TwilioRestException

from adapters.sms.failures import MEANINGS as SMS
from adapters.twilio.failures import Meanings, from_answer, throttled
from adapters.whatsapp_twilio.failures import MEANINGS as WHATSAPP
from core.errors import Permanent, Transient, Uncertain
from core.sentences import say


def refusal(status: int, code: int | None) -> TwilioRestException:
    return TwilioRestException(status, "/2010-04-01/Messages.json", "+12025550177 …", code)


@pytest.mark.parametrize(
    ("meanings", "status", "code", "sentence"),
    [
        (SMS, 403, 21408, say("sms_region")),
        (SMS, 400, 21999, say("sms_error", code=21999)),
        (WHATSAPP, 400, 21656, say("whatsapp_twilio_template", code=21656)),
        (WHATSAPP, 400, 21910, say("whatsapp_twilio_sender")),
        (WHATSAPP, 401, None, say("whatsapp_twilio_auth")),
        (WHATSAPP, 400, 21999, say("whatsapp_twilio_error", code=21999)),
    ],
)
def test_a_refusal_is_told_in_words_by_its_code(
    meanings: Meanings, status: int, code: int | None, sentence: object
) -> None:
    failure = from_answer(refusal(status, code), meanings)

    assert type(failure) is Permanent
    assert (failure.reason, failure.detail) == (sentence, f"twilio {status}/{code or 0}")


def test_a_full_queue_is_tried_again_after_half_a_minute() -> None:
    failure = from_answer(refusal(400, 30001), SMS)

    assert isinstance(failure, Transient)
    assert (failure.retry_after, failure.throttled, failure.reason) == (30.0, False, say("sms_queue_full"))


@pytest.mark.parametrize("status", [500, 502, 503])
def test_what_broke_on_the_way_may_have_been_taken(status: int) -> None:
    assert isinstance(from_answer(refusal(status, None), SMS), Uncertain)


@pytest.mark.parametrize(("asked", "pause"), [("7", 7), ("0", 1), ("", 1), ("soon", 1), ("99999", 3600)])
def test_a_pause_that_is_asked_for_is_kept_within_an_hour(asked: str, pause: int) -> None:
    failure = throttled({"Retry-After": asked} if asked else {})

    assert (failure.retry_after, failure.throttled) == (pause, True)
