"""What a person asked for at Teams, by click, dialog or message extension, as plain values. Pure.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards

Rules:
1. A dialog carries where it was asked for in the data of its submissions: Teams doesn't say it again.
2. An invoke is known by its own id. What a person sends again after a refusal is another one.
3. A value that can't be read is nothing at all: it invokes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from adapters.teams.ids import make_message, make_thread, parse_thread
from adapters.teams.inbound import Us, author, chain_of, conversation_of, made
from adapters.teams.payload import Json, mapping, part, text
from core.ids import ConversationId, ExternalRef, PersonRef
from core.inbound import ConversationSubject, Inbound, Invocation, PersonSubject, Subject, ThreadSubject
from core.views import Button

WHERE = "where"


@dataclass(frozen=True, slots=True)
class Where:
    """From where something was asked: the chat's thread, and the message that it is about."""

    thread: ExternalRef | None = None
    about: ExternalRef | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a person asked for."""

    person: PersonRef
    command: str
    conversation: ConversationId | None
    where: Where
    values: Mapping[str, str] = field(default_factory=dict)


def where_of(activity: Json) -> Where:
    """Say where something was asked: by its dialog, if that knows, else by the conversation."""
    kept = part(activity, "value", "data", WHERE)
    thread, about = text(kept, "thread"), text(kept, "about")
    return Where(ExternalRef(thread) if thread else chain_of(activity), ExternalRef(about) if about else None)


def where_extended(activity: Json) -> Where:
    """Say for which message a message extension was chosen."""
    message = part(activity, "value", "messagePayload")
    chain, named = chain_of(activity), text(message, "id")
    conversation = conversation_of(activity)
    root = text(message, "replyToId") or named
    try:
        if chain is None and root and parse_thread(ExternalRef(conversation)).root is None:
            chain = make_thread(conversation, root)
    except ValueError:
        chain = None
    try:
        return Where(chain, make_message(chain or conversation, named))
    except ValueError:
        return Where(chain)


def remembering(task: Json, where: Where) -> dict[str, Any]:
    """Put into a dialog where it was asked for."""
    kept = {key: value for key, value in (("thread", where.thread), ("about", where.about)) if value}
    for action in _submissions(part(task, "card", "content")):
        if isinstance(action.get("data"), dict):
            action["data"][WHERE] = kept
    return dict(task)


def to_inbound(
    asked: Asked, activity: Json, us: Us, now: datetime, surface: Literal["button", "shortcut", "form", "home"]
) -> Inbound:
    """Make what is stored of something that was asked for."""
    body = Invocation(
        desk=us.desk,
        person=asked.person,
        command=asked.command,
        values=dict(asked.values),
        name=text(part(activity, "from"), "name"),
        about=asked.where.about,
        surface=surface,
    )
    return made(activity, us, _subject(asked, us), body, now)


def asker(activity: Json, us: Us) -> PersonRef | None:
    """Name who asks; None for who is nobody, and for ourselves."""
    return None if us.is_us(part(activity, "from")) else author(activity, us)


def data_of(activity: Json) -> Json:
    """Give what a click or a submission brought back."""
    value = part(activity, "value")
    return part(value, "action", "data") if "action" in value else mapping(value.get("data"))


def asked_by(person: PersonRef, button: Button, where: Where) -> Asked:
    """Say what a person asked for by a button."""
    return Asked(person, button.command, button.conversation, where, button.values)


def _subject(asked: Asked, us: Us) -> Subject:
    if asked.conversation is not None:
        return ConversationSubject(asked.conversation)
    if asked.where.thread is not None:
        return ThreadSubject(us.desk, asked.where.thread)
    return PersonSubject(us.desk, asked.person)


def _submissions(element: object) -> Iterator[dict[str, Any]]:
    """Find the submissions of a card of ours, wherever they stand."""
    if isinstance(element, dict):
        if element.get("type") == "Action.Submit":
            yield element
        for value in element.values():
            yield from _submissions(value)
    elif isinstance(element, list):
        for value in element:
            yield from _submissions(value)
