"""How far a first-line bot has come with a customer."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import BotId, QueueId


@dataclass(frozen=True, slots=True)
class BotTalk:
    """A first-line bot talks with the customer. What it has learnt stands in table `intake`."""

    bot: BotId
    at: datetime
    step: str = ""
    """Where in its script it is; by the bot's own name for it."""
    tries: int = 0
    """How often it has asked the question of this step."""
    misses: int = 0
    """For how many messages in a row it knew no answer."""
    queue: QueueId | None = None
    """In which queue the chat waits after it, by what was chosen so far; None: where it is."""
    priority: int = 0
    """What is added to the chat's priority then."""
