"""The states of all configured agents, each with the capacity that is configured now."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import agents
from core.agents.model import Agent
from core.ids import AgentId

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking


def load(conn: Connection, asking: "Asking") -> Mapping[AgentId, Agent]:
    """Read them; those who were never there are Not Ready."""
    profiles = asking.directory.profiles
    known = {agent.id: agent for agent in agents.many(conn, profiles)}
    return {
        name: replace(known[name], capacity=profile.capacity) if name in known else Agent(name, profile.capacity)
        for name, profile in profiles.items()
    }
