"""An agent writes first."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId


@dataclass(frozen=True, slots=True)
class AgentBegan:
    """An agent has begun a chat; what they wrote first comes behind it. `personal`: from their own number."""

    at: datetime
    agent: AgentId
    personal: bool = False
