"""A chat that a command begins."""

from dataclasses import dataclass

from core.ids import AgentId, Contact, QueueId
from core.messages import Message


@dataclass(frozen=True, slots=True)
class Begun:
    """To whom an agent writes first, how they are called, and with what; the chat itself is made by the shell."""

    contact: Contact
    name: str
    queue: QueueId
    agent: AgentId
    message: Message
    personal: bool = False
    """Whether it goes out from the agent's own number."""
