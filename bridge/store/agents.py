"""Agents' states: one row each, changed only from the version that was read."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select, update

from bridge.store.codec import dump, load
from bridge.store.statements import insert_into
from bridge.store.tables import AGENT
from core.agents.model import Agent
from core.errors import Conflict
from core.ids import AgentId


def get(conn: Connection, id: AgentId) -> Agent | None:
    """Give an agent's state, or None for one that was never saved."""
    return next(iter(many(conn, (id,))), None)


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
    wanted = select(AGENT.c.body, AGENT.c.version).where(AGENT.c.id.in_(list(ids))).order_by(AGENT.c.id)
    return tuple(replace(load(Agent, row.body), version=row.version) for row in conn.execute(wanted).all())
