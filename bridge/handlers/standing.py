"""Where chats and agents stand for routing: who is in line, who is free. Written with each change of either.

Rules:
1. A message changes neither, and costs no more than a look at the status.
2. Who is vetoed (away, or not to be disturbed) is not free, until they do something or are looked at again.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from bridge.store import agents, conversations, free, line
from core.agents.model import Agent
from core.conversation.model import Conversation, Status
from core.directory import Directory
from core.ids import ConversationId, QueueId
from core.routing.line import lines_of


def stand_in_line(conn: Connection, before: Conversation, after: Conversation) -> None:
    """Write in which lines a chat stands, where a step has changed it."""
    if after.status is not Status.QUEUED and before.status is not Status.QUEUED:
        return
    lines = lines_of(after)
    if (lines_of(before), before.priority, before.queued_at) == (lines, after.priority, after.queued_at):
        return
    if lines:
        line.put(conn, after.id, lines, -after.priority, after.queued_at or after.opened_at)
    else:
        line.leave(conn, after.id)


def list_free(conn: Connection, agent: Agent, directory: Directory) -> bool:
    """Write for which queues an agent is free; tell whether there are any that were not."""
    return free.put(conn, agent.id, _open_to(agent, directory), agent.idle_since)


def _open_to(agent: Agent, directory: Directory) -> tuple[QueueId, ...]:
    profile = directory.profiles.get(agent.id)
    if profile is None or not agent.can_take(1):
        return ()
    return tuple(queue for queue in profile.queues if agent.serves(queue))


def begin_anew(conn: Connection, directory: Directory) -> None:
    """Write all of it from the states: at a start, when the configuration may be another one."""
    free.clear(conn)
    for agent in agents.many(conn, directory.profiles):
        # Saved, so that another process's change is met, and with the capacity that is configured now.
        configured = replace(agent, capacity=directory.profiles[agent.id].capacity)
        list_free(conn, agents.put(conn, configured), directory)
    _fill_lines(conn, line.missing(conn))


def _fill_lines(conn: Connection, chats: Iterable[ConversationId]) -> None:
    for id in chats:
        chat = conversations.get(conn, id)
        if chat is not None and lines_of(chat):
            line.put(conn, chat.id, lines_of(chat), -chat.priority, chat.queued_at or chat.opened_at)
