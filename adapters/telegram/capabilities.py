"""What Telegram carries, from a bot.

https://core.telegram.org/bots/api
"""

from core.capabilities import Capabilities, Support

TEXT_MAX = 4096
"""Characters of one message, counted here as UTF-16 units, as Telegram counts places in a text, and after its marks
were read. https://core.telegram.org/bots/api#sendmessage"""
FILE_MAX = 50_000_000
"""Bytes: https://core.telegram.org/bots/api#senddocument"""
PICTURE_MAX = 10_000_000
"""What is larger goes as a document: https://core.telegram.org/bots/api#sendphoto"""
FETCHED_MAX = 20_000_000
"""Bytes of a customer's file that a bot may load: https://core.telegram.org/bots/api#getfile"""
BUTTON_DATA_MAX = 64
"""Bytes that a button carries: https://core.telegram.org/bots/api#inlinekeyboardbutton"""
BUTTON_TITLE = 40
"""Characters of a button that a telephone still shows; no page of Telegram's says how many it takes."""
PICTURES = frozenset({"image/png", "image/jpeg"})

CAPABILITIES = Capabilities(
    text_max=TEXT_MAX,
    files=Support.FULL,
    file_max=FILE_MAX,
    edit=Support.FULL,
    delete=Support.PARTIAL,
    typing=Support.PARTIAL,
    formatting=Support.FULL,
)
"""Words are changed at any time; a message is taken back for 48 hours, later only its words are. That somebody types is
shown while a file is on its way. A bot is never told what was read."""
