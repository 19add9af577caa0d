"""The card of a message that was not delivered: its reason, and a button as long as that helps."""

from core.features.failure_card import Failure, failure_card
from core.ids import MessageId
from core.views import Button, Fact, Tone
from tests.build import CHAT, NOW

M1 = MessageId("m1")


def test_what_failed_says_why_and_when_it_was_written_and_can_be_sent_again() -> None:
    card = failure_card(Failure(CHAT, M1, NOW, "the phone is switched off."))

    assert card.facts == (Fact("Why", "The phone is switched off."), Fact("Written", moment=NOW))
    assert card.buttons == (Button("Resend", "resend", CHAT, {"which": M1}, "primary"),)
    assert (card.tone, card.summary) == (Tone.BAD, "Not delivered: the phone is switched off.")


def test_what_was_sent_again_or_has_arrived_has_no_button_and_says_which() -> None:
    again = failure_card(Failure(CHAT, M1, NOW, "it is off.", is_open=False))
    arrived = failure_card(Failure(CHAT, M1, NOW, "", is_open=False, arrived=True))

    assert (again.buttons, again.status) == ((), "It was sent again.")
    assert (arrived.buttons, arrived.status) == ((), "It has arrived after all.")
    assert arrived.facts == (Fact("Written", moment=NOW),)
