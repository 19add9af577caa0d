"""A chat that is set aside, and comes back."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId


@dataclass(frozen=True, slots=True)
class PutOnHold:
    """The agent set the chat aside until its customer writes."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class Resumed:
    """The chat goes on: because its agent says so, or, with no agent, because there is room for it again."""

    at: datetime
    agent: AgentId | None = None
