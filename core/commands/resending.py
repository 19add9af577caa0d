"""Sending a message again that was not delivered (T18).

Rules:
1. Once for each failure: what was sent again, or has arrived meanwhile, is not doubled, and whoever asks is told so.
2. Of what has arrived in part nothing is sent again, since the customer would get the rest twice.
3. Whether it may be sent at all, the channel knows: an opt-out is refused there, and told as any failure is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from core.commands.audited import Audited
from core.commands.model import Arg, ArgKind, CardPlace, Change, Command, Context, Outcome, Section, Values, Want
from core.commands.taking import need
from core.commands.writing import see_that_it_can_go
from core.conversation.effects import Audit, AuditAct
from core.conversation.model import Conversation, Status
from core.errors import ArgumentsInvalid, Refused
from core.features.failure_card import RESEND as NAME
from core.ids import AgentId, MessageId
from core.quoting import quoted
from core.sentences import say


class Fate(Enum):
    """What became of a message that was once not delivered."""

    FAILED = auto()
    IN_PART = auto()
    AGAIN = auto()
    """It was sent again, and no more is known yet."""
    ARRIVED = auto()


@dataclass(frozen=True, slots=True)
class Missed:
    """A message that was once not delivered."""

    message: MessageId
    fate: Fate


MISSED: Want[Sequence[Missed]] = Want("missed")
"""The messages of the chat that were not delivered at first, the oldest first."""


@dataclass(frozen=True, slots=True)
class SentAgain(Change):
    """Send a message again that was not delivered."""

    message: MessageId
    agent: AgentId


_REFUSED = {Fate.IN_PART: "resend_in_part", Fate.AGAIN: "resend_already", Fate.ARRIVED: "resend_arrived"}


def _resend(context: Context, values: Values) -> Outcome:
    see_that_it_can_go(context)
    _, agent = need(context)
    missed = _chosen(context, str(values.get("which", "")))
    if missed.fate is not Fate.FAILED:
        raise Refused(say(_REFUSED[missed.fate]))
    noted = Audited(Audit(AuditAct.RESENT, agent, missed.message))
    return Outcome(reply=say("resent"), changes=(SentAgain(missed.message, agent), noted))


def _chosen(context: Context, which: str) -> Missed:
    """Give the message that is meant: by a button's id, by its number from the last one, else the last one."""
    known = context.wanted(MISSED)
    clicked = next((one for one in known if one.message == which), None)
    if clicked is not None:
        return clicked
    failed = [one for one in known if one.fate is Fate.FAILED][::-1]
    if not failed:
        raise Refused(say(_REFUSED[known[-1].fate] if known else "resend_none"))
    if not which:
        return failed[0]
    numbered = {str(number): one for number, one in enumerate(failed, start=1)}
    if which not in numbered:
        raise ArgumentsInvalid(say("resend_number", words=quoted(which), count=len(failed)), "which")
    return numbered[which]


def _is_active(conversation: Conversation) -> bool:
    return conversation.status is Status.ACTIVE


RESEND = Command(
    name=NAME,
    summary="Send a message again that was not delivered: the last one, or by its number, counted from the last.",
    run=_resend,
    section=Section.TALKING,
    args=(Arg("which", ArgKind.WORD, "1 for the last one that was not delivered, 2 for the one before", False),),
    label="Resend",
    card=CardPlace.ELSEWHERE,
    available=_is_active,
    useful=lambda given: any(one.fate is Fate.FAILED for one in given[MISSED]),
    wants=frozenset({MISSED}),
)
