"""How agents end and finish a chat."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId


@dataclass(frozen=True, slots=True)
class Ended:
    """An attendee said end: leaves when others remain, ends the chat when not."""

    at: datetime
    agent: AgentId


@dataclass(frozen=True, slots=True)
class WrapUpCompleted:
    """The agent has finished the after-call work."""

    at: datetime
    agent: AgentId
