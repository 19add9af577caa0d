"""The people at a desk and what they do there, in words that fit any desk."""

from typing import Any, Literal, Protocol

from bridge.bootstrap import Bridge
from core.ids import ExternalRef, PersonRef
from tests.contracts.desks.shown import Shown
from tests.contracts.desks.stage import Trouble

Section = dict[str, Any]


class People(Protocol):
    """Ada and Grace, who are agents, and Sam, who only reads along."""

    kind: str
    place: str
    ada: PersonRef
    grace: PersonRef
    sam: PersonRef
    posts_once: bool
    """Whether a post whose answer was lost is settled for certain: by an echo or a look-up."""

    def section(self) -> Section:
        """Give the desk's section of the configuration."""
        ...

    async def meet(self, bridge: Bridge, url: str) -> None:
        """Learn where the bridge is, once it runs."""
        ...

    @property
    def is_still(self) -> bool:
        """Whether nothing is on its way to the bridge."""
        ...

    async def commands(self, person: PersonRef, text: str) -> None:
        """Let a person tell the bot something in private."""
        ...

    async def writes(self, person: PersonRef, thread: ExternalRef, text: str) -> None:
        """Let a person write in a thread."""
        ...

    async def clicks(self, person: PersonRef, label: str) -> None:
        """Let a person click the newest button of that name among what was shown to that person alone."""
        ...

    def roots(self) -> list[Shown]:
        """Give what stands in the place itself."""
        ...

    def thread(self, thread: ExternalRef) -> list[Shown]:
        """Give a thread's replies."""
        ...

    def personal(self, person: PersonRef) -> list[Shown]:
        """Give what is shown to this person alone."""
        ...

    def sees(self, person: PersonRef) -> str:
        """Give all that a person can see."""
        ...

    def fail(self, trouble: Trouble) -> None:
        """Let the next post in the place go wrong."""
        ...

    def deafen(self) -> None:
        """Let nothing of what happens in the place reach the bridge any more."""
        ...

    def blind(self, times: int) -> None:
        """Let nothing that was posted be looked up for some times."""
        ...

    async def turns(self, what: Literal["archived", "unarchived"]) -> None:
        """Let an owner archive the place, or bring it back."""
        ...
