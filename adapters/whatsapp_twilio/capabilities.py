"""What WhatsApp by Twilio carries."""

from core.capabilities import Capabilities, Support

TEXT_MAX = 1600
"""Characters of one request, counted here as UTF-16 units, the stricter way: https://www.twilio.com/docs/api/errors/21617"""
BODY_MAX, MOST_BUTTONS, BUTTON_TITLE = 1024, 3, 20
"""Characters above buttons, how many WhatsApp shows that were not approved, and characters on one.
https://www.twilio.com/docs/content/twilio-quick-reply
https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages"""
MOST_ROWS, ROW_TITLE, ROW_TEXT = 10, 24, 72
"""Of a list, each counted as UTF-16 units: https://www.twilio.com/docs/content/twiliolist-picker"""
FILE_MAX, PICTURE_MAX = 16_000_000, 5_000_000
"""Bytes: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages#message-size-limits"""
CARRIED = frozenset(
    {
        *("image/jpeg", "image/png"),
        *("audio/ogg", "audio/amr", "audio/3gpp", "audio/aac", "audio/mpeg", "video/mp4"),
        *("application/pdf", "application/msword", "text/vcard"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
"""Kinds of files that go as files; others go as links. WebP is for stickers alone.
https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages#supported-mime-types"""

WORDS = Capabilities(text_max=TEXT_MAX, read_receipts=Support.FULL, formatting=Support.PARTIAL)
"""Where Twilio can't load files from us."""

CAPABILITIES = Capabilities(
    text_max=TEXT_MAX,
    files=Support.PARTIAL,
    file_max=FILE_MAX,
    read_receipts=Support.FULL,
    formatting=Support.PARTIAL,
)
"""What was sent is neither changed nor taken back."""
