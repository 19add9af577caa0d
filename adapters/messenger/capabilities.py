"""What Messenger carries."""

from core.capabilities import Capabilities, Support

TEXT_MAX = 2000
"""Characters of one message, counted here as UTF-16 units, the stricter way.
https://developers.facebook.com/docs/messenger-platform/reference/send-api"""
FILE_MAX = 25_000_000
"""Bytes: https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api"""
PICTURE_MAX = 8_000_000
"""What is larger goes as a file: https://developers.facebook.com/docs/messenger-platform/send-messages#sending_attachments"""
MOST_REPLIES, REPLY_TITLE = 13, 20
"""https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies"""
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})

CAPABILITIES = Capabilities(
    text_max=TEXT_MAX,
    files=Support.FULL,
    file_max=FILE_MAX,
    typing=Support.PARTIAL,
    read_receipts=Support.FULL,
)
"""Nothing is formatted, and what was sent is neither changed nor taken back. That somebody types is shown while a file
is on its way."""
