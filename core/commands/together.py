"""Working together and ending: invite, leave, end, complete."""

from dataclasses import dataclass
from datetime import timedelta

from core.agents.model import Profile
from core.commands.model import Arg, ArgKind, CardPlace, Change, Command, Context, Outcome, Section, Surface, Values
from core.commands.taking import need
from core.commands.talking import is_active
from core.conversation.events import AgentLeft, Ended, Invited, WrapUpCompleted
from core.conversation.model import Conversation, Status
from core.errors import ArgumentsInvalid
from core.ids import InvitationId, PersonRef
from core.sentences import say

INVITATION_TIME = timedelta(minutes=2)
"""How long an invitation stays open; long enough to finish a sentence elsewhere."""


@dataclass(frozen=True, slots=True)
class WentOn(Change):
    """A person was asked whether a command counts, and goes on without it."""

    person: PersonRef


def has_company(conversation: Conversation) -> bool:
    """Tell whether an attendee may leave without ending the chat."""
    return conversation.status is Status.ACTIVE and len(conversation.participants) > 1


def wraps_up(conversation: Conversation) -> bool:
    """Tell whether after-call work is going on."""
    return conversation.status is Status.WRAP_UP


def is_live(conversation: Conversation) -> bool:
    """Tell whether ending closes a chat in which the customer is: nobody else stays, and the customer has not gone."""
    return is_active(conversation) and len(conversation.participants) == 1 and not conversation.customer_gone


def _invite(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    guest = values["agent"]
    if not isinstance(guest, Profile):
        raise TypeError("the parser gives an agent's profile")
    if guest.id == agent:
        raise ArgumentsInvalid(say("invite_yourself"))
    invitation = InvitationId(context.mint[1])
    event = Invited(context.at, invitation, guest.id, agent, context.at + INVITATION_TIME)
    return Outcome((event,), reply=say("invite_sent", agent=guest.id, number=conversation.number))


def _leave(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    return Outcome((AgentLeft(context.at, agent),), reply=say("left", number=conversation.number))


def _end(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    stays_open = len(conversation.participants) > 1
    key = "left" if stays_open else "ended"
    return Outcome((Ended(context.at, agent),), reply=say(key, number=conversation.number))


def _complete(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    return Outcome((WrapUpCompleted(context.at, agent),), reply=say("completed", number=conversation.number))


def _stay(context: Context, _: Values) -> Outcome:
    conversation, _agent = need(context)
    return Outcome(reply=say("goes_on", number=conversation.number), changes=(WentOn(context.person),))


INVITE = Command(
    name="invite",
    aliases=("add",),
    summary="Invite another agent into this chat.",
    run=_invite,
    section=Section.TOGETHER,
    args=(Arg("agent", ArgKind.AGENT, "the agent's name"),),
    label="Invite…",
    card=CardPlace.MAIN,
    available=is_active,
)

LEAVE = Command(
    name="leave",
    summary="Leave a chat in which others remain.",
    run=_leave,
    section=Section.TOGETHER,
    available=has_company,
)

END = Command(
    name="end",
    aliases=("close",),
    summary="End the chat; with other agents present, leave it.",
    run=_end,
    section=Section.ENDING,
    label="End chat",
    card=CardPlace.MAIN,
    available=is_active,
    danger=True,
    confirm="End this chat? The customer is told that it has ended.",
    asks_first=is_live,
)

COMPLETE = Command(
    name="complete",
    summary="Finish your after-call work early.",
    run=_complete,
    section=Section.ENDING,
    card=CardPlace.MAIN,
    available=wraps_up,
)

STAY = Command(
    name="stay",
    summary="Go on with the chat, after the question whether to end it.",
    run=_stay,
    section=Section.ENDING,
    label="Go on",
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    card=CardPlace.ELSEWHERE,
    available=is_active,
)
