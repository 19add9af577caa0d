"""Who asks for what a command wants to see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bridge.knowledge import Library
from core.agents.model import Profile
from core.conversation.model import Conversation
from core.directory import Directory
from core.ids import ChannelName, Contact, DeskName, PersonRef
from core.ports import CustomerChannel
from core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Beyond:
    """What looks further than a chat: the words of a sentence, and who is banned."""

    words: Callable[[Sentence], str]
    is_banned: Callable[[Contact], bool]


if TYPE_CHECKING:
    from bridge.handlers.office import Office


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what: the words are what was typed, or what has been typed so far into a field that is searched."""

    desk: DeskName
    person: PersonRef
    directory: Directory
    profile: Profile | None = None
    conversation: Conversation | None = None
    words: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    hosts: frozenset[DeskName] = frozenset()
    """The desks where somebody can be asked as an expert."""
    channels: Mapping[ChannelName, CustomerChannel] = field(default_factory=dict)
    office: "Office | None" = None
    """The shared tools, for what a channel is asked; None where no command is run."""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    beyond: Beyond | None = None
