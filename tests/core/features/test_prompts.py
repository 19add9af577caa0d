"""What one person is asked in private: about a held text, about an invitation."""

import pytest

from core.conversation.model import HoldReason, Status
from core.features.prompts import QUOTE, held_prompt, invitation_prompt, sentence_prompt
from core.sentences import say
from core.views import Button, Prompt
from tests.build import (
    ADA,
    BOB,
    CHAT,
    CLEO,
    a_conversation,
    a_held,
    an_agents_message,
    an_invitation,
)

DISCARD = Button("Keep internal", "discard", CHAT, {"which": "m1"})
SEND = Button("Send to customer", "send", CHAT, {"which": "m1"}, style="primary")


@pytest.mark.parametrize("reason", HoldReason)
def test_author_of_a_held_text_is_told_why_and_asked_what_to_do(reason: HoldReason) -> None:
    held = a_held(reason=reason)

    prompt = held_prompt(a_conversation(held=(held,)), held, an_agents_message(text="x " * 400), "k1")

    assert "not sent" in prompt.text
    assert len(prompt.quote) <= QUOTE
    assert prompt.buttons == ((DISCARD,) if reason is HoldReason.ENDED else (SEND, DISCARD))


def test_bystander_can_only_keep_it_internal() -> None:
    held = a_held(agent=None)

    assert held_prompt(a_conversation(), held, an_agents_message(), "k1").buttons == (DISCARD,)


def test_invited_agent_is_asked_to_join() -> None:
    chat = a_conversation(Status.ACTIVE, invitation=an_invitation(BOB))

    assert invitation_prompt(chat, BOB, "Ada invites you.", "k1") == Prompt(
        "Ada invites you.",
        "k1",
        quote="Hello",
        buttons=(Button("Join", "accept", CHAT, style="primary"), Button("Decline", "reject", CHAT)),
    )


def test_invitation_that_is_gone_asks_nobody() -> None:
    assert invitation_prompt(a_conversation(Status.ACTIVE), BOB, "", "k1") is None
    assert invitation_prompt(a_conversation(Status.ACTIVE, invitation=an_invitation(BOB)), CLEO, "", "k1") is None


def test_one_sentence_is_a_prompt_without_buttons() -> None:
    assert sentence_prompt(say("thread_left", agent=ADA), {"ada": "Ada"}, "k1") == Prompt("Ada has left.", "k1")
