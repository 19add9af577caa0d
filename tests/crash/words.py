"""What people say: each message bears a mark by which it is known wherever it turns up.

Its numbers are spelt with letters: digits of messages that follow each other can be the number of a card in pieces,
which the bridge masks.
"""

import re
from typing import NamedTuple

_MARK = re.compile(r"=([ca])([a-j]+)\.([a-j]+)=")
_SPELT, _READ = str.maketrans("0123456789", "abcdefghij"), str.maketrans("abcdefghij", "0123456789")


class Word(NamedTuple):
    """One message: `c` the customer's or `a` the agent's, of which chat, and its number there from 1."""

    side: str
    chat: int
    number: int

    @property
    def text(self) -> str:
        """Give the message as it is written."""
        chat, number = (str(one).translate(_SPELT) for one in (self.chat, self.number))
        return f"={self.side}{chat}.{number}= the parcel left the depot this morning"


def word_in(text: str) -> Word | None:
    """Find the message that a text is, if it is one."""
    found = _MARK.search(text)
    return Word(found[1], *(int(one.translate(_READ)) for one in found.groups()[1:])) if found else None
