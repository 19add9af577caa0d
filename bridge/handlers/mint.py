"""New ids: a letter that says what it names, and 128 bits.

Rules:
1. Nobody should guess an id from another: at least 64 of the bits are random. A file's id stands in an address that is
   shown to people, and is random alone.
2. The others begin with the time in milliseconds, so that new rows stand beside each other in the tables' indexes: a
   database with a hundred thousand chats is then written at its end, and not all over.

The time in an id orders nothing else: clocks jump.
"""

from os import urandom
from secrets import token_hex
from time import time_ns

from core.ids import ConversationId, FileId, InvitationId, MessageId, OfferId

AT_ONCE = 200
"""For how many ids chance is asked at a time: a call costs more than the bytes."""


class Mint:
    """Makes ids."""

    def __init__(self) -> None:
        """Begin with nothing in stock."""
        self._stock: list[str] = []

    def conversation(self) -> ConversationId:
        """Give a conversation's id."""
        return ConversationId(self._timely("c"))

    def message(self) -> MessageId:
        """Give a message's id."""
        return MessageId(self._timely("m"))

    def offer(self) -> OfferId:
        """Give an offer's id."""
        return OfferId(self._timely("o"))

    def invitation(self) -> InvitationId:
        """Give an invitation's id."""
        return InvitationId(self._timely("i"))

    def file(self) -> FileId:
        """Give a file's id."""
        return FileId("f" + token_hex(16))

    def key(self) -> str:
        """Give an idempotency key for one send."""
        return self._timely("k")

    def _timely(self, kind: str) -> str:
        try:
            chance = self._stock.pop()
        except IndexError:
            many = urandom(10 * AT_ONCE).hex()
            self._stock += [many[at : at + 20] for at in range(20, len(many), 20)]
            chance = many[:20]
        return f"{kind}{time_ns() // 1_000_000:012x}{chance}"
