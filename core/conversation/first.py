"""Chats that are an agent's from the first word on: they write first, or it came to a number of their own.

Rules:
1. Nobody is asked and nobody waits: the agent has it, whatever they do at the time and however much they have. It takes
   what room there is of their capacity, so that nothing more is offered on top of it.
2. The customer is told nothing but what the agent writes: no welcome, no bot, no hours.
3. What came to somebody's own number stays theirs while they are away, with what is unread; to others they give it.
"""

from dataclasses import replace
from datetime import datetime

from core.conversation import effects as do
from core.conversation.events import AgentBegan
from core.conversation.model import Conversation, Participant, Role, Status, Timer
from core.conversation.transition import Transition, go, with_timer
from core.errors import IllegalTransition
from core.ids import AgentId
from core.routing.queues import Queue
from core.sentences import say


def agent_began(state: Conversation, event: AgentBegan, queue: Queue) -> Transition:
    """Begin a chat with whoever is written to.

    Raises:
        IllegalTransition: it has begun.
    """
    if state.status is not Status.NEW:
        raise IllegalTransition(f"AgentBegan in {state.status} of conversation {state.id}")
    agent = event.agent
    begun = replace(state, personal=agent if event.personal else None)
    told = (do.TellThread(say("thread_begun", agent=agent)), do.LinkEarlier())
    where = do.TellAgent(agent, say("begun", number=state.number), directly=True)
    return _theirs(begun, agent, event.at, queue, *told, where, do.Record("begun", agent=agent))


def came_to(state: Conversation, agent: AgentId, at: datetime, queue: Queue, *first: do.Effect) -> Transition:
    """Begin a chat with what a customer has written to an agent's own number."""
    told = (*first, do.TellThread(say("thread_own_number", agent=agent)), do.LinkEarlier())
    where = do.TellAgent(agent, say("own_number_wrote", number=state.number), directly=True)
    return _theirs(replace(state, personal=agent), agent, at, queue, *told, where, do.Record("came_to", agent=agent))


def came_back(state: Conversation, agent: AgentId, at: datetime, queue: Queue, *first: do.Effect) -> Transition:
    """Let an ended chat of theirs go on: its customer's words were already on their way here when it ended."""
    where = do.TellAgent(agent, say("own_number_wrote", number=state.number), directly=True)
    return _had(state, agent, at, queue, *first, where, do.Record("reopened", agent=agent))


def _theirs(state: Conversation, agent: AgentId, at: datetime, queue: Queue, *then: do.Effect) -> Transition:
    return _had(state, agent, at, queue, do.OpenThread(), *then)


def _had(state: Conversation, agent: AgentId, at: datetime, queue: Queue, *then: do.Effect) -> Transition:
    seat = Participant(agent, Role.AGENT, at)
    active = replace(state, status=Status.ACTIVE, accepted_at=at, owner=agent, preferred=None, participants=(seat,))
    quiet = at + queue.inactivity.warn_after if queue.inactivity is not None else None
    engaged = do.EngageAgent(agent, queue.weight(state.channel), unasked=True)
    return go(with_timer(active, Timer.INACTIVE, quiet), engaged, *then)
