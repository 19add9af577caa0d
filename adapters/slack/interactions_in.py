"""Clicks, forms, shortcuts and slash commands of Slack's, read into plain values. Pure.

https://docs.slack.dev/reference/interaction-payloads

Rules:
1. A click names its command in `action_id` (`cmd:<command>`, and what makes it unique on its message behind another
   colon); its `value` is JSON with the chat, the values, and whether a form is to be opened first.
2. A form carries its command, its chat and its place in `private_metadata`; Slack shows that to nobody.
3. The same click, shortcut or slash command is known by its trigger id, a submission by view id and contents.
4. A value that can't be read is nothing at all: it invokes nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from adapters.slack.contents import read_words
from adapters.slack.forms import CALLBACK
from adapters.slack.ids import is_id, is_ts, make_message, make_person, make_response, make_thread, whole_channel
from adapters.slack.inbound import Install
from adapters.slack.payload import Json, mapping, objects, part, text
from adapters.slack.writing import Names
from core.ids import ConversationId, ExternalRef, PersonRef
from core.inbound import ConversationSubject, Inbound, Invocation, PersonSubject, Subject, ThreadSubject

COMMAND = "cmd:"


@dataclass(frozen=True, slots=True)
class Where:
    """From where something was asked: the chat if known, the thread, and the address that takes a private answer."""

    conversation: ConversationId | None = None
    thread: ExternalRef | None = None
    reply_to: ExternalRef | None = None
    about: ExternalRef | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a person asked for by click, shortcut or form."""

    person: PersonRef
    command: str
    where: Where
    dedupe: str
    trigger: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    asks: bool = False
    """A form is to be opened first."""
    view: str = ""
    """The id of the modal in which it was clicked or filled in."""
    at_home: bool = False
    in_private: bool = False
    """Clicked in a message that only this person sees."""


def read_person(payload: Json, install: Install) -> PersonRef | None:
    """Name who did it, by the person's own team."""
    user = part(payload, "user")
    team = text(user, "team_id") or text(part(payload, "team"), "id") or text(payload, "team_id") or install.team
    who = text(user, "id") or text(payload, "user_id")
    return make_person(team, who) if is_id(who) and is_id(team) else None


def read_click(payload: Json, install: Install) -> Asked | None:
    """Read `block_actions`; None when it is no command of ours."""
    action = next(iter(objects(payload, "actions")), mapping(None))
    person, given = read_person(payload, install), _given(action)
    command = text(given, "command") or text(action, "action_id").removeprefix(COMMAND).partition(":")[0]
    if person is None or not text(action, "action_id").startswith(COMMAND) or not command:
        return None
    view = part(payload, "view")
    outer = unpack(text(view, "private_metadata"))
    conversation = text(given, "conversation")
    where = Where(
        conversation=ConversationId(conversation) if conversation else outer.where.conversation,
        thread=_thread(payload, install) or outer.where.thread,
        reply_to=_reply_to(payload),
        about=outer.where.about,
    )
    return Asked(
        person=person,
        command=command,
        where=where,
        dedupe=_dedupe(payload, text(action, "action_ts")),
        trigger=text(payload, "trigger_id"),
        values=_strings(part(given, "values")),
        asks=given.get("asks") is True,
        view=text(view, "id") if text(view, "type") == "modal" else "",
        at_home=text(view, "type") == "home",
        in_private=part(payload, "container").get("is_ephemeral") is True,
    )


def read_shortcut(payload: Json, install: Install) -> Asked | None:
    """Read a shortcut; the command is what stands behind `chat_` or `my_` in its callback id."""
    person, callback = read_person(payload, install), text(payload, "callback_id")
    if person is None or not callback:
        return None
    channel, message = text(part(payload, "channel"), "id"), part(payload, "message")
    ts = text(message, "ts")
    about = make_message(install.team, channel, ts) if is_id(channel) and is_ts(ts) else None
    where = Where(thread=_thread(payload, install), reply_to=_reply_to(payload), about=about)
    dedupe, trigger = _dedupe(payload, text(payload, "action_ts")), text(payload, "trigger_id")
    return Asked(person, callback.partition("_")[2], where, dedupe, trigger=trigger)


def read_submission(payload: Json, install: Install) -> Asked | None:
    """Read `view_submission`."""
    person, view = read_person(payload, install), part(payload, "view")
    packed = unpack(text(view, "private_metadata"))
    command = packed.command or text(view, "callback_id").removeprefix(CALLBACK)
    if person is None or not text(view, "callback_id").startswith(CALLBACK) or not command:
        return None
    state = part(view, "state", "values")
    contents = json.dumps(state, sort_keys=True, ensure_ascii=True, default=str)
    digest = hashlib.sha256(contents.encode()).hexdigest()[:32]
    return Asked(
        person=person,
        command=command,
        where=packed.where,
        dedupe=f"view:{text(view, 'id')}:{digest}",
        trigger=text(payload, "trigger_id"),
        values={**packed.values, **_filled_in(state)},
        view=text(view, "id"),
    )


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
        reply_to=_reply_to(payload),
        surface="slash",
    )
    channel = text(payload, "channel_id")
    subject: Subject = PersonSubject(install.desk, person)
    if is_id(channel) and install.chats_in(channel):
        subject = ThreadSubject(install.desk, whole_channel(install.team, channel), person=person)
    return Inbound(install.desk, _dedupe(payload, typed), subject, body, now)


def to_inbound(
    asked: Asked, install: Install, names: Names, now: datetime, surface: Literal["button", "shortcut", "form"]
) -> Inbound:
    """Make what is stored of something that was asked for."""
    body = Invocation(
        desk=install.desk,
        person=asked.person,
        command=asked.command,
        values=dict(asked.values),
        name=names.person(asked.person.partition("/")[2]) or "",
        reply_to=asked.where.reply_to,
        about=asked.where.about,
        surface="home" if asked.at_home else surface,
    )
    return Inbound(install.desk, asked.dedupe, _subject(asked, install), body, now)


@dataclass(frozen=True, slots=True)
class Packed:
    """What a form remembers from its opening to its submission."""

    command: str = ""
    where: Where = Where()
    values: Mapping[str, str] = field(default_factory=dict)


def pack(packed: Packed) -> str:
    """Write it for `private_metadata`."""
    where = packed.where
    fields = {
        "command": packed.command,
        "conversation": where.conversation,
        "thread": where.thread,
        "reply_to": where.reply_to,
        "about": where.about,
        "values": dict(packed.values) or None,
    }
    return json.dumps({key: value for key, value in fields.items() if value}, separators=(",", ":"))


def unpack(metadata: str) -> Packed:
    """Read it back; empty when it isn't ours."""
    try:
        fields = mapping(json.loads(metadata))
    except (ValueError, RecursionError):
        return Packed()
    conversation, thread = text(fields, "conversation"), text(fields, "thread")
    reply_to, about = text(fields, "reply_to"), text(fields, "about")
    where = Where(
        conversation=ConversationId(conversation) if conversation else None,
        thread=ExternalRef(thread) if thread else None,
        reply_to=ExternalRef(reply_to) if reply_to else None,
        about=ExternalRef(about) if about else None,
    )
    return Packed(text(fields, "command"), where, _strings(part(fields, "values")))


def _subject(asked: Asked, install: Install) -> Subject:
    if asked.where.conversation is not None:
        return ConversationSubject(asked.where.conversation)
    if asked.where.thread is not None:
        return ThreadSubject(install.desk, asked.where.thread)
    return PersonSubject(install.desk, asked.person)


def _given(action: Json) -> Json:
    """Read the value of a button, or of the chosen line of a menu."""
    value = text(action, "value") or text(part(action, "selected_option"), "value")
    try:
        return mapping(json.loads(value))
    except (ValueError, RecursionError):
        return mapping(None)


def _thread(payload: Json, install: Install) -> ExternalRef | None:
    container, message = part(payload, "container"), part(payload, "message")
    channel = text(part(payload, "channel"), "id") or text(container, "channel_id")
    roots = (
        text(container, "thread_ts"),
        text(message, "thread_ts"),
        text(container, "message_ts"),
        text(message, "ts"),
    )
    root = next((ts for ts in roots if is_ts(ts)), "")
    is_place = is_id(channel) and not channel.startswith("D")
    if is_place and install.chats_in(channel):
        return whole_channel(install.team, channel)
    return make_thread(install.team, channel, root) if is_place and root else None


def _reply_to(payload: Json) -> ExternalRef | None:
    url = text(payload, "response_url")
    return make_response(url) if url.startswith(("https://", "http://")) else None


def _dedupe(payload: Json, otherwise: str) -> str:
    trigger = text(payload, "trigger_id")
    if trigger:
        return f"trigger:{trigger}"
    who = text(part(payload, "user"), "id") or text(payload, "user_id")
    return "action:" + hashlib.sha256(f"{who}\n{otherwise}".encode()).hexdigest()[:32]


def _strings(values: Json) -> Mapping[str, str]:
    return {key: text(values, key) for key in values if text(values, key)}


def _filled_in(state: Json) -> Mapping[str, str]:
    """Read a form's inputs: one element a block, the block named after the field."""
    found: dict[str, str] = {}
    for block in state:
        element = next((one for one in part(state, block).values() if isinstance(one, dict)), mapping(None))
        value = text(element, "value") or text(part(element, "selected_option"), "value")
        found[block] = value
    return found
