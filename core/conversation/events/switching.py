"""A chat goes on in another channel, as an event of it."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId, Contact


@dataclass(frozen=True, slots=True)
class ChannelSwitched:
    """An agent lets the chat go on by another route of the same customer's."""

    at: datetime
    agent: AgentId
    to: Contact
    name: str
    """How agents read it: the channel and the address."""
    lost: str = ""
    """What that channel can't carry and the one before could, in words."""
    vouched: bool = False
    """Whether nobody has ever written from there, and the agent says that the customer has asked for it."""
