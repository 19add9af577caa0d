"""What the customer is asked after a chat."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Survey:
    """A score from 1 to `scale`, words if the customer likes, and how long both are taken."""

    question: str
    scale: int = 5
    comment: str | None = None
    """The question for words; None asks for the score alone."""
    open_for: timedelta = timedelta(hours=24)
