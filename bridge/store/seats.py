"""Who has a part in which chats: looked up without reading the chats."""

from sqlalchemy import Connection, bindparam, select

from bridge.store.tables import SEAT
from core.ids import AgentId, ConversationId

_of = select(SEAT.c.conversation).where(SEAT.c.agent == bindparam("whose"))


def of(conn: Connection, agent: AgentId) -> frozenset[ConversationId]:
    """Give the chats, open or in wrap-up, in which the agent has a seat, an offer or an invitation."""
    return frozenset(conn.scalars(_of, {"whose": agent}).all())
