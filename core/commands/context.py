"""What a command may look at when it is run, and when its form is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from core.agents.model import Agent, Profile
from core.commands.wants import Want
from core.conversation.expert import Expert
from core.conversation.model import Conversation, Invitation
from core.directory import Directory
from core.ids import MessageId, PersonRef
from core.messages import Message, Part
from core.routing.queues import Queue

T = TypeVar("T")

NEW_IDS = 4
"""How many ids are minted for a call."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a command may look at."""

    at: datetime
    person: PersonRef
    directory: Directory
    mint: tuple[str, ...]
    """New ids for what this call makes; the first is that of the message which it may store."""
    profile: Profile | None = None
    agent: Agent | None = None
    conversation: Conversation | None = None
    queue: Queue | None = None
    called: Invitation | None = None
    """The open invitation by which whoever gives the command is asked to come as an expert."""
    expert: Expert | None = None
    """As which expert they take part in the chat."""
    about: Message | None = None
    """The message to which a shortcut was applied, or which was quoted; None where it is none of ours."""
    is_about_something: bool = False
    """Whether there was one at all."""
    held: Mapping[MessageId, Message] = field(default_factory=dict)
    files: tuple[Part, ...] = ()
    """What was posted with it, where it was typed."""
    given_at: datetime | None = None
    """When it was given, by the clock of the desk that brought it; `at` is when it is carried out."""
    filled: Mapping[str, str] = field(default_factory=dict)
    """What came back from its form as it is, for a form whose fields are none of its arguments."""
    given: Mapping[Want[Any], object] = field(default_factory=dict)
    """What the command's wants have brought; read it by `wanted`."""

    @property
    def new_message(self) -> MessageId:
        """Give the id of the message that this call may store."""
        return MessageId(self.mint[0])

    def wanted(self, want: Want[T]) -> T:
        """Give what a want has brought. Raises `KeyError` when the command doesn't list it."""
        return cast("T", self.given[want])
