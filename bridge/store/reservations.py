"""Reservations: for which chat an agent's capacity is kept, until the chat knows of it."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from bridge.store.routing_tables import RESERVATION
from bridge.store.statements import Statement, insert_for
from core.errors import Conflict
from core.ids import AgentId, ConversationId

_adding = Statement(lambda dialect: insert_for(dialect, RESERVATION).on_conflict_do_nothing())
_ending = Statement(
    delete(RESERVATION).where(
        RESERVATION.c.conversation == bindparam("whose"), RESERVATION.c.agent == bindparam("kept")
    )
)
_of = Statement(select(RESERVATION.c.agent).where(RESERVATION.c.conversation == bindparam("whose")))
_all = Statement(select(RESERVATION.c.conversation, RESERVATION.c.agent))


def add(conn: Connection, chat: ConversationId, agent: AgentId, at: datetime) -> None:
    """Reserve an agent for a chat.

    Raises:
        Conflict: another look has reserved somebody for it.
    """
    if _adding.count(conn, conversation=chat, agent=agent, at=at) != 1:
        raise Conflict(f"somebody is reserved for {chat} already")


def end(conn: Connection, chat: ConversationId, agent: AgentId) -> bool:
    """End the reservation of this agent for a chat; tell whether it stood. It does so for one caller alone."""
    return _ending.count(conn, whose=chat, kept=agent) == 1


def agent_for(conn: Connection, chat: ConversationId) -> AgentId | None:
    """Give who is reserved for a chat."""
    found = _of.scalar(conn, whose=chat)
    return None if found is None else AgentId(found)


def everything(conn: Connection) -> tuple[tuple[ConversationId, AgentId], ...]:
    """Give all reservations."""
    return tuple((ConversationId(chat), AgentId(agent)) for chat, agent in _all.rows(conn))
