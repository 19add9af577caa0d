"""What the demo's story needs of a desk: people who write and click, and a look at what stands there."""

from collections.abc import Iterable
from typing import Protocol

ADA, SAM, NOOR = "ada", "sam", "noor"
"""The agent, somebody who only reads along, and the expert."""


class Side(Protocol):
    """One desk, with one chat on it."""

    title: str
    """What the chat's place is called, as in "the Slack thread"."""

    async def is_ready(self) -> None:
        """Let Ada say that she takes chats."""
        ...

    async def comes(self) -> None:
        """Wait for the chat's root card."""
        ...

    async def accept(self) -> None:
        """Press Accept on the offer that rings at Ada's."""
        ...

    async def writes(self, who: str, text: str, picture: bytes = b"") -> None:
        """Write in the chat's place, with a picture."""
        ...

    async def is_asked(self, who: str) -> None:
        """Wait until somebody is asked, in private, what to do with what they wrote."""
        ...

    async def shows(self, text: str) -> None:
        """Wait until a text stands in the chat's place."""
        ...

    async def marks(self, text: str, *, arrived: bool = False) -> None:
        """Wait until what stands in the chat's place bears a mark; `arrived`: one that says more than that it left."""
        ...

    async def is_joined(self) -> None:
        """Press Join where Noor is asked for help, and wait until she takes part."""
        ...

    async def reads(self, text: str) -> None:
        """Wait until Noor reads a text, in her chat with the bot."""
        ...

    async def answers(self, text: str) -> None:
        """Let Noor write in her chat with the bot."""
        ...

    def talk(self) -> list[str]:
        """Give what stands in Noor's chat with the bot, line by line."""
        ...

    def lines(self) -> list[str]:
        """Give what stands in the chat's place, line by line."""
        ...

    def whispers(self) -> list[str]:
        """Give what only one person sees."""
        ...


MARKS = "Marks: ✅ sent, 📬 delivered, 👀 read, ⚠️ not delivered; 🔒 stays with the agents, ✋ waits for its author."
"""What the marks on an agent's words mean."""


SENT = "✅"
"""The mark of a message that has left; what is told later takes its place."""


def tells(marks: Iterable[str], *, arrived: bool) -> bool:
    """Tell whether there are marks on a message; `arrived`: such as say more than that it left."""
    shown = list(marks)
    return bool(shown) and not (arrived and SENT in shown)


def marked(marks: Iterable[str]) -> str:
    """Write the marks on a message, apart from its words; nothing without any."""
    shown = " ".join(marks)
    return f"({shown})" if shown else ""
