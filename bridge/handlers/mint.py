"""New ids: a letter that says what it names, and 128 bits.

Rules:
1. Nobody should guess an id from another: at least 64 of the bits are random. A file's id stands in an address that is
   shown to people, and is random alone.
2. The others begin with the time in milliseconds, so that new rows stand beside each other in the tables' indexes: a
   database with a hundred thousand chats is then written at its end, and not all over.

The time in an id orders nothing else: clocks jump.
"""

from secrets import token_hex
from time import time_ns

from core.ids import ConversationId, FileId, InvitationId, MessageId, OfferId


class Mint:
    """Makes ids."""

    def conversation(self) -> ConversationId:
        """Give a conversation's id."""
        return ConversationId(_timely("c"))

    def message(self) -> MessageId:
        """Give a message's id."""
        return MessageId(_timely("m"))

    def offer(self) -> OfferId:
        """Give an offer's id."""
        return OfferId(_timely("o"))

    def invitation(self) -> InvitationId:
        """Give an invitation's id."""
        return InvitationId(_timely("i"))

    def file(self) -> FileId:
        """Give a file's id."""
        return FileId("f" + token_hex(16))

    def key(self) -> str:
        """Give an idempotency key for one send."""
        return _timely("k")


def _timely(kind: str) -> str:
    return f"{kind}{time_ns() // 1_000_000:012x}{token_hex(10)}"
