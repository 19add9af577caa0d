"""Whoever the customer doesn't see reaches the customer by no command (S11, C8): by whatever way words go out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core.commands.colleagues import COLLEAGUES
from core.commands.model import Context
from core.conversation import effects as do
from core.conversation.machine import step
from core.conversation.model import Conversation, HoldReason, Listening, Participant, Role, Status
from core.errors import Refused
from core.features.canned import CANNED, Canned, CannedScope, Offered
from core.features.transcript_asked import TRANSCRIPTS, Means
from core.ids import MessageId
from core.policy.pushing import Consent, Pushing, PushPage
from tests.build import (
    ADA,
    BOB,
    CLEO,
    NOW,
    a_context,
    a_conversation,
    a_directory,
    a_held,
    a_profile,
    a_queue,
    a_seat,
    an_agent,
    an_agents_message,
)
from tests.core.commands.giving import REGISTRY, give

PAGES = Pushing(Consent.ONCE, (PushPage("help", "Help", "https://shop.example/help"),))
QUEUE = a_queue(pushing=PAGES)
SEATS = {
    "monitor": Participant(CLEO, Role.SUPERVISOR, NOW, masked=True, listening=Listening.MONITOR),
    "coach": Participant(CLEO, Role.SUPERVISOR, NOW, masked=True, listening=Listening.COACH),
    "masked": replace(a_seat(CLEO), masked=True),
}
TYPED = (
    *("say hello", "canned thanks now", "menu Which? | Green | Black", "push help", "transcript customer"),
    *("send 1", "edit 1 hello", "note hello", "private hello", "private on", "private off", "whisper Ada hello"),
    *("coach hello", "monitor", "flag hello", "unflag", "hold", "resume", "invite Bob", "invite Bob leave", "uninvite"),
    *("transfer Bob", "leave", "end", "accept", "reject", "pick", "takeover", "masked on", "details", "attendees"),
    *("complete", "discard 1"),
)
"""All that can be typed in a running chat, but for showing oneself."""


def around(seat: str) -> Context:
    """Give Cleo's context, unseen in Ada's chat."""
    held = a_held("m7", CLEO, reason=HoldReason.BRAKE)
    chat = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), SEATS[seat]), held=(held,), push_allowed=True)
    thanks = Canned("c1", "Thanks", "Thank you.", CannedScope.ALL)
    return a_context(
        CLEO,
        directory=a_directory(*(a_profile(one) for one in (ADA, BOB, CLEO)), queues=(QUEUE,)),
        conversation=chat,
        queue=QUEUE,
        held={MessageId("m7"): an_agents_message("m7", agent=CLEO)},
        given={
            COLLEAGUES: {one: an_agent(one) for one in (ADA, BOB, CLEO)},
            CANNED: Offered((thanks,)),
            TRANSCRIPTS: Means(link="https://b.example/transcript/t.s", until=NOW + timedelta(days=7)),
        },
    )


def effects(typed: str, context: Context) -> Iterator[do.Effect]:
    """Give what a command leads to; nothing when it is refused, or a part of it is."""
    found: list[do.Effect] = []
    chat = context.conversation
    assert isinstance(chat, Conversation)
    try:
        for event in give(typed, context).events:
            transition = step(chat, event, QUEUE)
            chat = transition.state
            found += transition.effects
    except Refused:
        return
    yield from found


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("typed", TYPED)
def test_nothing_that_an_unseen_attendee_types_is_seen_by_the_customer(typed: str, seat: str) -> None:
    shown = (do.SendToCustomer, do.ChangeAtCustomer, do.TellCustomer)

    assert [effect for effect in effects(typed, around(seat)) if isinstance(effect, shown)] == []


def test_the_same_words_of_an_attendee_do_go_out() -> None:
    seen = around("masked")
    chat = seen.conversation
    assert chat is not None
    there = replace(seen, conversation=replace(chat, participants=(a_seat(ADA), a_seat(CLEO))))
    told = [typed for typed in TYPED if any(isinstance(one, do.SendToCustomer) for one in effects(typed, there))]

    assert told == [*TYPED[:5], "send 1", "edit 1 hello"]


def test_every_word_that_is_typed_here_is_a_command() -> None:
    assert [typed for typed in TYPED if REGISTRY.get(typed.split()[0]) is None] == []
