"""New ids: a letter that says what it names, and 128 random bits.

Random, not counted: an id may appear in an address, and nobody should guess the next one.
"""

from secrets import token_hex

from core.ids import ConversationId, FileId, InvitationId, MessageId, OfferId


class Mint:
    """Makes ids."""

    def conversation(self) -> ConversationId:
        """Give a conversation's id."""
        return ConversationId("c" + token_hex(16))

    def message(self) -> MessageId:
        """Give a message's id."""
        return MessageId("m" + token_hex(16))

    def offer(self) -> OfferId:
        """Give an offer's id."""
        return OfferId("o" + token_hex(16))

    def invitation(self) -> InvitationId:
        """Give an invitation's id."""
        return InvitationId("i" + token_hex(16))

    def file(self) -> FileId:
        """Give a file's id."""
        return FileId("f" + token_hex(16))

    def key(self) -> str:
        """Give an idempotency key for one send."""
        return "k" + token_hex(12)
