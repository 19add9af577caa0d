"""Agents' states: one row each, changed only from the version that was read."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select, text, update

from bridge.store.codec import dump, load
from bridge.store.statements import Statement, insert_for
from bridge.store.tables import AGENT
from bridge.store.warm import Warm
from core.agents.model import Agent
from core.errors import Conflict
from core.ids import AgentId, ConversationId

_warm: Warm[Agent] = Warm()
_select = select(AGENT.c.body, AGENT.c.version)
_one = Statement(_select.where(AGENT.c.id == bindparam("wanted")))
_many = Statement(_select.where(AGENT.c.id.in_(bindparam("wanted", expanding=True))).order_by(AGENT.c.id))
_CHATS = {
    # https://www.sqlite.org/json1.html#jeach and https://www.postgresql.org/docs/current/functions-json.html
    "sqlite": "json_each(agent.body, '$.chats')",
    "postgresql": "json_each(CAST(agent.body AS JSON) -> 'chats')",
}
_unseated = Statement(
    lambda dialect: text(f"""
        SELECT agent.id, chat.key FROM agent CROSS JOIN {_CHATS[dialect]} AS chat
        WHERE NOT EXISTS (SELECT 1 FROM seat WHERE seat.agent = agent.id AND seat.conversation = chat.key)
        ORDER BY agent.id, chat.key
    """)  # noqa: S608 - our own words
)
_add = Statement(lambda dialect: insert_for(dialect, AGENT).on_conflict_do_nothing())
_change = Statement(
    update(AGENT)
    .where(AGENT.c.id == bindparam("wanted"), AGENT.c.version == bindparam("seen"))
    .values(version=bindparam("next"), body=bindparam("newest"))
)


def get(conn: Connection, id: AgentId) -> Agent | None:
    """Give an agent's state, or None for one that was never saved."""
    row = _one.row(conn, wanted=id)
    return None if row is None else _state(*row)


def put(conn: Connection, agent: Agent) -> Agent:
    """Save a state; give it with its new version. A state of version 0 is new.

    Raises:
        Conflict: another writer saved the agent first.
    """
    saved = replace(agent, version=agent.version + 1)
    body = dump(saved, brief=True)
    if agent.version == 0:
        done = _add.count(conn, id=agent.id, version=saved.version, body=body)
    else:
        done = _change.count(conn, wanted=agent.id, seen=agent.version, next=saved.version, newest=body)
    if done != 1:
        raise Conflict(f"agent {agent.id} is no longer at version {agent.version}")
    return saved


def many(conn: Connection, ids: Iterable[AgentId]) -> tuple[Agent, ...]:
    """Give the states of those agents that were ever saved, in the order of their ids."""
    return tuple(_state(*row) for row in _many.rows(conn, wanted=list(ids)))


def unseated(conn: Connection) -> tuple[tuple[AgentId, ConversationId], ...]:
    """Give what agents hold without a seat, an offer or an invitation in it, whoever they are: hardly ever anything.

    The database reads the states itself: with many chats that is a tenth of the work of having them here.
    """
    return tuple((AgentId(agent), ConversationId(chat)) for agent, chat in _unseated.rows(conn))


def _state(body: str, version: int) -> Agent:
    found = _warm.get(body)
    if found is None or found.version != version:
        found = replace(load(Agent, body), version=version)
        _warm.keep(body, found)
    return found
