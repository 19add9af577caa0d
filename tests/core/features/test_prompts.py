"""What one person is asked in private: about a held text, about an invitation."""

import pytest

from core.conversation.model import HoldReason, Status
from core.features.prompts import QUOTE, held_prompt, invitation_prompt
from core.ids import AgentId
from core.texts import TEMPLATES
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


ENDED = Status.WRAP_UP
OF_THE_TEXT = [HoldReason.UNKNOWN_COMMAND, HoldReason.BOT, HoldReason.UNREADABLE, HoldReason.FILES, HoldReason.LATE]
OF_THE_CHAT = [HoldReason.NOT_ACCEPTED, HoldReason.NOT_ATTENDEE, HoldReason.ENDED]


@pytest.mark.parametrize("reason", OF_THE_TEXT)
def test_author_is_told_what_is_wrong_with_the_text_and_asked_what_to_do(reason: HoldReason) -> None:
    held = a_held(reason=reason)

    prompt = held_prompt(a_conversation(Status.ACTIVE, held=(held,)), held, an_agents_message(text="x " * 400), "k1")

    assert prompt.text == TEMPLATES[f"hold_{reason.value}"]
    assert len(prompt.quote) <= QUOTE
    assert prompt.buttons == (SEND, DISCARD)


@pytest.mark.parametrize("reason", OF_THE_CHAT)
@pytest.mark.parametrize(
    ("status", "agent", "key"),
    [
        (Status.QUEUED, ADA, "hold_not_accepted"),
        (Status.ACTIVE, ADA, "hold_no_longer"),
        (Status.ACTIVE, CLEO, "hold_not_attendee"),
        (ENDED, ADA, "hold_ended"),
    ],
)
def test_reason_that_lies_in_the_chat_is_told_as_the_chat_stands_now(
    reason: HoldReason, status: Status, agent: AgentId, key: str
) -> None:
    held = a_held(reason=reason, agent=agent)

    prompt = held_prompt(a_conversation(status, held=(held,)), held, an_agents_message(), "k1")

    assert prompt.text == TEMPLATES[key]
    assert prompt.buttons == ((DISCARD,) if status is ENDED else (SEND, DISCARD))


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
