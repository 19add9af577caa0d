"""What one person is asked in private: about a held text, about an invitation."""

from dataclasses import replace

import pytest

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import HoldReason, Status
from core.features.prompts import QUOTE, Rules, held_prompt, invitation_prompt
from core.ids import AgentId, ExternalRef, FileId
from core.messages import Media, Part, Span, Text, Unfetched
from core.routing.queues import AttachmentRules
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
from tests.build_policy import a_brake

DISCARD = Button("Keep internal", "discard", CHAT, {"which": "m1"})
SEND = Button("Send to customer", "send", CHAT, {"which": "m1"}, style="primary")


_UNKNOWN = TEMPLATES["hold_unknown_command"]
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


def test_files_that_are_too_large_are_named_with_what_a_file_can_have() -> None:
    files = (_file("plan.pdf", 25_000_000), _file("note.txt", 10))
    rules = Rules(files=AttachmentRules(max_files=1, max_size=20_000_000))

    assert _asked(HoldReason.FILES, files, rules) == (
        "Too large to be passed on, so not sent: plan.pdf (25.0 MB). A file can have 20.0 MB."
    )


def test_too_many_files_are_counted_beside_what_one_message_can_have() -> None:
    files = (_file("a.txt", 10), _file("b.txt", 10))

    words = _asked(HoldReason.FILES, files, Rules(files=AttachmentRules(max_files=1)))
    assert words == "These are 2 files; one message can have 1, so this was not sent."
    assert _asked(HoldReason.FILES, files, Rules(files=AttachmentRules())) == TEMPLATES["hold_files"]


@pytest.mark.parametrize(("text", "near"), [("!hlep", "!help"), ("!hodl", "!hold"), ("!refund 12", "")])
def test_slip_in_a_command_is_told_what_may_have_been_meant(text: str, near: str) -> None:
    words = _asked(HoldReason.UNKNOWN_COMMAND, (Text(text),), Rules(registry=Registry(ALL)))

    assert words == (f"I don't know that command, so this was not sent. Did you mean {near}?" if near else _UNKNOWN)


def _file(name: str, size: int) -> Unfetched:
    return Unfetched(ExternalRef(f"slack:{name}"), name, "text/plain", size)


def _asked(reason: HoldReason, parts: tuple[Part, ...], rules: Rules) -> str:
    held = a_held(reason=reason)
    message = replace(an_agents_message(), parts=parts)
    return held_prompt(a_conversation(Status.ACTIVE, held=(held,)), held, message, "k1", rules).text


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


def test_what_waits_for_the_customer_can_be_replaced_by_a_template_and_goes_when_they_have_written() -> None:
    def asked(reason: HoldReason, status: Status = Status.ACTIVE) -> Prompt:
        held = a_held(reason=reason)
        return held_prompt(a_conversation(status, held=(held,)), held, an_agents_message(), "k1")

    closed, open_again = asked(HoldReason.TEMPLATE_ONLY), asked(HoldReason.OPEN_AGAIN)
    template = Button("Template…", "template", CHAT, style="primary", asks=True)
    assert (closed.text, closed.buttons) == (TEMPLATES["hold_template_only"], (template, DISCARD))
    assert (open_again.text, open_again.buttons) == (TEMPLATES["hold_open_again"], (SEND, DISCARD))
    elsewhere = asked(HoldReason.OPEN_ELSEWHERE)
    assert (elsewhere.text, elsewhere.buttons) == (TEMPLATES["hold_open_elsewhere"], (SEND, DISCARD))
    over = asked(HoldReason.TEMPLATE_ONLY, ENDED)
    assert (over.text, over.buttons) == (TEMPLATES["hold_ended"], (DISCARD,))


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


def test_what_the_brake_found_is_named_and_stands_out() -> None:
    text = f"{'x' * 300} secret {'y' * 300}"
    held = a_held(reason=HoldReason.BRAKE, spans=(Span(301, 307),))
    chat = a_conversation(Status.ACTIVE, held=(held,))

    prompt = held_prompt(chat, held, an_agents_message(text=text), "k1", Rules(a_brake("secret")))

    assert prompt.text == "Stopped, not sent: this has the word secret. The customer hasn't seen it."
    (span,) = prompt.spans
    assert prompt.quote[span.start : span.end] == "secret"
    assert (prompt.quote[0], prompt.quote[-1], len(prompt.quote)) == ("…", "…", QUOTE + 2)
    assert [(one.label, one.command, one.asks) for one in prompt.buttons] == [
        ("Edit…", "edit", True),
        ("Send anyway", "send", False),
        ("Keep internal", "discard", False),
    ]


def test_short_text_is_quoted_whole_and_unnamed_where_the_rule_is_gone() -> None:
    held = a_held(reason=HoldReason.BRAKE, spans=(Span(2, 8),))
    chat = a_conversation(Status.ACTIVE, held=(held,))

    prompt = held_prompt(chat, held, an_agents_message(text="a secret"), "k1")

    assert (prompt.text, prompt.quote, prompt.spans) == (TEMPLATES["hold_brake"], "a secret", (Span(2, 8),))


def test_mended_text_is_offered_for_sending() -> None:
    held = a_held(reason=HoldReason.BRAKE)
    prompt = held_prompt(
        a_conversation(Status.ACTIVE, held=(held,)), held, an_agents_message(), "k1", Rules(a_brake("x"))
    )

    assert (prompt.text, prompt.buttons, prompt.spans) == (TEMPLATES["hold_brake_passed"], (SEND, DISCARD), ())


def test_stopped_text_of_a_chat_that_is_over_can_only_be_kept() -> None:
    held = a_held(reason=HoldReason.BRAKE, spans=(Span(0, 1),))
    assert held_prompt(a_conversation(ENDED, held=(held,)), held, an_agents_message(), "k1").buttons == (DISCARD,)


@pytest.mark.parametrize(
    ("size", "shown"), [(10, ", 1 kB"), (99_400, ", 99 kB"), (2_340_000, ", 2.3 MB"), (0, "")], ids=str
)
def test_files_are_shown_once_more_with_name_kind_and_size(size: int, shown: str) -> None:
    held = a_held(reason=HoldReason.PREVIEW)
    message = replace(an_agents_message(), parts=(Text("look"), Media(FileId("f"), "a.pdf", "application/pdf", size)))

    prompt = held_prompt(a_conversation(Status.ACTIVE, held=(held,)), held, message, "k1")

    assert prompt.text == f"Look once more before this goes to the customer: a.pdf (application/pdf{shown})."
    assert [one.label for one in prompt.buttons] == ["Send", "Discard"]


def test_only_pictures_are_shown_again_and_only_where_files_are_looked_at_once_more() -> None:
    picture = Unfetched(ExternalRef("F1"), "a.png", "image/png", 10)
    letter = Unfetched(ExternalRef("F2"), "a.pdf", "application/pdf", 10)
    message = replace(an_agents_message(), parts=(Text("look"), picture, letter))
    asked, other = a_held(reason=HoldReason.PREVIEW), a_held(reason=HoldReason.FILES)
    chat = a_conversation(Status.ACTIVE, held=(asked,))

    assert held_prompt(chat, asked, message, "k1").pictures == (picture,)
    assert held_prompt(chat, other, message, "k1").pictures == ()


def test_beside_the_bot_the_author_takes_over_sends_once_or_keeps_it() -> None:
    held = a_held(reason=HoldReason.BOT_TALKS)
    prompt = held_prompt(a_conversation(Status.BOT, held=(held,)), held, an_agents_message(), "k1")

    assert prompt.text == TEMPLATES["hold_bot_talks"]
    assert prompt.buttons == (
        Button("Take over", "takeover", CHAT, {"which": "m1"}, style="primary"),
        Button("Send once", "send", CHAT, {"which": "m1"}),
        DISCARD,
    )


def test_a_bystander_beside_the_bot_is_only_asked_to_keep_it() -> None:
    held = a_held(agent=None)
    prompt = held_prompt(a_conversation(Status.BOT, held=(held,)), held, an_agents_message(), "k1")

    assert prompt.text == TEMPLATES["hold_not_accepted"]
    assert prompt.buttons == (DISCARD,)
