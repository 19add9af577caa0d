"""What agents write down about a chat, while it runs or after it."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId, DispositionId


@dataclass(frozen=True, slots=True)
class Disposed:
    """An agent said what became of the chat."""

    at: datetime
    agent: AgentId
    disposition: DispositionId


@dataclass(frozen=True, slots=True)
class ActivityFilled:
    """An agent saved the activity form; `is_whole` when everything that it requires is there."""

    at: datetime
    agent: AgentId
    is_whole: bool
