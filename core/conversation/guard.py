"""The leak guard: what may become of a text that somebody wrote in a chat's thread.

The rule, first of the ten things never to get wrong: the thread is internal until an attendee has accepted; only
attendees' plain text goes out. Everything else is a note when its author said so, and is held and asked about when
not. Of those with a seat only whom the customer sees is an attendee: what a monitor, a coach or a masked attendee types
is a note, whatever they do. When unsure, hold.
"""

from dataclasses import dataclass
from enum import StrEnum, auto

from core.conversation.events import DeskWrote
from core.conversation.model import Conversation, HoldReason, Status
from core.conversation.seats import is_seen


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
    if _is_overtaken(state, event):
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
    if event.doubt is not None:
        return Verdict(Fate.HOLD, event.doubt)
    return Verdict(Fate.SEND) if is_seen(seat) else Verdict(Fate.NOTE)


def _is_overtaken(state: Conversation, event: DeskWrote) -> bool:
    """Tell whether the text was written while it was to stay with the agents, and came after that.

    Until its author turned private mode off, took the mask off, barged in or joined.
    """
    until = state.private_until.get(event.agent) if event.agent is not None else None
    return until is not None and event.at <= until
