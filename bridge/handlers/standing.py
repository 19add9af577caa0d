"""Where chats and agents stand for routing: who is in line, who is free. Written with each change of either.

Rules:
1. A message changes neither, and costs no more than a look at the status.
2. Who is vetoed (away, or not to be disturbed) is not free, until they do something or are looked at again.
"""

from sqlalchemy import Connection

from bridge.store import free, line
from core.agents.model import Agent
from core.conversation.model import Conversation, Status
from core.directory import Directory
from core.ids import QueueId
from core.routing.line import lines_of


def stand_in_line(conn: Connection, before: Conversation, after: Conversation) -> None:
    """Write in which lines a chat stands, where a step has changed it."""
    if after.status is not Status.QUEUED and before.status is not Status.QUEUED:
        return
    if (lines_of(before), before.priority, before.queued_at) != (lines_of(after), after.priority, after.queued_at):
        stand(conn, after)


def stand(conn: Connection, chat: Conversation) -> None:
    """Let a chat stand in its lines and in no others."""
    lines = lines_of(chat)
    if lines:
        line.put(conn, chat.id, lines, -chat.priority, chat.queued_at or chat.opened_at)
    else:
        line.leave(conn, chat.id)


def places_of(chat: Conversation) -> frozenset[line.Standing]:
    """Give what must be written of a chat: each line in which it stands, its rank there, since when."""
    return frozenset((queue, -chat.priority, chat.queued_at or chat.opened_at) for queue in lines_of(chat))


def list_free(conn: Connection, agent: Agent, directory: Directory) -> bool:
    """Write for which queues an agent is free; tell whether there are any that were not."""
    return free.put(conn, agent.id, _open_to(agent, directory), agent.idle_since)


def list_away(conn: Connection, agent: Agent) -> None:
    """Write that an agent is free for nothing, whatever the state says: they were found away."""
    free.put(conn, agent.id, (), None)


def _open_to(agent: Agent, directory: Directory) -> tuple[QueueId, ...]:
    profile = directory.profiles.get(agent.id)
    if profile is None or not agent.can_take(1):
        return ()
    return tuple(queue for queue in profile.queues if agent.serves(queue))
