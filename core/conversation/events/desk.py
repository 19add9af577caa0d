"""What is written at a desk."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.model import HoldReason
from core.ids import AgentId, DeskName, PersonRef
from core.messages import Message


@dataclass(frozen=True, slots=True)
class DeskWrote:
    """Somebody wrote in the chat's thread. `agent` is None for people who are no agents.

    `doubt` is what the parser or the adapter found wrong with it (an unknown command, another app's post);
    `private` means that its author marked it as a note. `at` is by the clock of the desk, `came_at` by our own.
    """

    at: datetime
    message: Message
    desk: DeskName
    person: PersonRef
    agent: AgentId | None = None
    doubt: HoldReason | None = None
    private: bool = False
    came_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """An agent wrote a private note; to all agents, or to the recipients that the message names."""

    at: datetime
    message: Message
    agent: AgentId


@dataclass(frozen=True, slots=True)
class PrivateModeSet:
    """An agent turned the private mode on or off: while on, what they type stays on the desk."""

    at: datetime
    agent: AgentId
    on: bool
