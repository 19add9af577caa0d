"""Slack's slash commands, read into plain values. Pure.

https://docs.slack.dev/interactivity/implementing-slash-commands
"""

from datetime import datetime

from adapters.slack.asked import Asked, Where, dedupe_of, read_person, reply_to
from adapters.slack.contents import read_words
from adapters.slack.ids import is_id, whole_channel
from adapters.slack.inbound import Install
from adapters.slack.payload import Json, text
from adapters.slack.writing import Names
from core.inbound import Inbound, Invocation, PersonSubject, Subject, ThreadSubject


def read_slash(payload: Json, install: Install, names: Names, chat_command: str, now: datetime) -> Inbound | None:
    """Read a slash command: `/chat word …`, or a word that is a slash command of its own."""
    person = read_person(payload, install)
    typed = read_words(text(payload, "text"), names, install.bot_user).strip()
    slash = text(payload, "command")
    if person is None or not slash:
        return None
    if slash == chat_command:
        command, _, words = typed.partition(" ")
    else:
        command, words = slash.removeprefix("/"), typed
    body = Invocation(
        desk=install.desk,
        person=person,
        command=command.lstrip("!/").casefold() or "help",
        words=words.strip(),
        name=names.person(text(payload, "user_id")) or "",
        reply_to=reply_to(payload, install),
        surface="slash",
    )
    channel = text(payload, "channel_id")
    subject: Subject = PersonSubject(install.desk, person)
    if is_id(channel) and install.chats_in(channel):
        subject = ThreadSubject(install.desk, whole_channel(install.team, channel), person=person)
    return Inbound(install.desk, dedupe_of(payload, typed), subject, body, now)


def asked_by(payload: Json, inbound: Inbound) -> Asked:
    """Give what was asked for by a slash command, for the form that answers it."""
    body = inbound.body
    if not isinstance(body, Invocation):
        raise TypeError("a slash command is an invocation")
    where = Where(reply_to=body.reply_to)
    return Asked(body.person, body.command, where, inbound.dedupe, trigger=text(payload, "trigger_id"))
