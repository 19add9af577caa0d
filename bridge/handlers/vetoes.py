"""The veto at the assignment: whoever is away from the desk, or not to be disturbed there, is not asked now.

Rules:
1. It is looked at between the choice and the bell, by the outbox, for the platform has to be asked; what the platform
   doesn't say in time counts as being there.
2. Nobody becomes Not Ready by it. Who was away is looked at again a minute later, or as soon as they do something, and
   others who are idle come before them from then on: else each chat would ask after all who are away first.
3. A pick, an accept and an offer to all need no look: there the agent comes by themselves.
"""

from datetime import timedelta

from bridge.delivery.jobs import LookJob
from bridge.handlers.reservations import release
from bridge.handlers.unit import Unit
from bridge.store import reservations
from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.ids import AgentId, ConversationId
from core.inbound import RoutingAnswer
from core.routing.queues import Queue

AGAIN = timedelta(seconds=60)
"""How long somebody who was away is not asked again."""


def look_at(unit: Unit, chat: Conversation, queue: Queue, agent: AgentId) -> None:
    """Have it looked at whether the chosen agent is there; one without an account can't be looked at."""
    account = unit.person_at(agent, queue.desk)
    if account is None:
        unit.hand_to_chat(chat.id, RoutingAnswer((agent,), queue.id))
        return
    desk, person = account
    unit.tell_desk(desk, LookJob(agent, person, queue.id), chat)


def looked(unit: Unit, chat: ConversationId, job: LookJob, *, away: bool) -> None:
    """Go on with the offer, or look for somebody else; stale when the agent is no longer reserved for the chat.

    Whoever has taken the chat by themselves meanwhile is there, and keeps it.
    """
    agent = job.agent
    if not away:
        unit.hand_to_chat(chat, RoutingAnswer((agent,), job.queue))
        return
    if not reservations.end(unit.conn, chat, agent):
        return
    waits = unit.chat(chat)
    if release(unit, agent, chat, was_away=True):
        unit.journal(waits, Record("vetoed", agent=agent))
        unit.route_agent_later(agent, unit.now + AGAIN)
    if waits is not None:
        unit.route_chat(waits)
