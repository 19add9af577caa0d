"""What cards are rendered from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.commands.registry import Registry
from core.conversation.effects import OfferOutcome
from core.conversation.model import Conversation
from core.directory import Directory
from core.features.answering import Answer
from core.ids import AgentId
from core.routing.queues import Queue
from core.sentences import say
from core.texts import render


@dataclass(frozen=True, slots=True)
class Receipts:
    """What became of the agents' messages at the customer's."""

    sent: datetime | None = None
    """When the last one that was sent was written; of those after the last delivered one no more is known."""
    last: datetime | None = None
    """When the last one that was delivered was written."""
    read: datetime | None = None
    """When the last one that the customer has read was written."""
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """What a card is rendered from."""

    conversation: Conversation
    queue: Queue
    directory: Directory
    registry: Registry
    attributes: tuple[Answer, ...] = ()
    """What the customer has told a first-line bot."""
    receipts: Receipts | None = None
    """For a desk that can't mark messages at their own place."""

    def name(self, key: str, **args: object) -> str:
        """Give a card's words."""
        return render(say(key, **args), self.directory.names())

    def channel(self) -> str:
        """Give what people call the channel by which the chat goes."""
        return self.directory.channel(self.conversation.channel)

    def people(self, agents: Iterable[AgentId]) -> str:
        """Give agents' names in one line."""
        names = self.directory.names()
        return ", ".join(names.get(agent, agent) for agent in agents)


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many chats the customer has had before, and when the last of them began."""

    count: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferScene:
    """What an agent's private offer is rendered from: the chat, the time, and what became of the offer."""

    scene: Scene
    now: datetime
    outcome: OfferOutcome | None = None
    note: str = ""
    """What whoever handed the chat over says about it."""
    earlier: Earlier = Earlier()

    def waited(self) -> str:
        """Give how long the chat has waited, as minutes and seconds: `2:57`."""
        return waited(self.scene.conversation.queued_at, self.now)


def waited(since: datetime | None, now: datetime) -> str:
    """Give how long something has waited, as minutes and seconds: `2:57`."""
    seconds = max(0, int((now - since).total_seconds())) if since else 0
    return f"{seconds // 60}:{seconds % 60:02d}"
