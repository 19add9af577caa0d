"""The people who write to the Page, and what is kept of them."""

import itertools
from dataclasses import dataclass, field

from playground.meta.model import Bubble, File, Message


@dataclass(slots=True)
class Person:
    """One person, as the Page knows them: by an id that is good for this Page alone."""

    psid: str
    first_name: str = ""
    last_name: str = ""
    blocked: bool = False
    deactivated: bool = False
    quiet: bool = False  # reading tells nobody
    private: bool = False  # the profile is not to be had
    trouble: int = 0  # the code that everything for them is refused with
    bubbles: list[Bubble] = field(default_factory=list)
    read: int = 0  # up to which bubble
    wrote: float | None = None  # when they wrote or tapped last
    typing_until: float = 0.0

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def reachable(self) -> bool:
        """Whether anything of the Page's arrives."""
        return not (self.blocked or self.deactivated)


class Store:
    """People, messages, uploaded attachments."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.people: dict[str, Person] = {}
        self.messages: dict[str, Message] = {}
        self.attachments: dict[str, tuple[str, File]] = {}  # by id: the type, the file
        self._bubbles = itertools.count(1)

    def put(self, person: Person, bubble: Bubble) -> Bubble:
        """Put a bubble at the end of a conversation."""
        bubble.id = next(self._bubbles)
        person.bubbles.append(bubble)
        return bubble
