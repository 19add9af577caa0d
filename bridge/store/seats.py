"""Who has a part in which chats: looked up without reading the chats."""

from sqlalchemy import Connection, bindparam, select

from bridge.store.tables import SEAT
from core.ids import AgentId, ConversationId

_agents = select(SEAT.c.agent).distinct().order_by(SEAT.c.agent)
_of = select(SEAT.c.conversation).where(SEAT.c.agent == bindparam("whose"))


def of(conn: Connection, agent: AgentId) -> frozenset[ConversationId]:
    """Give the chats, open or in wrap-up, in which the agent has a seat, an offer or an invitation."""
    return frozenset(conn.scalars(_of, {"whose": agent}).all())


def agents(conn: Connection) -> tuple[AgentId, ...]:
    """Give everybody who has a part in any chat that is open or in wrap-up."""
    return tuple(AgentId(agent) for agent in conn.scalars(_agents).all())
