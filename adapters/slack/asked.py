"""What a person asked for at Slack, by click, shortcut or form, as plain values. Pure.

https://docs.slack.dev/reference/interaction-payloads

Rules:
1. A form carries its command, its chat and its place in `private_metadata`; Slack shows that to nobody.
2. The same click or shortcut is known by its trigger id.
3. A value that can't be read is nothing at all: it invokes nothing.
4. An answer by the address of a click stands in the channel; it can be put into a thread only where all see it
   (https://docs.slack.dev/interactivity/handling-user-interaction#publishing_in_thread). So what was clicked in a reply
   is answered in its thread, and the address is left alone, but to put an answer in a private message's place.
5. A head stands in the channel too, and Slack doesn't say where it was clicked. A click there is answered by its
   address; a form that was opened there in the thread, once there is one, as a form of the list of actions is. A
   private message is seen only in a thread that has replies (https://docs.slack.dev/reference/methods/chat.postEphemeral).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from adapters.slack.ids import is_id, is_ts, make_person, make_response, make_thread, whole_channel
from adapters.slack.inbound import Install
from adapters.slack.payload import Json, mapping, part, text
from adapters.slack.writing import Names
from core.ids import ConversationId, ExternalRef, PersonRef
from core.inbound import ConversationSubject, Inbound, Invocation, PersonSubject, Subject, ThreadSubject


@dataclass(frozen=True, slots=True)
class Where:
    """From where something was asked: the chat if known, the thread, and the address that takes a private answer."""

    conversation: ConversationId | None = None
    thread: ExternalRef | None = None
    reply_to: ExternalRef | None = None
    about: ExternalRef | None = None

    def is_nowhere(self) -> bool:
        """Tell whether it was asked beside no message, as on the Home tab: an answer there is a direct message."""
        return self.thread is None and self.reply_to is None


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
    at: datetime | None = None
    """When, by Slack's clock, so that it can be told what somebody wrote before; not everything says."""
    at_home: bool = False
    in_private: bool = False
    """Clicked in a message that only this person sees."""
    in_thread: bool = False
    """Clicked at a reply in a thread, beside which nobody sees what is said in the channel."""
    at_head: bool = False
    """Clicked at the head of a thread that has replies."""

    def beside(self) -> Where:
        """Give where an answer belongs that takes the place of no message."""
        return self._in_its_thread() if self.in_thread else self.where

    def of_form(self) -> Where:
        """Give where the answer to a form belongs that is opened by this, or to why it was not opened."""
        return self._in_its_thread() if self.in_thread or self.at_head else self.where

    def _in_its_thread(self) -> Where:
        return replace(self.where, reply_to=self.where.thread or self.where.reply_to)


def read_person(payload: Json, install: Install) -> PersonRef | None:
    """Name who did it, by the person's own team."""
    user = part(payload, "user")
    team = text(user, "team_id") or text(part(payload, "team"), "id") or text(payload, "team_id") or install.team
    who = text(user, "id") or text(payload, "user_id")
    return make_person(team, who) if is_id(who) and is_id(team) else None


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
        reply_to=asked.beside().reply_to,
        about=asked.where.about,
        surface="home" if asked.at_home else surface,
    )
    return Inbound(install.desk, asked.dedupe, _subject(asked, install), body, asked.at or now)


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
    kept = {key: value for key, value in fields.items() if value}
    return json.dumps(kept, separators=(",", ":"), ensure_ascii=False)  # its length is counted in characters


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
    return Packed(text(fields, "command"), where, strings_in(part(fields, "values")))


def _subject(asked: Asked, install: Install) -> Subject:
    if asked.where.conversation is not None:
        return ConversationSubject(asked.where.conversation)
    if asked.where.thread is not None:
        return ThreadSubject(install.desk, asked.where.thread)
    return PersonSubject(install.desk, asked.person)


def thread_of(payload: Json, install: Install) -> ExternalRef | None:
    """Give the thread in which it was done, or the chat's own channel."""
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


def reply_to(payload: Json, install: Install) -> ExternalRef | None:
    """Give what takes a private answer: the thread of a reply, or else the payload's own address."""
    url = text(payload, "response_url")
    if not url.startswith(("https://", "http://")):
        return None
    is_beside = in_thread(payload) and not in_private(payload)  # a private message is replaced by its own address
    return (thread_of(payload, install) if is_beside else None) or make_response(url)


def in_thread(payload: Json) -> bool:
    """Tell whether it was done at a reply in a thread; a thread's head stands in the channel too."""
    root, at = _root_and_message(payload)
    return is_ts(root) and root != at


def at_head(payload: Json) -> bool:
    """Tell whether it was done at the head of a thread; a message without replies is none."""
    root, at = _root_and_message(payload)
    return is_ts(root) and root == at


def _root_and_message(payload: Json) -> tuple[str, str]:
    container, message = part(payload, "container"), part(payload, "message")
    root = text(container, "thread_ts") or text(message, "thread_ts")
    return root, text(container, "message_ts") or text(message, "ts")


def in_private(payload: Json) -> bool:
    """Tell whether it was done at a message that only this person sees."""
    return part(payload, "container").get("is_ephemeral") is True


def dedupe_of(payload: Json, otherwise: str) -> str:
    """Name what was done, the same for the same thing delivered twice."""
    trigger = text(payload, "trigger_id")
    if trigger:
        return f"trigger:{trigger}"
    who = text(part(payload, "user"), "id") or text(payload, "user_id")
    return "action:" + hashlib.sha256(f"{who}\n{otherwise}".encode()).hexdigest()[:32]


def strings_in(values: Json) -> Mapping[str, str]:
    """Give the texts among values."""
    return {key: text(values, key) for key in values if text(values, key)}
