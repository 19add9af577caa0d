"""Taking chats: accept, reject, pick, list."""

from core.agents.rights import Right
from core.commands.expert_side import decline, is_asked, join
from core.commands.model import (
    CardPlace,
    Command,
    Context,
    Outcome,
    Scope,
    Section,
    Surface,
    Values,
    View,
    ViewName,
)
from core.conversation.events import InvitationAccepted, InvitationDeclined, OfferAccepted, OfferRejected
from core.conversation.model import Conversation, Status
from core.errors import NotPermitted
from core.ids import AgentId
from core.routing.queues import OfferMode
from core.sentences import say

WAITING = frozenset({Status.QUEUED, Status.OFFERED})


def waits(conversation: Conversation) -> bool:
    """Tell whether the chat waits for somebody."""
    return conversation.status in WAITING


def has_bot(conversation: Conversation) -> bool:
    """Tell whether a first-line bot talks with the customer."""
    return conversation.status is Status.BOT


def is_offered(conversation: Conversation) -> bool:
    """Tell whether an offer is open."""
    return conversation.offer is not None


def need(context: Context) -> tuple[Conversation, AgentId]:
    """Give the chat and the agent, which the registry has seen to be there."""
    if context.conversation is None or context.profile is None:
        raise TypeError("the command was run without its scope")
    return context.conversation, context.profile.id


def _is_invited(conversation: Conversation, agent: AgentId) -> bool:
    return conversation.invitation is not None and conversation.invitation.agent == agent


def may_serve(context: Context) -> None:
    """See that the agent serves the chat's queue, or may take any."""
    conversation, profile = context.conversation, context.profile
    if conversation is None or profile is None or profile.may(Right.TAKE_ANY):
        return
    offer = conversation.offer
    if offer is not None and offer.mode is OfferMode.RING and profile.id in offer.agents:
        return  # it was handed over to this agent
    if not {conversation.queue, *conversation.overflow} & set(profile.queues):
        queue = context.queue.title if context.queue else conversation.queue
        raise NotPermitted(say("not_your_queue", queue=queue))


def _accept(context: Context, _: Values) -> Outcome:
    if is_asked(context):
        return join(context)
    conversation, agent = need(context)
    if _is_invited(conversation, agent):
        at = context.given_at or context.at
        return Outcome((InvitationAccepted(at, agent),), reply=say("joined", number=conversation.number))
    may_serve(context)
    unasked = conversation.offer is None and conversation.status is Status.QUEUED
    event = OfferAccepted(context.at, agent, picked=unasked, said_at=context.given_at)
    return Outcome((event,), reply=say("accepted", number=conversation.number))


def _reject(context: Context, _: Values) -> Outcome:
    if is_asked(context):
        return decline(context)
    conversation, agent = need(context)
    if _is_invited(conversation, agent):
        return Outcome((InvitationDeclined(context.at, agent),), reply=say("declined"))
    return Outcome((OfferRejected(context.at, agent),), reply=say("rejected"))


def _pick(context: Context, _: Values) -> Outcome:
    if context.conversation is None:
        return Outcome(view=View(ViewName.WAITING))
    conversation, agent = need(context)
    may_serve(context)
    event = OfferAccepted(context.at, agent, picked=True, said_at=context.given_at)
    return Outcome((event,), reply=say("accepted", number=conversation.number))


def _list(_: Context, __: Values) -> Outcome:
    return Outcome(view=View(ViewName.MY_CHATS))


ACCEPT = Command(
    name="accept",
    aliases=("take",),
    summary="Take the chat that is offered to you, or join one that you are invited to.",
    run=_accept,
    section=Section.TAKING,
    card=CardPlace.MAIN,
    for_experts=True,
    available=waits,
)

REJECT = Command(
    name="reject",
    aliases=("decline",),
    summary="Say no to an offer (it goes to somebody else, and you become Not Ready) or to an invitation.",
    run=_reject,
    section=Section.TAKING,
    card=CardPlace.MAIN,
    for_experts=True,
    available=is_offered,
)

PICK = Command(
    name="pick",
    summary="See what waits, oldest first, or take a waiting chat by its number.",
    run=_pick,
    section=Section.TAKING,
    scope=Scope.PERHAPS,
    card=CardPlace.ELSEWHERE,
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
)

LIST = Command(
    name="list",
    aliases=("chats",),
    summary="List your chats, your held texts and what waits.",
    run=_list,
    section=Section.TAKING,
    scope=Scope.ANYONE,
    card=CardPlace.ELSEWHERE,
    for_anyone=True,  # a bystander's remark may be held too
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
)
