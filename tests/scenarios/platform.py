"""A platform on which agents work, as a scenario needs it: what is shown there, and what people's hands do.

Rules:
1. What somebody types names the bot as `@deskbridge`, people as `@ada` and places as `#sales`; the client knows them.
2. People's hands do no more than the platform's client lets them; what it forbids is `Refused`.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum, auto
from typing import Any, Protocol

from core.ids import ExternalRef
from tests.scenarios.company import Members, Talks
from tests.scenarios.shown import Control, Field, Given, Line, Option, Picture, Root, Screen
from tests.scenarios.wire import Wire


class Call(StrEnum):
    """What the bridge does on the platform, or the platform at the bridge, where a test lets something go wrong."""

    ANY = auto()
    """Anything that the bridge asks for."""
    ROOT = auto()
    """Opening a thread: posting the root card."""
    POST = auto()
    """Posting in a thread, or to somebody alone."""
    TALK = auto()
    """Opening somebody's personal chat with the bot."""
    PRESENCE = auto()
    HISTORY = auto()
    """Looking up what stands in a thread."""
    TOKEN = auto()
    """Saying who has signed in."""
    FORM = auto()
    FILES = auto()
    """Giving a file that somebody has attached."""
    EVENTS = auto()
    """What the platform tells the bridge."""


class Looks(Protocol):
    """What can be seen on a platform."""

    @property
    def answers_in_forms(self) -> bool:
        """Whether the answer to a click in a form stands in the form; where not, a sentence takes its place."""
        ...

    @property
    def knows_posts(self) -> bool:
        """Whether the bridge can learn that a post of its own stands there: by its echo, or by looking."""
        ...

    @property
    def keeps_private(self) -> bool:
        """Whether what the bridge has said to one person alone is still there when the client is loaded anew."""
        ...

    @property
    def deliveries(self) -> int:
        """How many of the platform's messages are on their way to the bridge."""
        ...

    def root(self, thread: ExternalRef) -> Root:
        """Give where a chat stands, by the bridge's name for its thread."""
        ...

    def line(self, ref: str) -> Line:
        """Give one message."""
        ...

    def thread(self, root: Root) -> Sequence[Line]:
        """Give the messages of a chat's thread, root card first."""
        ...

    def place(self, place: str) -> Sequence[Line]:
        """Give all that stands in a place, threads included, oldest first."""
        ...

    def roots(self, place: str) -> Sequence[Root]:
        """Give the messages of a place that are no replies."""
        ...

    def private(self, user: str) -> Sequence[Line]:
        """Give what the bridge has said to this person alone, oldest first."""
        ...

    def home(self, user: str) -> Screen | None:
        """Give a person's page of the bridge, once they have looked at it."""
        ...

    def homes_drawn(self) -> int:
        """Tell how often the bridge has drawn anybody's page."""
        ...

    def form(self, user: str) -> Screen | None:
        """Give the form that a person has open."""
        ...

    async def files(self, root: Root) -> dict[str, bytes]:
        """Give the files that a chat's thread shows."""
        ...

    async def picture(self, picture: Picture) -> bytes:
        """Give a picture that is shown."""
        ...

    def refusals(self) -> Sequence[str]:
        """Give the bridge's calls that were refused for coming too fast."""
        ...

    def reactions(self, ref: str) -> Mapping[str, Sequence[str]]:
        """Give the emoji under a message, each with the people who put it there."""
        ...

    def presence(self, user: str) -> tuple[bool, bool]:
        """Tell whether somebody is shown as there, and whether they want no notifications."""
        ...

    def link_of(self, root: Root) -> str:
        """Give what a link to a chat's thread ends with, or contains."""
        ...


class Hands(Protocol):
    """What people do on a platform; `user` is somebody's id there."""

    async def post(
        self, user: str, root: Root, text: str, *, broadcast: bool = False, files: Mapping[str, bytes] | None = None
    ) -> str:
        """Write in a thread; give the message's reference."""
        ...

    async def begin(self, user: str, place: str, text: str) -> Root:
        """Write in a place, outside of any thread."""
        ...

    async def direct(self, user: str, text: str) -> None:
        """Write to the bot directly."""
        ...

    async def command(self, user: str, typed: str, place: str) -> None:
        """Give a command in the platform's own way, in a place where that has one."""
        ...

    async def type(self, user: str, line: str, place: str) -> None:
        """Type a line that begins with a slash, in a place where that is read."""
        ...

    async def edit(self, user: str, ref: str, text: str) -> None:
        """Edit a message."""
        ...

    async def delete(self, user: str, ref: str) -> None:
        """Delete a message."""
        ...

    async def react(self, user: str, ref: str, name: str, *, add: bool = True) -> None:
        """Put an emoji under a message, or take it back."""
        ...

    async def click(self, user: str, line: Line, control: Control) -> None:
        """Click what stands on a message."""
        ...

    async def open_home(self, user: str) -> None:
        """Look at the bridge's page."""
        ...

    async def click_on(self, user: str, screen: Screen, control: Control) -> None:
        """Click what stands on a page or in a form."""
        ...

    async def at_message(self, user: str, ref: str, command: str) -> None:
        """Choose a command in a message's own menu."""
        ...

    async def shortcut(self, user: str, command: str) -> None:
        """Use what the platform's client offers for a command, outside of any message."""
        ...

    async def submit(self, user: str, form: Screen, values: Mapping[str, Given | Sequence[Option]]) -> str:
        """Submit a form; give what is said in its place, if anything.

        Raises `Refused` with what stands at the fields when it stays open; what is about no field is at the empty name.
        """
        ...

    async def search(self, user: str, form: Screen, field: Field, typed: str) -> Sequence[Option]:
        """Type into a field that searches; give what is found."""
        ...

    async def count(self, user: str, form: Screen, values: Mapping[str, str], field: str) -> None:
        """Fill texts in, and let one be counted in the way that the platform has."""
        ...

    async def close(self, user: str, form: Screen) -> None:
        """Close all forms that are open."""
        ...

    async def reload(self, user: str) -> None:
        """Load the client anew."""
        ...

    async def present(self, user: str, *, is_there: bool) -> None:
        """Be shown as there, or as away."""
        ...

    async def silent(self, user: str, *, on: bool) -> None:
        """Want no notifications, or want them again."""
        ...


class Trouble(Protocol):
    """What goes wrong on a platform, and what its administrators do."""

    def fails(self, call: Call, kind: str, **how: Any) -> int:
        """Let something go wrong, as `playground.faults` knows it; give the fault's number."""
        ...

    def deafen(self) -> None:
        """Let nothing of what happens reach the bridge any more."""
        ...

    async def archive(self, place: str) -> None:
        """Archive a place."""
        ...

    async def unarchive(self, place: str) -> None:
        """Bring a place back."""
        ...

    async def expel(self, place: str) -> None:
        """Remove the bot from a place."""
        ...

    async def invite(self, place: str) -> None:
        """Let the bot into a place."""
        ...

    async def revoke(self) -> str:
        """Take the bridge's rights away; give how the platform names that."""
        ...

    async def install(self) -> None:
        """Give them back."""
        ...


class Platform(Looks, Hands, Trouble, Wire, Talks, Members, Protocol):
    """All of it."""
