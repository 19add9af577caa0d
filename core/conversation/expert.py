"""Somebody who takes part in a chat from outside its queue, in a personal chat with the bot (C2, C3).

Rules:
1. An expert has no seat: they take no capacity, own nothing, and keep no chat open.
2. In consult their words are for the agents alone, in conference for the customer too. The agent who invited them
   chooses, and changes it.
3. They are known by an account at a desk, and each taking part has an id of its own, which keeps chats apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from core.ids import AgentId, DeskName, InvitationId, MessageId, PersonRef, expert_participant
from core.messages import Message, Visibility


class ExpertMode(StrEnum):
    """Whom an expert's words reach."""

    CONSULT = auto()
    """The agents."""
    CONFERENCE = auto()
    """The agents and the customer."""


class ExpertOutcome(StrEnum):
    """Why somebody who was asked as an expert takes no part, or no part any more."""

    DECLINED = auto()
    TAKEN_BACK = auto()
    UNANSWERED = auto()
    LEFT = auto()
    DISMISSED = auto()
    ENDED = auto()
    """The chat has ended, or goes to other agents."""
    SEATED = auto()
    """They have a seat in it now."""
    UNREACHABLE = auto()


@dataclass(frozen=True, slots=True)
class Call:
    """Where an expert is asked, and for what; the note, if there is one, is a private one that they may read."""

    desk: DeskName
    person: PersonRef
    mode: ExpertMode
    note: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Expert:
    """An expert who takes part; `id` is that of the invitation, and names the talk with them."""

    id: InvitationId
    agent: AgentId
    by: AgentId
    desk: DeskName
    person: PersonRef
    mode: ExpertMode
    joined_at: datetime
    told_at: datetime | None = None
    """When they were told of the mode that holds; None as long as they may not know it."""


def sees(expert: AgentId, message: Message) -> bool:
    """Tell whether an expert may read a message: what everybody may, what is meant for them, and their own words."""
    if message.visibility is Visibility.EVERYONE:
        return True
    me = expert_participant(expert)
    if message.visibility is Visibility.HELD:
        return False
    return me == message.author or me in message.recipients


def expert_at(experts: Iterable[Expert], desk: DeskName, person: PersonRef) -> Expert | None:
    """Give the expert with an account, or None."""
    return next((one for one in experts if (one.desk, one.person) == (desk, person)), None)
