"""Working together and ending: invite, take back, leave, end."""

from dataclasses import dataclass
from datetime import timedelta

from core.agents.experts import ExpertProfile
from core.agents.model import Profile
from core.commands.colleagues import COLLEAGUES, EXPERTS, drawn_from, noted
from core.commands.expert_side import is_expert_here
from core.commands.expert_side import leave as expert_leaves
from core.commands.experts import call
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Change,
    Command,
    Context,
    Options,
    Outcome,
    Section,
    Surface,
    Values,
)
from core.commands.taking import need
from core.commands.talking import is_active
from core.conversation.events import AgentLeft, Ended, Event, InvitationTakenBack, Invited
from core.conversation.expert import ExpertMode
from core.conversation.model import Conversation, Status
from core.conversation.seats import is_seen, seen
from core.errors import ArgumentsInvalid, ConversationClosed
from core.ids import InvitationId, PersonRef
from core.routing.queues import Queue
from core.sentences import say

INVITATION_TIME = timedelta(minutes=2)
"""How long an invitation stays open; long enough to finish a sentence elsewhere."""


STAYS, LEAVES, MASKED = "stay", "leave", "masked"
"""What an inviter does when the invited agent joins; or how that agent joins."""

MODES = tuple(one.value for one in ExpertMode)


@dataclass(frozen=True, slots=True)
class WentOn(Change):
    """A person was asked whether a command counts, and goes on without it."""

    person: PersonRef


def has_company(conversation: Conversation) -> bool:
    """Tell whether somebody may leave without ending the chat."""
    return conversation.status is Status.ACTIVE and len(conversation.participants) > 1


def has_invitation(conversation: Conversation) -> bool:
    """Tell whether somebody is invited and has not answered yet."""
    return is_active(conversation) and conversation.invitation is not None


def is_live(conversation: Conversation) -> bool:
    """Tell whether ending closes a chat in which the customer is: nobody else stays, and the customer has not gone."""
    return is_active(conversation) and len(seen(conversation)) == 1 and not conversation.customer_gone


def _invite(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    named, then = values["agent"], values.get("then")
    if isinstance(named, ExpertProfile) or then in MODES:
        return _call(context, named, then, str(values.get("note", "")).strip())
    guest = drawn_from(context, named) if isinstance(named, Queue) else named
    if not isinstance(guest, Profile):
        raise TypeError("the parser gives an agent's profile or a queue")
    if guest.id == agent:
        raise ArgumentsInvalid(say("invite_yourself"), "agent")
    event = Invited(
        context.at,
        InvitationId(context.mint[1]),
        guest.id,
        agent,
        context.at + INVITATION_TIME,
        leaves=values.get("then") == LEAVES,
        masked=values.get("then") == MASKED,
        queue=named.id if isinstance(named, Queue) else None,
    )
    words = str(values.get("note", "")).strip()
    events: tuple[Event, ...] = (event, noted(context, words)) if words else (event,)
    return Outcome(events, reply=say("invite_sent", agent=guest.id, number=conversation.number))


def _call(context: Context, named: object, then: object, note: str) -> Outcome:
    """Ask somebody as an expert: whoever is none but that, and an agent of whom it is said."""
    if not isinstance(named, Profile | ExpertProfile):
        raise ArgumentsInvalid(say("expert_queue"), "agent")
    if then not in (None, *MODES):
        raise ArgumentsInvalid(say("expert_stays_outside", agent=named.id), "then")
    return call(context, named, ExpertMode(str(then)) if then is not None else ExpertMode.CONSULT, note)


def _uninvite(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    event = InvitationTakenBack(context.at, agent)
    return Outcome((event,), reply=say("uninvited", number=conversation.number))


def _what_then(_: Context) -> Options:
    return (
        (STAYS, "and stay"),
        (LEAVES, "and leave"),
        (MASKED, "masked: unseen by the customer"),
        (ExpertMode.CONSULT.value, "consult: as an expert, who answers the agents alone"),
        (ExpertMode.CONFERENCE.value, "conference: as an expert, who answers the customer"),
    )


def _leave(context: Context, _: Values) -> Outcome:
    if is_expert_here(context):
        return expert_leaves(context)
    conversation, agent = need(context)
    return Outcome((AgentLeft(context.at, agent),), reply=say("left", number=conversation.number))


def _end(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    seat = conversation.participant(agent)
    stays_open = not is_seen(seat) or len(seen(conversation)) > 1
    key = "left" if stays_open else "ended"
    return Outcome((Ended(context.at, agent),), reply=say(key, number=conversation.number))


def _stay(context: Context, _: Values) -> Outcome:
    """Answer the question whether to end. Raises `ConversationClosed` when the chat doesn't go on."""
    conversation, _agent = need(context)
    if not is_active(conversation):
        raise ConversationClosed(say("chat_not_active"))
    return Outcome(reply=say("goes_on", number=conversation.number), changes=(WentOn(context.person),))


INVITE = Command(
    name="invite",
    aliases=("add",),
    summary="Invite an agent into this chat, whoever of a queue is free, or an expert from outside.",
    run=_invite,
    section=Section.TOGETHER,
    args=(
        Arg("agent", ArgKind.ANYBODY, "an agent, an expert, or a queue of which anybody will do"),
        Arg(
            "then",
            ArgKind.CHOICE,
            "and stay; and leave, when they join; masked, for them to be unseen; consult or conference, as an expert",
            required=False,
            options=_what_then,
        ),
        Arg("note", ArgKind.REST, "what they should know; the customer doesn't see it", required=False),
    ),
    wants=frozenset({COLLEAGUES, EXPERTS}),
    label="Invite…",
    card=CardPlace.MAIN,
    available=is_active,
)

UNINVITE = Command(
    name="uninvite",
    summary="Take back an invitation that was not answered yet.",
    run=_uninvite,
    section=Section.TOGETHER,
    label="Take invitation back",
    available=has_invitation,
)

LEAVE = Command(
    name="leave",
    summary="Leave a chat in which others remain.",
    run=_leave,
    section=Section.TOGETHER,
    for_experts=True,
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
