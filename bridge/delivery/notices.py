"""A notice of ours for a chat's thread: a sentence, with those mentioned who are to follow the thread from now on.

Rule: this is the only place that makes a mention, from an agent's id and the configured account on that desk. No text
that anybody wrote passes here.
"""

from bridge.handlers.office import Office
from core.ids import AgentId, DeskName, PersonRef
from core.messages import Mark, MarkKind, Text
from core.sentences import Sentence
from core.texts import pieces

FOLLOWS = frozenset(
    {
        "thread_accepted",
        "thread_begun",
        "thread_own_number",
        "thread_joined",
        "thread_joined_masked",
        "thread_invited",
        "thread_handing_over",
        "thread_barged_in",
    }
)
"""Sentences whose `agent` should notice, and be told by the desk of what follows.

A mention subscribes a person to a thread: https://slack.com/help/articles/115000769927-Use-threads-to-organize-discussions
"""


def notice(office: Office, desk: DeskName, sentence: Sentence) -> Text:
    """Give a sentence's words; its agent mentioned where the sentence wants it and the desk knows them."""
    person = _follower(office, desk, sentence)
    text, marks = "", []
    for words, argument in pieces(sentence, office.directory().names(), office.templates):
        if argument == "agent" and person is not None:
            marks.append(Mark(MarkKind.MENTION, len(text), len(text) + len(words), person))
        text += words
    return Text(text, tuple(marks))


def _follower(office: Office, desk: DeskName, sentence: Sentence) -> PersonRef | None:
    if sentence.key not in FOLLOWS:
        return None
    profile = office.directory().profiles.get(AgentId(sentence.args["agent"]))
    return profile.people.get(desk) if profile else None
