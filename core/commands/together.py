"""Working together and ending: invite, leave, end, complete."""

from datetime import timedelta

from core.agents.model import Profile
from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values
from core.commands.taking import need
from core.commands.talking import is_active
from core.conversation.events import AgentLeft, Ended, Invited, WrapUpCompleted
from core.conversation.model import Conversation, Status
from core.errors import ArgumentsInvalid
from core.sentences import say

INVITATION_TIME = timedelta(minutes=2)
"""How long an invitation stays open; long enough to finish a sentence elsewhere."""


def has_company(conversation: Conversation) -> bool:
    """Tell whether an attendee may leave without ending the chat."""
    return conversation.status is Status.ACTIVE and len(conversation.participants) > 1


def wraps_up(conversation: Conversation) -> bool:
    """Tell whether after-call work is going on."""
    return conversation.status is Status.WRAP_UP


def _invite(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    guest = values["agent"]
    if not isinstance(guest, Profile):
        raise TypeError("the parser gives an agent's profile")
    if guest.id == agent:
        raise ArgumentsInvalid(say("invite_yourself"))
    event = Invited(context.at, context.new_invitation, guest.id, agent, context.at + INVITATION_TIME)
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


INVITE = Command(
    name="invite",
    aliases=("add",),
    summary="Invite another agent into this chat.",
    run=_invite,
    section=Section.TOGETHER,
    args=(Arg("agent", ArgKind.AGENT, "the agent's name"),),
    label="Invite…",
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
    available=is_active,
    danger=True,
    confirm="End this chat? The customer is told that it has ended.",
)

COMPLETE = Command(
    name="complete",
    summary="Finish your after-call work early.",
    run=_complete,
    section=Section.ENDING,
    available=wraps_up,
)
