"""What a command may look at, read for it: the same when it is run, when its form is made, and for its options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bridge.handlers.turning_away import is_banned
from bridge.handlers.unit import Unit
from bridge.handlers.wants import Asking
from bridge.handlers.wants.asking import Beyond
from bridge.store import contacts, deliveries, messages
from core.commands.model import Command, Context
from core.conversation.expert import expert_at
from core.conversation.model import Conversation, Invitation
from core.ids import Contact, DeskName, ExternalRef, MessageId, PersonRef
from core.messages import Message, Part


@dataclass(frozen=True, slots=True)
class Call:
    """A command as somebody gives it."""

    command: Command
    desk: DeskName
    person: PersonRef
    chat: Conversation | None = None
    words: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    about: ExternalRef | None = None
    given_at: datetime | None = None
    files: tuple[Part, ...] = ()


def context_of(unit: Unit, call: Call) -> Context:
    """Read what the command may look at, its wants included."""
    directory, mint = unit.office.directory(), unit.office.mint
    profile = directory.agent_by_person(call.desk, call.person)
    asking = Asking(
        call.desk,
        call.person,
        directory,
        profile,
        call.chat,
        call.words,
        call.values,
        unit.office.knowledge,
        unit.office.hosts,
        unit.office.channels,
        unit.office,
        unit.now,
        Beyond(unit.office.words, lambda contact: _is_banned(unit, contact)),
    )
    return Context(
        at=unit.now,
        person=call.person,
        directory=directory,
        mint=(mint.message(), mint.invitation(), mint.key(), mint.key()),
        profile=profile,
        agent=unit.agent(profile.id) if profile else None,
        conversation=call.chat,
        queue=unit.queue(call.chat) if call.chat else None,
        called=_called(call),
        expert=expert_at(call.chat.experts, call.desk, call.person) if call.chat else None,
        about=_about(unit, call),
        is_about_something=call.about is not None,
        held=_held(unit, call.chat, call.person),
        files=call.files,
        given_at=call.given_at,
        filled=call.values,
        given={want: unit.office.wants[want](unit.conn, asking) for want in call.command.wants},
    )


def _is_banned(unit: Unit, contact: Contact) -> bool:
    return is_banned(unit.conn, unit.office, contact, contacts.get(unit.conn, *contact), unit.now)


def _called(call: Call) -> Invitation | None:
    """Give the open invitation by which whoever gives the command is asked to come as an expert."""
    asked = call.chat.invitation if call.chat is not None else None
    if asked is None or asked.call is None or (asked.call.desk, asked.call.person) != (call.desk, call.person):
        return None
    return asked


def _about(unit: Unit, call: Call) -> Message | None:
    if call.about is None:
        return None
    found = deliveries.message_of(unit.conn, call.desk, call.about)
    return messages.get(unit.conn, found) if found else None


def _held(unit: Unit, chat: Conversation | None, person: PersonRef) -> Mapping[MessageId, Message]:
    if chat is None:
        return {}
    found = (messages.get(unit.conn, held.message) for held in chat.held if held.author == person)
    return {message.id: message for message in found if message is not None}
