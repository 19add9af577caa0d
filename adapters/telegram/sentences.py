"""What this channel's failures are called. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `telegram_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "telegram_blocked": "the customer has blocked the bot. Nothing reaches them until they write again.",
    "telegram_gone": "this person is not on Telegram any more, or has never written to this bot.",
    "telegram_first": "a bot can't write first on Telegram. It works as soon as the customer has written.",
    "telegram_token": "Telegram refuses the bot's token. Your admin must look at it in the configuration.",
    "telegram_old": "it is older than 48 hours, and Telegram takes no file back after that.",
    "telegram_fixed": "Telegram does not let this message be changed any more.",
    "telegram_file_large": "the file is too large for a bot: Telegram gives it files of up to 20 MB.",
    "telegram_error": "Telegram refused it (error {code}). Try it in other words, or without the file; if that is "
    "refused too, tell your admin.",
    "telegram_left": "The customer has blocked the bot on Telegram. Nothing that is written here reaches them until "
    "they unblock it.",
    "telegram_back": "The customer can be reached again: they have unblocked the bot on Telegram.",
})  # fmt: skip
