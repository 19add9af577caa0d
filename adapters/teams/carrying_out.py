"""Carrying out what Teams waits for an answer to: what it takes, and how long one waits.

Rules:
1. What is to be done is stored before it is answered; what of it takes longer than two seconds is told later, in the
   personal chat. Teams waits five seconds for a message extension, fifteen for all else, and then asks again.
2. What can't be taken now is refused in words: whoever clicked can click again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from adapters.teams.answering import BUSY
from adapters.teams.asked import Asked, to_inbound
from adapters.teams.inbound import Us
from adapters.teams.payload import Json
from core.commands.registry import Registry
from core.errors import Overloaded
from core.ids import ExternalRef, PersonRef
from core.ports import AgentDesk, Clock, Desktop, Inbox, Memory, Outcome
from core.sentences import Sentence
from core.views import Prompt

PATIENCE = 2.0
"""Seconds that a request waits for its outcome."""
ACTIONS = "actions"
"""The command that opens the list of all that can be done."""


class Desk(AgentDesk, Protocol):
    """The desk, as far as it answers."""

    async def bring_home(self, person: PersonRef) -> None:
        """Let the next home page stand at the end of the personal chat."""
        ...

    async def give_file(self, offer: ExternalRef, upload: Json) -> None:
        """Hand over the file that a message offers."""
        ...

    async def may_be_astray(self, thread: ExternalRef) -> bool:
        """Tell whether there may be a card at the head of a chain with nobody behind it."""
        ...

    async def lead(self, thread: ExternalRef) -> Prompt | None:
        """Let such a card lead to its chat; give what to tell whoever wrote there."""
        ...

    async def keep_file(self, offer: ExternalRef) -> None:
        """Show that the file that a message offers was not wanted."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What is worked with."""

    us: Us
    inbox: Inbox
    desktop: Desktop
    registry: Registry
    desk: Desk
    memory: Memory
    clock: Clock
    words: Callable[[Sentence], str]

    async def outcome(self, activity: Json, asked: Asked, surface: Literal["button", "form", "home"]) -> Outcome:
        """Store what was asked for and wait for what becomes of it."""
        inbound = to_inbound(asked, activity, self.us, self.clock.now(), surface)
        try:
            return await self.inbox.accept_and_wait(inbound, PATIENCE)
        except Overloaded:
            return Outcome(BUSY, refused=True)
