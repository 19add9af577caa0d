"""What WhatsApp carries."""

from core.capabilities import Capabilities, Support

TEXT_MAX, BODY_MAX = 4096, 1024
"""Characters of a text, and of one with buttons.
https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages
https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages"""
MOST_BUTTONS, BUTTON_TITLE = 3, 20
MOST_ROWS, ROW_TITLE, ROW_TEXT = 10, 24, 72
"""https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages"""
FILE_MAX = 100_000_000
"""Bytes: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media"""
PICTURE_MAX, SOUND_MAX = 5_000_000, 16_000_000
"""What is larger goes as a document."""
PICTURES = frozenset({"image/png", "image/jpeg"})
VIDEOS = frozenset({"video/mp4", "video/3gpp"})
SOUNDS = frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"})

CAPABILITIES = Capabilities(
    text_max=TEXT_MAX,
    files=Support.FULL,
    file_max=FILE_MAX,
    typing=Support.PARTIAL,
    read_receipts=Support.FULL,
    formatting=Support.PARTIAL,
)
"""What was sent is neither changed nor taken back. That somebody types is shown while a file is on its way."""
