"""A start: what is derived for routing is brought in step with the states and with the configuration as it is now.

Rules:
1. Who is free is written anew. Of a choice of queues none of which is allowed any more nothing is left: an agent who is
   Ready serves something.
2. The lines are compared with the chats that wait, and only what differs is written: as a rule nothing does.
3. What waiting alone changes is due at moments that the configuration gives; where they are others now, routing looks
   at the chat at once.
4. Chats of somebody who is no agent any more are handed on. Members of a group are known after it has been read.

Whatever is written is saved with its state, so that the change of another process meanwhile is met (`Conflict`).
"""

from collections.abc import Collection
from dataclasses import replace

from bridge.handlers import standing
from bridge.handlers.reservations import release_strays
from bridge.handlers.unit import Unit
from bridge.store import agents, conversations, free, line, seats
from core.agents.model import Agent
from core.conversation.model import Conversation, Status, Timer
from core.conversation.transition import with_timer
from core.inbound import AgentRemoved
from core.routing.line import next_look, overflowed


def begin_anew(unit: Unit, awaited: Collection[str] = ()) -> int:
    """Bring all of it in step, and look at every queue; give how many reservations stood for nothing.

    `awaited` are the groups of agents that are yet to be read.
    """
    _list_free(unit)
    _stand_in_line(unit)
    strays = release_strays(unit)
    dismiss(unit, awaited)
    for queue in unit.office.directory().queues:
        unit.route(queue)
    return strays


def dismiss(unit: Unit, awaited: Collection[str]) -> None:
    """Let each chat know of whoever has a seat in it and is no agent any more."""
    known = unit.office.directory().profiles
    for agent in seats.agents(unit.conn):
        if agent not in known and agent.partition("/")[0] not in awaited:
            for chat in sorted(seats.of(unit.conn, agent)):
                unit.hand_to_chat(chat, AgentRemoved(agent))


def list_anew(unit: Unit, agent: Agent) -> bool:
    """Write for which queues an agent is free by the configuration as it is now; tell whether there are new ones."""
    profile = unit.office.directory().profiles.get(agent.id)
    if profile is not None and agent.serving is not None and not agent.serving & set(profile.queues):
        agent = replace(agent, serving=None)
    return unit.list_free(agents.put(unit.conn, agent))


def _list_free(unit: Unit) -> None:
    free.clear(unit.conn)
    for agent in unit.agents(unit.office.directory().profiles):
        list_anew(unit, agent)


def _stand_in_line(unit: Unit) -> None:
    line.leave_stray(unit.conn)
    lines = line.everything(unit.conn)
    for chat in conversations.in_status(unit.conn, (Status.QUEUED, Status.OFFERED)):
        _compare(unit, chat, lines.get(chat.id, frozenset()))


def _compare(unit: Unit, chat: Conversation, lines: frozenset[line.Standing]) -> None:
    """Save a chat whose lines differ from what it says, or whose next look is due at another moment."""
    queue = unit.queue(chat)
    due = chat.timers.get(Timer.ROUTING)
    is_overdue = due is not None and due <= unit.now
    if not is_overdue and (next_look(chat, queue, unit.now), overflowed(chat, queue, unit.now)) != (due, chat.overflow):
        chat = unit.save_chat(with_timer(chat, Timer.ROUTING, unit.now), chat)
    if lines != standing.places_of(chat):
        standing.stand(unit.conn, conversations.put(unit.conn, chat))
