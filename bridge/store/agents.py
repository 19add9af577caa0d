"""Agents' states: one row each, changed only from the version that was read."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bridge.store.codec import dump, load
from bridge.store.statements import insert_into
from bridge.store.tables import AGENT
from core.agents.model import Agent
from core.errors import Conflict
from core.ids import AgentId

# Built once: building a statement costs more than running it.
_select = select(AGENT.c.body, AGENT.c.version)
_one = _select.where(AGENT.c.id == bindparam("wanted"))
_many = _select.where(AGENT.c.id.in_(bindparam("wanted", expanding=True))).order_by(AGENT.c.id)


def get(conn: Connection, id: AgentId) -> Agent | None:
    """Give an agent's state, or None for one that was never saved."""
    row = conn.execute(_one, {"wanted": id}).one_or_none()
    return None if row is None else _state(row)


def put(conn: Connection, agent: Agent) -> Agent:
    """Save a state; give it with its new version. A state of version 0 is new.

    Raises:
        Conflict: another writer saved the agent first.
    """
    saved = replace(agent, version=agent.version + 1)
    values = {"id": agent.id, "version": saved.version, "body": dump(saved)}
    if agent.version == 0:
        done = conn.execute(insert_into(conn, AGENT).values(values).on_conflict_do_nothing())
    else:
        seen = (AGENT.c.id == agent.id, AGENT.c.version == agent.version)
        done = conn.execute(update(AGENT).where(*seen).values(values))
    if done.rowcount != 1:
        raise Conflict(f"agent {agent.id} is no longer at version {agent.version}")
    return saved


def many(conn: Connection, ids: Iterable[AgentId]) -> tuple[Agent, ...]:
    """Give the states of those agents that were ever saved, in the order of their ids."""
    return tuple(_state(row) for row in conn.execute(_many, {"wanted": list(ids)}).all())


def every(conn: Connection) -> tuple[Agent, ...]:
    """Give the states of all agents that were ever saved, configured or not, in the order of their ids."""
    return tuple(_state(row) for row in conn.execute(_select.order_by(AGENT.c.id)).all())


def _state(row: Row[*tuple[Any, ...]]) -> Agent:
    return replace(load(Agent, row.body), version=row.version)
