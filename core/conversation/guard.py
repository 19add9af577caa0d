"""The leak guard: what may become of a text that somebody wrote in a chat's thread.

The rule, first of the ten things never to get wrong: the thread is internal until an attendee has accepted; only
attendees' plain text goes out. Everything else is a note when its author said so, and is held and asked about when
not. Of those with a seat only whom the customer sees is an attendee: what a monitor, a coach or a masked attendee types
is a note, whatever they do. Platforms promise no order: what was written before its author was an attendee is held,
however late it comes. What would not reach the customer, because their channel takes nothing but a template now, is
held as well, and its author is asked again when they write. When unsure, hold.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from core.conversation.events import DeskWrote
from core.conversation.model import Conversation, HoldReason, Status
from core.conversation.seats import is_seen
from core.ids import AgentId


class Fate(StrEnum):
    """What becomes of a text."""

    SEND = auto()
    NOTE = auto()
    HOLD = auto()
    KEEP = auto()
    """Stays internal without a question: nobody is there to ask."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fate, and why, when it is not to be sent."""

    fate: Fate
    reason: HoldReason | None = None


def judge(state: Conversation, event: DeskWrote) -> Verdict:
    """Decide the fate of a text; the first rule that fits wins."""
    if event.doubt is HoldReason.BOT:
        return Verdict(Fate.KEEP, HoldReason.BOT)
    if event.private or (event.agent is not None and event.agent in state.private):
        return Verdict(Fate.NOTE)
    if stayed_here(state, event.agent, event.at):
        return Verdict(Fate.HOLD, HoldReason.LATE)
    if state.status in (Status.WRAP_UP, Status.HANDLED):
        return Verdict(Fate.HOLD, HoldReason.ENDED)
    if state.status is Status.BOT and event.agent is not None:
        return Verdict(Fate.HOLD, event.doubt or HoldReason.BOT_TALKS)
    if state.status is not Status.ACTIVE:
        return Verdict(Fate.HOLD, HoldReason.NOT_ACCEPTED)
    seat = state.participant(event.agent)
    if seat is None:
        return Verdict(Fate.HOLD, HoldReason.NOT_ATTENDEE)
    if event.doubt is not None and event.doubt is not HoldReason.TEMPLATE_ONLY:
        return Verdict(Fate.HOLD, event.doubt)
    if not is_seen(seat):
        return Verdict(Fate.NOTE)
    if came_before_seat(state, event.agent, event.at, event.came_at):
        return Verdict(Fate.HOLD, HoldReason.LATE)
    if event.doubt is not None:  # it is for the customer, and would not reach them
        return Verdict(Fate.HOLD, event.doubt)
    return Verdict(Fate.SEND)


def stayed_here(state: Conversation, agent: AgentId | None, at: datetime) -> bool:
    """Tell whether what was written at a time was to stay with the agents, although it comes after that.

    Until its author turned private mode off, took the mask off, barged in or joined.
    """
    until = state.private_until.get(agent) if agent is not None else None
    return until is not None and at <= until


def came_before_seat(state: Conversation, agent: AgentId | None, at: datetime, came_at: datetime | None) -> bool:
    """Tell whether something was written before its author took their seat.

    A seat that was taken later than now, by a clock of ours that was set back since, says nothing about that.
    """
    seat = state.participant(agent)
    return seat is not None and at < seat.joined_at and (came_at is None or seat.joined_at <= came_at)
