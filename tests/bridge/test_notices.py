"""Notices in a chat's thread: who is mentioned, so that the desk tells them of what follows (T27)."""

import pytest

from bridge.delivery.notices import FOLLOWS, notice
from bridge.handlers.office import Office
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.ids import DeskName
from core.messages import Mark, MarkKind, Text
from core.sentences import Sentence, say
from core.texts import IN_THREADS, TEMPLATES
from tests.build import ADA, BOB, SLACK, a_directory, a_profile, account

DIRECTORY = a_directory(a_profile(ADA, "Ada Lovelace"), a_profile(BOB, people={}))
OFFICE = Office(lambda: DIRECTORY, Registry(ALL, "!"))


@pytest.mark.parametrize(
    ("sentence", "text", "start"),
    [
        (say("thread_accepted", agent=ADA), "Ada Lovelace has accepted the chat.", 0),
        (say("thread_joined", agent=ADA), "Ada Lovelace has joined.", 0),
        (say("thread_invited", agent=ADA, by=BOB), "Bob invites Ada Lovelace.", 12),
    ],
)
def test_who_is_to_follow_the_thread_is_mentioned(sentence: Sentence, text: str, start: int) -> None:
    assert notice(OFFICE, SLACK, sentence) == Text(text, (Mark(MarkKind.MENTION, start, start + 12, account(ADA)),))


@pytest.mark.parametrize("key", sorted(FOLLOWS))
def test_each_sentence_of_one_who_follows_mentions_that_one_alone(key: str) -> None:
    said = notice(OFFICE, SLACK, say(key, agent=ADA, by=BOB))

    assert {(mark.kind, mark.href) for mark in said.marks} == {(MarkKind.MENTION, account(ADA))}


def test_inviter_is_not_called_again() -> None:
    assert notice(OFFICE, SLACK, say("thread_invited", agent=BOB, by=ADA)).marks == ()


def test_agent_whom_the_desk_does_not_know_is_named() -> None:
    assert notice(OFFICE, SLACK, say("thread_accepted", agent=BOB)) == Text("Bob has accepted the chat.")
    assert notice(OFFICE, DeskName("teams"), say("thread_accepted", agent=ADA)).marks == ()


def test_agent_who_was_taken_out_of_the_configuration_is_named_by_id() -> None:
    assert notice(OFFICE, SLACK, say("thread_accepted", agent="gone")) == Text("gone has accepted the chat.")


@pytest.mark.parametrize("key", sorted(IN_THREADS.keys() - FOLLOWS))
def test_no_other_notice_calls_anybody(key: str) -> None:
    arguments = {"agent": ADA, "by": ADA, "name": "a.pdf", "reason": "no", "link": "https://slack.example", "row": 7}
    arguments |= {
        "silent": "4 minutes",
        "left": "2 minutes",
        "score": 4,
        "scale": 5,
        "queue": "Sales",
        "count": "1 message",
        "form": "Your card",
        "units": 190,
        "messages": 2,
        "words": "is it still hot?",
        "channel": "Messenger",
        "to": "SMS +447911123456",
        "lost": "files go as links",
    }

    said = notice(OFFICE, SLACK, say(key, **arguments))

    assert said.marks == ()
    assert said.text


def test_customers_words_that_look_like_an_agents_id_mention_nobody() -> None:
    said = notice(OFFICE, SLACK, say("thread_failed", reason=f"{ADA} {{agent}} <@U-ada>"))

    assert said == Text(TEMPLATES["thread_failed"].format(reason=f"{ADA} {{agent}} <@U-ada>"))
