"""Telegram's side of the wire: the Bot API, its webhooks, and the people who write to the bot."""

from playground.telegram.world import Telegram

VENDOR = Telegram

__all__ = ["VENDOR", "Telegram"]
