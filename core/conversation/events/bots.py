"""What a first-line bot does, and who takes a chat from it."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.bot_talk import BotTalk
from core.ids import AgentId, MessageId, QueueId
from core.messages import Message


@dataclass(frozen=True, slots=True)
class BotSpoke:
    """A bot said something, in this order, and stands there in its script now."""

    at: datetime
    messages: tuple[Message, ...]
    talk: BotTalk


@dataclass(frozen=True, slots=True)
class BotAsked:
    """The customer wrote to a bot of somebody else's, who is to be asked."""

    at: datetime
    message: MessageId


@dataclass(frozen=True, slots=True)
class BotLed:
    """A bot found out in which queue the chat belongs, and how much it matters."""

    at: datetime
    queue: QueueId
    priority: int = 0


@dataclass(frozen=True, slots=True)
class BotHandedOver:
    """A bot makes way for an agent; `failed` when it could not be reached."""

    at: datetime
    failed: bool = False


@dataclass(frozen=True, slots=True)
class BotTakenOver:
    """An agent takes the chat from the bot; `said_at` is when they said so, by the clock of their desk."""

    at: datetime
    agent: AgentId
    said_at: datetime | None = None
