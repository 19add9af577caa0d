"""Cold transfers: a chat given to a queue, or to one agent (C4). A warm one is an invitation whose inviter leaves.

Rules:
1. Only the owner gives a chat away. Everybody leaves with it, and each gets their capacity back at once.
2. Never ownerless and unlisted: a chat given to a queue waits there, a chat given to an agent rings at that agent in
   the very step that gives it. When they don't take it, it waits in its queue and whoever gave it is told.
3. In its own queue a chat keeps its place. In another it begins anew, but stands before those who begin with it. The
   wait for what waiting alone changes (other queues' agents, demands that become wishes) begins anew in both.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import TransferredToAgent, TransferredToQueue
from core.conversation.model import Conversation, Offer, Status, Timer, Transfer
from core.conversation.seats import engaged, is_seen, require_running, require_seen
from core.conversation.transition import Transition, go, with_timer
from core.errors import NotPermitted, Refused
from core.ids import AgentId, MessageId
from core.routing.queues import OfferMode, Queue
from core.sentences import say

MOST_PRIORITY = 9
"""As far as a transfer lets a chat stand before others."""


def transferred_to_queue(state: Conversation, event: TransferredToQueue) -> Transition:
    """Let the chat wait in a queue.

    Raises:
        ConversationClosed: it isn't running.
        NotPermitted: somebody else owns it.
    """
    _require_owner(state, event.by)
    waiting = _given_away(state, event.by, event.at, note=event.note)
    if event.queue != state.queue:
        further = min(MOST_PRIORITY, state.priority + 1)
        waiting = changed(waiting, queue=event.queue, queued_at=event.at, priority=further)
    waiting = with_timer(waiting, Timer.ROUTING, event.at)  # by whose rules it waits is known when it wakes
    told = do.TellThread(say("thread_transferred_queue", by=event.by, queue=event.title))
    fields = {"from": str(state.queue), "to": str(event.queue)}
    record = do.Record("transferred", agent=event.by, message=event.note, fields=fields)
    goodbye = [do.TellCustomer(do.CustomerTurn.TRANSFERRED, queue=state.queue)]  # said by whom the customer knows
    if event.closed:  # who waits for an opening must know it
        goodbye.append(do.TellCustomer(do.CustomerTurn.CLOSED, queue=event.queue))
    return go(waiting, *_released(state), told, *goodbye, record, do.Requeue())


def transferred_to_agent(state: Conversation, event: TransferredToAgent, queue: Queue) -> Transition:
    """Let the chat ring at one agent, who is reserved by this step.

    Raises:
        ConversationClosed: it isn't running.
        NotPermitted: somebody else owns it.
        Refused: that agent is here already.
        CapacityReached: that agent has no room.
    """
    _require_owner(state, event.by)
    if is_seen(state.participant(event.to)):
        raise Refused(say("transfer_already_here", agent=event.to))
    waiting = _given_away(state, event.by, event.at, to=event.to, note=event.note)
    offer = Offer(event.offer, OfferMode.RING, (event.to,), event.at, event.until)
    timers = {Timer.OFFER: event.until, Timer.ROUTING: event.at}
    ringing = changed(waiting, status=Status.OFFERED, offer=offer, timers=timers)
    fields = {"from": str(state.queue), "to_agent": str(event.to)}
    return go(
        ringing,
        *_released(state),
        do.RingAgent(event.to, queue.weight(state.channel)),
        do.TellThread(say("thread_transferred_agent", by=event.by, agent=event.to)),
        do.TellCustomer(do.CustomerTurn.TRANSFERRED),
        do.ShowOffer(offer.id, event.to),
        do.Record("transferred", agent=event.by, message=event.note, fields=fields),
        do.Record("offered", agent=event.to),
    )


def not_taken(state: Conversation) -> tuple[Conversation, tuple[do.Effect, ...]]:
    """Let a chat that its new agent did not take wait for everybody, and tell whoever gave it away."""
    given = state.transfer
    if given is None or given.to is None:
        return state, ()
    words = say("transfer_not_taken", agent=given.to, number=state.number)
    return changed(state, transfer=replace(given, to=None)), (do.TellAgent(given.by, words),)


def _require_owner(state: Conversation, agent: AgentId) -> None:
    require_running(state)
    require_seen(state, agent)
    if state.owner != agent:
        raise NotPermitted(say("transfer_not_owner", agent=state.owner or ""))


def _given_away(
    state: Conversation, by: AgentId, at: datetime, *, to: AgentId | None = None, note: MessageId | None = None
) -> Conversation:
    """Give the chat as it waits for somebody else; whoever gave it is asked again only when nobody else can."""
    return changed(
        state,
        status=Status.QUEUED,
        queued_at=state.queued_at or at,  # one that was taken from a bot has never waited
        accepted_at=None,
        participants=(),
        owner=None,
        offer=None,
        invitation=None,
        skipped=frozenset({by}),
        preferred=None,
        sought_since=at,
        overflow=(),
        private=frozenset(),
        timers={},
        told_waiting=False,
        hold=None,
        flag=None,
        warned_at=None,
        transfer=Transfer(by, at, state.queue, to, note),
    )


def _released(state: Conversation) -> tuple[do.Effect, ...]:
    return tuple(do.ReleaseAgent(seat.agent, do.ReleaseCause.TRANSFERRED) for seat in engaged(state))
