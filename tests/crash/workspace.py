"""The platform's side: its people write in the threads, and everything that stands there is seen.

Rules: an agent's message counts as taken from the moment at which the bridge answered its event with 200, even when a
fault let the platform never hear of that; how often and where our own posts stand is read from what the platform keeps.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from playground.server import Playground
from playground.traffic import Exchange
from tests.crash.troubles import Trouble
from tests.crash.words import Word, word_in


@dataclass(slots=True)
class Said:
    """One message of an agent's: when the platform first tried to hand it over, and when the bridge first took it."""

    first_tried: float = 0.0
    taken: float = 0.0


@dataclass(frozen=True, slots=True)
class Copy:
    """One of our posts that carries a customer's message: in which thread, and when it came."""

    word: Word
    thread: str
    at: float
    is_unheard: bool = False
    """Whether the answer to it was lost, on a platform that nobody can ask later."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root card: when it came."""

    at: float
    is_unheard: bool = False


@dataclass
class Workspace(ABC):
    """The people of the platform, and its threads."""

    playground: Playground
    said: dict[Word, Said] = field(default_factory=dict)
    can_be_asked: bool = True
    """Whether it can be known what became of a post whose answer was lost: by an echo, or by a look."""
    threads: dict[int, str] = field(default_factory=dict)
    """For each chat the thread in which its first message stood."""
    _seen: int = 0

    title: ClassVar[str]
    """What the platform is called."""
    history: ClassVar[Sequence[str]]
    """What the playground calls the requests by which its history is read."""
    lies: ClassVar[Sequence[Trouble]]
    """What goes wrong with it, one at a time."""
    outages: ClassVar[Sequence[Trouble]]
    """What a whole window of trouble consists of."""

    @abstractmethod
    async def begin(self, retry_seconds: tuple[float, ...]) -> None:
        """Let the agents be there, without the platform's limits; events that fail come again after these pauses."""

    def refuse_history(self) -> None:
        """Let the app not read what stands in channels."""
        for target in self.history:
            self.playground.faults.add(target, "missing_scope", vendor=self.title.lower(), times=None)

    @abstractmethod
    async def knows(self, url: str) -> None:
        """Enter the bridge's addresses on the app's page."""

    @abstractmethod
    async def agents_are_ready(self) -> None:
        """Let every agent say so to the bot."""

    async def answer(self, chat: int, agent: str) -> None:
        """Let an agent, named as customers see them, write the chat's next message in its thread."""
        number = sum(word.chat == chat for word in self.said) + 1
        word = Word("a", chat, number)
        self.said[word] = Said()
        await self.write(agent, self.threads[chat], word.text)

    @abstractmethod
    async def write(self, agent: str, thread: str, text: str) -> None:
        """Let an agent write in a thread."""

    def look(self) -> None:
        """Find the threads of chats that have got one."""
        copies = self.copies()
        for copy in copies[self._seen :]:
            self.threads.setdefault(copy.word.chat, copy.thread)
        self._seen = len(copies)

    @abstractmethod
    def copies(self) -> list[Copy]:
        """Give every post of a customer's message, in the order in which they stand."""

    @abstractmethod
    def cards(self) -> list[Root]:
        """Give each root card, in the order in which they came."""

    @property
    @abstractmethod
    def is_quiet(self) -> bool:
        """Whether every event has been taken, or given up by the platform."""

    def tried(self, text: str, exchange: Exchange) -> None:
        """Note that the platform tried to hand over an agent's message."""
        said = self.said.get(word_in(text) or Word("", 0, 0))
        if said is None:
            return
        said.first_tried = said.first_tried or time.time() - exchange.ms / 1000
        if exchange.status == 200:
            said.taken = said.taken or time.time()
