"""What people say: each message bears a mark by which it is known wherever it turns up."""

import re
from typing import NamedTuple

_MARK = re.compile(r"=([ca])(\d+)\.(\d+)=")


class Word(NamedTuple):
    """One message: `c` the customer's or `a` the agent's, of which chat, and its number there from 1."""

    side: str
    chat: int
    number: int

    @property
    def text(self) -> str:
        """Give the message as it is written."""
        return f"={self.side}{self.chat}.{self.number}= the parcel left the depot this morning"


def word_in(text: str) -> Word | None:
    """Find the message that a text is, if it is one."""
    found = _MARK.search(text)
    return Word(found[1], int(found[2]), int(found[3])) if found else None
