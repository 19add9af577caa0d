"""A desk at work on its platform, as the contract suite needs it: to look at, and to make trouble on."""

from enum import StrEnum
from typing import ClassVar, Protocol

from core.ids import ExternalRef, PersonRef
from core.messages import Media
from core.ports import AgentDesk
from core.sentences import Sentence
from tests.contracts.desks.shown import Shown


class Trouble(StrEnum):
    """What goes wrong with one call."""

    THROTTLED = "throttled"
    """Refused: too many. Come back after `RETRY_AFTER` seconds."""
    BROKEN = "broken"
    """Refused: the platform's own fault, nothing was done."""
    RESET = "reset"
    """Done, then the connection was cut."""
    SILENT = "silent"
    """Done, and no answer comes."""


RETRY_AFTER = 7


class Spoilt(StrEnum):
    """What a person has done to a place or to our account, and can undo."""

    ARCHIVED = "archived"
    REMOVED = "removed"
    REVOKED = "revoked"


class Stage(Protocol):
    """A desk, its platform and three people: Ada and Grace, who see the place, and whoever writes by hand."""

    desk_class: ClassVar[type[AgentDesk]]
    threads_outlive_roots: ClassVar[bool]
    """Whether people go on in a thread whose first message was deleted."""
    desk: AgentDesk
    place: ExternalRef
    nowhere: ExternalRef
    ada: PersonRef
    grace: PersonRef

    def roots(self) -> list[Shown]:
        """Give what stands in the place itself, oldest first."""
        ...

    def thread(self, thread: ExternalRef) -> list[Shown]:
        """Give the replies of a thread, oldest first; the root is not among them."""
        ...

    def personal(self, person: PersonRef) -> list[Shown]:
        """Give what is shown to this person alone, oldest first."""
        ...

    def sees(self, person: PersonRef) -> str:
        """Give all that a person can see anywhere."""
        ...

    def home(self, person: PersonRef) -> str:
        """Give what a person's home page shows."""
        ...

    async def writes(self, person: PersonRef, thread: ExternalRef, text: str) -> ExternalRef:
        """Let a person write in a thread by hand; give the message's address."""
        ...

    def look(self, ref: ExternalRef) -> Shown:
        """Give one message, whoever wrote it."""
        ...

    def fail(self, trouble: Trouble, after: int = 0) -> None:
        """Let a call go wrong: the next one, or the one after some that go well."""
        ...

    def hurry(self) -> None:
        """Let the desk wait a moment only for an answer."""
        ...

    def unreachable(self) -> AgentDesk:
        """Give a desk that reaches nobody."""
        ...

    def restarted(self) -> AgentDesk:
        """Give a desk that remembers nothing."""
        ...

    async def spoil(self, how: Spoilt) -> None:
        """Make the place, or our account, unusable."""
        ...

    async def mend(self, how: Spoilt) -> None:
        """Undo it."""
        ...

    async def delete(self, ref: ExternalRef) -> None:
        """Let an administrator delete a message of ours."""
        ...

    def file(self, name: str, data: bytes) -> Media:
        """Put a file into the bridge's store."""
        ...

    async def waits(self) -> None:
        """Let some seconds pass, in which a platform lists what was posted."""
        ...

    def words(self, sentence: Sentence) -> str:
        """Give a sentence's words."""
        ...
