"""A customer who is banned, as an event of their chats."""

from dataclasses import dataclass
from datetime import datetime

from core.ids import AgentId


@dataclass(frozen=True, slots=True)
class ContactBanned:
    """The chat's customer was banned, in this chat or in another one; the ban itself is kept beside the chats."""

    at: datetime
    by: AgentId
