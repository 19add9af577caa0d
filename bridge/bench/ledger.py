"""The ledger: what was sent, what arrived, when, and whether each came once and in its order.

A message is known by its conversation and its number there; both stand in its text, spelt with letters: digits of
messages that follow each other can be the number of a card in pieces, which the bridge masks.
"""

import asyncio
import re
import time
from dataclasses import dataclass, field

_MARKER = re.compile(rb"~([ca])([a-j]+)\.([a-j]+)~")
_SPELT, _READ = str.maketrans("0123456789", "abcdefghij"), bytes.maketrans(b"abcdefghij", b"0123456789")
WORDS = "Thanks for waiting; I have had a look, and the parcel left the depot this morning."
PATIENCE = 60.0
"""Seconds in which everything must have arrived after a window; what has not by then is lost."""


def text_of(side: str, conversation: int, number: int) -> str:
    """Give a message's text. `side` is c for the customer's and a for the agent's."""
    return f"~{side}{str(conversation).translate(_SPELT)}.{str(number).translate(_SPELT)}~ {WORDS}"


def marked(data: bytes) -> tuple[str, int, int] | None:
    """Give the side, the conversation and the number of a message, wherever its text stands; None without one."""
    found = _MARKER.search(data)
    if found is None:
        return None
    conversation, number = (int(one.translate(_READ)) for one in found.groups()[1:])
    return found[1].decode(), conversation, number


@dataclass(slots=True)
class Ledger:
    """One way of messages, over the whole run."""

    sent: dict[tuple[int, int], float] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    rooms: dict[int, asyncio.Semaphore] = field(default_factory=dict)
    arrivals: list[tuple[float, float]] = field(default_factory=list)
    """When each message arrived, and after how many seconds."""
    refused: set[tuple[int, int]] = field(default_factory=set)
    """What the bridge has said not to have taken; should it arrive all the same, that is no fault."""
    doubled: int = 0
    unordered: int = 0
    is_ordered: bool = True
    """Whether messages of a conversation leave one after the other, so that they must arrive so."""

    def send(self, conversation: int, at: float | None = None) -> int:
        """Note that a message leaves, or was to leave at a time; give its number."""
        number = self.numbers.get(conversation, 0) + 1
        self.numbers[conversation] = number
        self.sent[conversation, number] = time.perf_counter() if at is None else at
        return number

    def refuse(self, conversation: int, number: int) -> None:
        """Note that a message was not taken: it need not arrive."""
        self.sent.pop((conversation, number), None)
        self.refused.add((conversation, number))

    def arrive(self, conversation: int, number: int) -> None:
        """Note that a message has arrived."""
        left = self.sent.pop((conversation, number), None)
        if left is None:
            if (conversation, number) in self.refused:
                self.refused.discard((conversation, number))
            else:
                self.doubled += 1
            return
        if self.is_ordered and number <= self.last.get(conversation, 0):
            self.unordered += 1
        self.last[conversation] = max(number, self.last.get(conversation, 0))
        now = time.perf_counter()
        self.arrivals.append((now, now - left))
        room = self.rooms.get(conversation)
        if room is not None:
            room.release()

    async def settle(self) -> None:
        """Wait until everything has arrived, or as long as patience lasts."""
        deadline = time.perf_counter() + PATIENCE
        while self.sent and time.perf_counter() < deadline:  # noqa: ASYNC110 - a look now and then costs arrivals less
            await asyncio.sleep(0.02)

    def wrongs(self, *, ordered: bool = True) -> list[str]:
        """Say what is wrong, if anything."""
        found = {"lost": len(self.sent), "doubled": self.doubled, "out of order": self.unordered if ordered else 0}
        return [f"{count} {what}" for what, count in found.items() if count]
