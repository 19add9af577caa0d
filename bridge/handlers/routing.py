"""Routing: one queue at a time, in the queue's own lane.

The agent is reserved in the same transaction in which the conversation is told, so that no agent is promised twice;
when the conversation no longer waits by the time the answer arrives in its lane, the reservation is given back there.
"""

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.reservations import release
from bridge.handlers.unit import Unit
from bridge.store import agents, conversations
from bridge.store.inbox import InboxRow
from core.agents.machine import Rung
from core.agents.machine import step as agent_step
from core.conversation.events import Assigned, OfferMade
from core.conversation.model import Conversation
from core.ids import AgentId
from core.inbound import QueueSubject, RoutingAnswer
from core.routing.choose import match
from core.routing.queues import OfferMode, Queue

ROUND = 100
"""How many waiting chats one look at a queue considers; the next look continues."""


def route_queue(unit: Unit, row: InboxRow) -> None:
    """Match a queue's waiting chats with agents."""
    subject = row.inbound.subject
    if not isinstance(subject, QueueSubject):
        raise TypeError("routing needs a queue")
    queue = unit.office.directory().queues.get(subject.queue)
    if queue is None:
        return
    in_line = conversations.waiting(unit.conn, queue.id, ROUND)
    waiting = tuple(chat for chat in in_line if not chat.waits_for_opening())
    if queue.offer_mode is OfferMode.BROADCAST and not queue.auto_answer:
        _broadcast(unit, queue, waiting)
    else:
        _ring(unit, queue, waiting)


def _serving(unit: Unit, queue: Queue) -> tuple[AgentId, ...]:
    return tuple(profile.id for profile in unit.office.directory().serving(queue.id))


def _ring(unit: Unit, queue: Queue, waiting: tuple[Conversation, ...]) -> None:
    known = {agent.id: agent for agent in agents.many(unit.conn, _serving(unit, queue))}
    for found in match(waiting, known.values(), queue):
        step = agent_step(known[found.agent], Rung(unit.now, found.conversation, found.weight))
        unit.save_agent(step, "offered")
        unit.hand_to_chat(found.conversation, RoutingAnswer((found.agent,), queue.id))


def _broadcast(unit: Unit, queue: Queue, waiting: tuple[Conversation, ...]) -> None:
    """Offer each waiting chat to everybody who could take it; with nobody there it waits."""
    for chat in waiting:
        weight = queue.weight(chat.channel)
        able = tuple(one.id for one in agents.many(unit.conn, _serving(unit, queue)) if one.can_take(weight))
        if able:
            unit.hand_to_chat(chat.id, RoutingAnswer(able, queue.id))


def routing_answer(unit: Unit, row: InboxRow, body: RoutingAnswer) -> None:
    """Offer the chat to whom routing chose, or give it to them where the queue asks nobody."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None:
        return
    queue = unit.queue(chat)
    if body.queue not in (None, queue.id):
        _give_back(unit, chat, body)
        return
    if (queue.auto_answer or queue.offer_mode is OfferMode.RING) and not _is_reserved(unit, chat, body.agents[0]):
        unit.route(queue.id)
        return
    if queue.auto_answer:
        advance(unit, chat, Assigned(unit.now, body.agents[0]))
        return
    until = unit.now + queue.offer_timeout
    advance(unit, chat, OfferMade(unit.now, unit.office.mint.offer(), queue.offer_mode, body.agents, until))


def _give_back(unit: Unit, chat: Conversation, body: RoutingAnswer) -> None:
    """Free whom routing chose for a chat that has been handed over to another queue meanwhile."""
    for agent in body.agents:
        release(unit, agent, chat.id)
    unit.route(chat.queue)


def _is_reserved(unit: Unit, chat: Conversation, agent: AgentId) -> bool:
    """Tell whether the reservation still stands.

    It is used up when the agent took the chat by hand, the chat ended and was opened again before the answer came.
    """
    return chat.id in unit.agent(agent).chats
