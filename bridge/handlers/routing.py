"""Routing: whoever waits meets whoever is free, whichever of the two came last.

Rules:
1. A chat that begins to wait makes its queues be looked at, an agent who becomes free the lines of all their queues
   together, so that the most urgent chat comes first whatever its queue.
2. A look reads who is free, and no more of the lines than these can take.
3. The agent is reserved in the transaction in which the chat is told, so that no agent is promised twice; when the
   chat no longer waits by the time the answer arrives in its lane, the reservation is given back there.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import merge
from itertools import islice

from bridge.handlers import lanes, vetoes
from bridge.handlers.advance import advance
from bridge.handlers.reservations import release
from bridge.handlers.searching import Look
from bridge.handlers.unit import Unit
from bridge.store import free, line, reservations
from bridge.store.inbox import InboxRow
from core.agents.machine import Rung
from core.agents.machine import step as agent_step
from core.conversation.events import Assigned, OfferMade
from core.conversation.model import Conversation, Status
from core.ids import AgentId, ConversationId, QueueId
from core.inbound import AgentSubject, QueueSubject, RouteAgent, RoutingAnswer
from core.routing.choose import Search
from core.routing.queues import OfferMode, Queue

MOST = 1_000
"""How many waiting chats one look considers: so many that fit nobody who is free would have to stand in front."""


def route_queue(unit: Unit, row: InboxRow) -> None:
    """Find agents for a queue's waiting chats."""
    subject = row.inbound.subject
    if not isinstance(subject, QueueSubject):
        raise TypeError("routing needs a queue")
    look = Look(unit)
    for search in _searches(unit, (subject.queue,)):
        if not look.free_for(subject.queue):
            return
        _offer(unit, look, search)


def route_agent(unit: Unit, row: InboxRow, body: RouteAgent) -> None:
    """Find a waiting chat for an agent who has become free, in all of their queues."""
    subject = row.inbound.subject
    if not isinstance(subject, AgentSubject):
        raise TypeError("routing needs an agent")
    if body.anew:
        unit.look_anew(subject.agent)
    look = Look(unit)
    for search in _searches(unit, free.queues_of(unit.conn, subject.agent)):
        _offer(unit, look, search)
        if look.has_taken(subject.agent):
            return


def _searches(unit: Unit, queues: Iterable[QueueId]) -> Iterator[Search]:
    """Give the chats that wait in these queues, each once, the most urgent first."""
    configured = unit.office.directory().queues
    lines = [_ordered(unit, configured[queue]) for queue in queues if queue in configured]
    seen: set[ConversationId] = set()
    for *_, waits in islice(merge(*lines), MOST):
        chat = unit.chat(waits) if waits not in seen else None
        seen.add(waits)
        if chat is not None and chat.status is Status.QUEUED and chat.queue in configured:
            yield Search(chat, configured[chat.queue], unit.now)


def _ordered(unit: Unit, queue: Queue) -> Iterator[tuple[int, int, datetime, ConversationId]]:
    for place in line.of(unit.conn, queue.id):
        yield -queue.priority, place.rank, place.queued_at, place.conversation


def _offer(unit: Unit, look: Look, search: Search) -> None:
    """Find somebody for one chat; where all are asked, everybody who could take it."""
    if _asks_all(search.queue):
        able = look.able(search)
        if able:
            unit.hand_to_chat(search.chat.id, RoutingAnswer(able, search.queue.id))
        return
    found = look.find(search)
    if found is None:
        return
    look.take(found.agent.id)
    reservations.add(unit.conn, search.chat.id, found.agent.id, unit.now)
    unit.save_agent(agent_step(found.agent, Rung(unit.now, search.chat.id, search.weight)), "offered")
    vetoes.look_at(unit, search.chat, search.queue, found.agent.id)


def routing_answer(unit: Unit, row: InboxRow, body: RoutingAnswer) -> None:
    """Offer the chat to whom routing chose, or give it to them where the queue asks nobody."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None:
        return
    queue = unit.queue(chat)
    if body.queue not in (None, queue.id) or not _stands(unit, chat, queue, body.agents[0]):
        _give_back(unit, chat, body)
        return
    if queue.auto_answer:
        advance(unit, chat, Assigned(unit.now, body.agents[0]))
        return
    until = unit.now + queue.offer_timeout
    advance(unit, chat, OfferMade(unit.now, unit.office.mint.offer(), queue.offer_mode, body.agents, until))


def _give_back(unit: Unit, chat: Conversation, body: RoutingAnswer) -> None:
    """Free whom routing chose for a chat that has gone another way meanwhile, and look for somebody else."""
    for agent in body.agents:
        release(unit, agent, chat.id)
    unit.route_chat(chat)


def _stands(unit: Unit, chat: Conversation, queue: Queue, agent: AgentId) -> bool:
    """Tell whether an answer still means what it did; ends the reservation.

    It doesn't when the agent took the chat by hand, and it ended and was opened again before the answer came; nor when
    the queue, after a start with another configuration, asks everybody instead of one, or the other way round.
    """
    if _asks_all(queue):
        return reservations.agent_for(unit.conn, chat.id) is None
    return reservations.end(unit.conn, chat.id, agent) and chat.id in unit.agent(agent).chats


def _asks_all(queue: Queue) -> bool:
    return queue.offer_mode is OfferMode.BROADCAST and not queue.auto_answer
