"""Transcripts and past chats as commands: by which way, to whom, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.commands.audited import Audited
from core.commands.forms import form_of
from core.commands.model import Context, ViewName
from core.commands.past import PAST
from core.conversation.effects import Audit, AuditAct
from core.conversation.events import DeskWrote
from core.conversation.model import Conversation, Listening, Status
from core.errors import ArgumentsInvalid, ConversationClosed, NotPermitted, Refused
from core.features.past_chats import MOST, PAST_CHATS
from core.features.transcript_asked import TRANSCRIPTS, Means, TranscriptAsked
from core.messages import Text
from core.sentences import say
from tests.build import ADA, CHAT, NOW, a_context, a_conversation, a_seat
from tests.core.commands.giving import REGISTRY, give
from tests.core.stepping import refusal

ACTIVE = a_conversation(Status.ACTIVE)
BOTH = Means(mails=True, link="https://b.example/transcript/t.s", until=NOW + timedelta(days=7))
LINKS, MAIL = replace(BOTH, mails=False), Means(mails=True)
TO = "grace@customer.example"


def around(means: Means = BOTH, chat: Conversation = ACTIVE) -> Context:
    return a_context(conversation=chat, given={TRANSCRIPTS: means})


def test_a_link_is_shown_with_a_button_that_sends_it_while_the_chat_runs() -> None:
    running, over = give("transcript", around()), give("transcript", around(chat=a_conversation(Status.WRAP_UP)))

    assert running.prompt is not None
    assert [button.values for button in running.prompt.buttons] == [{"to": "customer"}]
    given = Audited(Audit(AuditAct.TRANSCRIPT_LINKED, "ada", fields={"to": "agent"}))
    assert running.changes == over.changes == (given,)
    assert over.reply == say("transcript_link", number=1, link=BOTH.link, until="2026-03-09")


def test_an_address_is_mailed_to() -> None:
    outcome = give(f"transcript {TO}", around())

    exported = Audited(Audit(AuditAct.EXPORTED, "ada", fields={"to": "mail"}))
    assert outcome.changes == (TranscriptAsked(CHAT, TO), exported)
    assert outcome.reply == say("transcript_mailed", number=1, address=TO)


@pytest.mark.parametrize("words", ["grace at home", "grace@", "größe@kunde.example", "a@b.example c@d.example"])
def test_what_is_no_address_is_refused_at_its_field(words: str) -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        give(f"transcript {words}", around())

    assert (refused.value.sentence, refused.value.arg) == (say("transcript_to_wrong"), "to")


def test_what_is_not_set_up_says_what_to_type_instead() -> None:
    example = "!transcript name@example.com"

    assert refusal(lambda: give("transcript", around(Means())), Refused) == say("transcript_off")
    assert refusal(lambda: give("transcript", around(MAIL)), ArgumentsInvalid) == say(
        "transcript_no_link", usage=example
    )
    assert refusal(lambda: give("transcript customer", around(MAIL)), Refused) == say(
        "transcript_no_link", usage=example
    )
    no_mail = refusal(lambda: give(f"transcript {TO}", around(LINKS)), ArgumentsInvalid)
    assert no_mail == say("transcript_no_mail", usage="!transcript")


def test_the_customer_is_sent_the_link_in_the_agents_name() -> None:
    [event] = give("transcript Customer", around()).events

    assert isinstance(event, DeskWrote)
    [part] = event.message.parts
    assert isinstance(part, Text)
    assert part.text == f"You can read this chat again until 2026-03-09: {BOTH.link}"
    assert [part.text[mark.start : mark.end] for mark in part.marks] == [BOTH.link]
    assert (event.agent, event.message.author_name) == (ADA, "Ada")


@pytest.mark.parametrize(
    ("chat", "error", "key"),
    [
        (a_conversation(Status.WRAP_UP), ConversationClosed, "transcript_not_running"),
        (a_conversation(Status.ACTIVE, participants=()), NotPermitted, "not_attendee"),
        (a_conversation(Status.ACTIVE, participants=(replace(a_seat(), masked=True),)), NotPermitted, "not_attendee"),
        (
            a_conversation(Status.ACTIVE, participants=(replace(a_seat(), listening=Listening.COACH),)),
            NotPermitted,
            "not_attendee",
        ),
        (a_conversation(Status.ACTIVE, private=frozenset({ADA})), Refused, "transcript_private_mode"),
    ],
)
def test_the_link_is_sent_by_an_attendee_in_a_running_chat_alone(
    chat: Conversation, error: type[Refused], key: str
) -> None:
    assert refusal(lambda: give("transcript customer", around(chat=chat)), error) == say(key)


def test_the_form_asks_for_an_address_that_is_needed_where_there_are_no_links() -> None:
    made = REGISTRY.find("transcript").form
    assert made is not None

    assert [made(around(means), {}).fields[0].required for means in (BOTH, MAIL)] == [False, True]
    assert refusal(lambda: made(around(Means()), {}), Refused) == say("transcript_off")


def test_an_ended_chat_is_read_again() -> None:
    view = give("read", around(chat=a_conversation(Status.HANDLED))).view

    assert view is not None
    assert (view.name, REGISTRY.find("read").available(ACTIVE)) == (ViewName.TRANSCRIPT, False)


def test_past_chats_are_listed_up_to_a_number_and_told_that_there_are_more() -> None:
    many = tuple(f"c{number}" for number in range(MOST + 1))

    few = give("past tea", a_context(conversation=None, given={PAST_CHATS: many[:1]})).view
    more = give("past tea", a_context(conversation=None, given={PAST_CHATS: many})).view

    assert few is not None
    assert more is not None
    assert (few.args, more.args["more"], len(more.args["found"].split())) == ({"found": "c0"}, "yes", MOST)


def test_without_words_past_needs_a_chat() -> None:
    assert give("past", a_context(given={PAST_CHATS: ()})).view is not None
    alone = a_context(conversation=None, given={PAST_CHATS: ()})
    assert refusal(lambda: give("past", alone), ArgumentsInvalid) == say("past_what", usage="/chat past")


def test_the_form_for_past_chats_needs_words_where_no_chat_is_meant() -> None:
    [anywhere] = form_of(PAST, a_context(conversation=None), {}).fields
    [in_a_chat] = form_of(PAST, a_context(), {}).fields

    assert (anywhere.required, in_a_chat.required) == (True, False)
