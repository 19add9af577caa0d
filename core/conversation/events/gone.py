"""Whether the agent of a chat is there."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId


@dataclass(frozen=True, slots=True)
class AgentWentAway:
    """The agent was found away from the desk; `at` is since when."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class AgentCameBack:
    """The agent is there again."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class AgentDismissed:
    """Somebody with a seat in the chat is no agent any more."""

    at: datetime
    agent: AgentId
