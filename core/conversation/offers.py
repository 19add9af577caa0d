"""Offers: ring and broadcast, accept, reject, time-out, picking, assignment.

Rules:
1. A conversation has at most one open offer.
2. One winner: whoever accepts first in the conversation's own order of events; everybody else is told who won.
3. A rejecter is skipped while another candidate exists; routing decides that, the state remembers who rejected.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.customer import awaiting_answer
from core.conversation.events import Assigned, BotTakenOver, OfferAccepted, OfferMade, OfferRejected
from core.conversation.model import Conversation, Offer, Participant, Role, Status, Timer
from core.conversation.seats import is_engaged
from core.conversation.transfers import not_taken
from core.conversation.transition import Transition, go, with_timer
from core.conversation.waiting import found
from core.errors import ConversationClosed, NotPermitted, OfferGone, Refused
from core.ids import AgentId
from core.routing.queues import OfferMode, Queue
from core.sentences import say


def offer_made(state: Conversation, event: OfferMade) -> Transition:
    """Open an offer. Stale when the chat is no longer waiting: then the reserved agent is given back.

    An agent who has meanwhile taken the chat keeps it: the reservation has become the chat.
    """
    if not _is_in_line(state):
        return Transition(state, _give_back(state, _rung(event)))
    offer = Offer(event.offer, event.mode, event.agents, event.at, event.until)
    offered = replace(state, status=Status.OFFERED, offer=offer)
    shown = tuple(do.ShowOffer(offer.id, agent) for agent in _rung(event))
    records = tuple(do.Record("offered", agent=agent) for agent in event.agents)
    return go(with_timer(offered, Timer.OFFER, event.until), *shown, *records)


def _is_in_line(state: Conversation) -> bool:
    """Tell whether somebody is looked for. One that ended and opened again meanwhile may wait for the opening."""
    return state.status is Status.QUEUED and not state.waits_for_opening()


def _rung(event: OfferMade) -> tuple[AgentId, ...]:
    return event.agents if event.mode is OfferMode.RING else ()


def _give_back(state: Conversation, agents: tuple[AgentId, ...]) -> tuple[do.Effect, ...]:
    """Free those who were reserved for a chat that they neither have nor are asked about."""
    ringing = state.offer.agents if state.offer is not None and state.offer.mode is OfferMode.RING else ()
    free = (agent for agent in agents if agent not in ringing and not is_engaged(state.participant(agent)))
    return tuple(do.ReleaseAgent(agent, do.ReleaseCause.WITHDRAWN) for agent in free)


def accepted(state: Conversation, event: OfferAccepted, queue: Queue) -> Transition:
    """Give the chat to the agent, or say who has it.

    Raises:
        OfferGone: somebody else has accepted, or the offer is somebody else's.
        ConversationClosed: the chat has ended.
        Refused: this agent has it already.
    """
    _require_waiting(state, event.agent)
    offer = state.offer
    rings_another = offer is not None and offer.mode is OfferMode.RING and event.agent not in offer.agents
    if offer is not None and rings_another and not event.picked:
        raise OfferGone(say("offer_not_yours", agent=offer.agents[0]))
    if offer is None and not event.picked:
        raise OfferGone(say("offer_withdrawn"))
    return _engage(state, event.agent, event.at, queue, event.said_at)


def assigned(state: Conversation, event: Assigned, queue: Queue) -> Transition:
    """Give the chat to the agent whom routing chose; stale when it no longer waits."""
    if not _is_in_line(state):
        return Transition(state, _give_back(state, (event.agent,)))
    step = _engage(state, event.agent, event.at, queue)
    told = do.TellAgent(event.agent, say("assigned", number=state.number))
    return Transition(step.state, (do.Record("offered", event.agent), *step.effects, told))


def taken_over(state: Conversation, event: BotTakenOver, queue: Queue) -> Transition:
    """Give the chat to an agent who takes it from the bot.

    Raises:
        Refused: the bot doesn't have it, or no longer.
    """
    if state.status is not Status.BOT:
        raise Refused(say("bot_gone"))
    record = do.Record("bot_taken_over", agent=event.agent)
    step = _engage(with_timer(state, Timer.BOT, None), event.agent, event.at, queue, event.said_at)
    return Transition(step.state, (record, *step.effects))


def _require_waiting(state: Conversation, agent: AgentId) -> None:
    if is_engaged(state.participant(agent)) and state.status is Status.ACTIVE:
        raise Refused(say("accept_already_yours"))
    if state.status is Status.ACTIVE:
        raise OfferGone(say("offer_gone", winner=state.owner or ""))
    if state.status is Status.BOT:
        raise Refused(say("bot_has_it"))
    if state.status not in (Status.QUEUED, Status.OFFERED):
        raise ConversationClosed(say("chat_ended"))


def _engage(
    state: Conversation, agent: AgentId, at: datetime, queue: Queue, said_at: datetime | None = None
) -> Transition:
    offer = state.offer
    others = () if offer is None else tuple(one for one in offer.agents if one != agent)
    active = replace(
        found(state),
        status=Status.ACTIVE,
        accepted_at=at,
        offer=None,
        owner=agent,
        transfer=None,
        participants=(Participant(agent, Role.AGENT, said_at or at),),
        bot=None,
    )
    closed = () if offer is None else _close(offer, agent)
    weight = queue.weight(state.channel)
    again = tuple(do.AskAuthor(held) for held in state.held if held.agent == agent)
    released = tuple(
        do.ReleaseAgent(one, do.ReleaseCause.WITHDRAWN)
        for one in others
        if offer is not None and offer.mode is OfferMode.RING
    )
    quiet = at + queue.inactivity.warn_after if queue.inactivity is not None else None
    free = with_timer(with_timer(active, Timer.OFFER, None), Timer.OPENS, None)
    watched = with_timer(free, Timer.INACTIVE, quiet)
    return go(
        awaiting_answer(watched, at, queue),
        do.EngageAgent(agent, weight),
        *released,
        *closed,
        do.TellThread(say("thread_accepted", agent=agent)),
        *(() if state.agent_last_at else (do.LinkEarlier(),)),  # whoever took it before has them in the thread already
        do.TellCustomer(do.CustomerTurn.JOINED, agent),
        *again,
        do.Record("accepted", agent=agent),
    )


def _close(offer: Offer, winner: AgentId) -> tuple[do.Effect, ...]:
    if offer.mode is OfferMode.BROADCAST:
        return ()
    return tuple(
        do.CloseOffer(
            offer.id,
            agent,
            do.OfferOutcome.ACCEPTED if agent == winner else do.OfferOutcome.TAKEN,
            winner,
        )
        for agent in offer.agents
    )


def rejected(state: Conversation, event: OfferRejected) -> Transition:
    """Put the chat back in its place and look for somebody else.

    Raises:
        OfferGone: the offer is no longer open.
        ConversationClosed: the chat has ended.
        NotPermitted: it isn't offered to this agent, or no longer.
        Refused: this agent has the chat already.
    """
    _require_waiting(state, event.agent)
    offer = state.offer
    if offer is None:
        raise OfferGone(say("offer_withdrawn"))
    if event.agent not in offer.agents:
        raise NotPermitted(say("reject_nothing"))
    skipped = replace(state, skipped=state.skipped | {event.agent})
    record = do.Record("rejected", agent=event.agent)
    released = do.ReleaseAgent(event.agent, do.ReleaseCause.REJECTED)
    left = tuple(agent for agent in offer.agents if agent != event.agent)
    if left:
        return go(replace(skipped, offer=replace(offer, agents=left)), released, record)
    if offer.mode is OfferMode.BROADCAST:
        return _back_in_line(skipped, released, record)
    closed = do.CloseOffer(offer.id, event.agent, do.OfferOutcome.REJECTED)
    return _back_in_line(skipped, released, closed, record)


def offer_expired(
    state: Conversation,
    at: datetime,  # noqa: ARG001 - one shape for all timers
    queue: Queue,  # noqa: ARG001 - one shape for all timers
) -> Transition:
    """Withdraw an offer that ran out and look for somebody else."""
    offer = state.offer
    if offer is None:
        return Transition(with_timer(state, Timer.OFFER, None))
    records = tuple(do.Record("unanswered", agent=agent) for agent in offer.agents)
    if offer.mode is OfferMode.BROADCAST:
        told = () if state.told_waiting else (do.TellThread(say("thread_still_waiting")),)
        return _back_in_line(replace(state, told_waiting=True), *told, *records)
    skipped = replace(state, skipped=state.skipped | set(offer.agents))
    closing: list[do.Effect] = []
    for agent in offer.agents:
        closing.append(do.ReleaseAgent(agent, do.ReleaseCause.UNANSWERED))
        closing.append(do.CloseOffer(offer.id, agent, do.OfferOutcome.EXPIRED))
    return _back_in_line(skipped, *closing, *records)


def withdrawn(state: Conversation) -> tuple[Conversation, tuple[do.Effect, ...]]:
    """Close the open offer because the customer ended the chat; nobody is to blame."""
    offer = state.offer
    if offer is None:
        return state, ()
    closing: list[do.Effect] = []
    if offer.mode is OfferMode.RING:
        for agent in offer.agents:
            closing.append(do.ReleaseAgent(agent, do.ReleaseCause.WITHDRAWN))
            closing.append(do.CloseOffer(offer.id, agent, do.OfferOutcome.CUSTOMER_LEFT))
    return with_timer(replace(state, offer=None), Timer.OFFER, None), tuple(closing)


def _back_in_line(state: Conversation, *effects: do.Effect) -> Transition:
    free, told = not_taken(state)
    queued = replace(free, status=Status.QUEUED, offer=None)
    return go(with_timer(queued, Timer.OFFER, None), *effects, *told, do.Requeue())
