"""What a failed call of the Bot API means: may it be repeated, and what is the agent told?

Rules:
1. Sending has no idempotency key, and what was sent can't be looked up: what may have arrived is `Uncertain`, and
   stays so. Only what surely was not taken (no connection, 429) is `Transient`.
2. `detail` has the status alone: Telegram's own words may carry what somebody wrote.
3. Telegram has no codes beside HTTP's, so its words are looked at, for what is in the table. It is small on purpose:
   they may change (https://core.telegram.org/bots/api#making-requests).
"""

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType

from aiohttp import ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL

from core.errors import DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from core.sentences import Sentence, say

FIRST_PAUSE = 1.0
"""Seconds of rest after a 429 that names none."""
MOST_SECONDS = 3_600.0
LIMITED, SERVER, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_LARGE = 429, 500, 401, 403, 404, 413
_NEVER_LEFT = (ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL)


class Why(StrEnum):
    """What Telegram refuses, as far as it is told apart here."""

    SAME = auto()
    """The message reads so already."""
    NOT_THERE = auto()
    """The message is gone."""
    TOO_OLD = auto()
    """It can't be taken back any more."""
    FIXED = auto()
    PICTURE = auto()
    """The picture is none that a telephone shows."""
    BLOCKED = auto()
    GONE = auto()
    FIRST = auto()
    LARGE = auto()
    TOKEN = auto()
    OTHER = auto()


_WORDS: Mapping[str, Why] = MappingProxyType({
    "message is not modified": Why.SAME,
    "message to edit not found": Why.NOT_THERE,
    "message to delete not found": Why.NOT_THERE,
    "message can't be deleted": Why.TOO_OLD,
    "message can't be edited": Why.FIXED,
    "photo_invalid_dimensions": Why.PICTURE,
    "image_process_failed": Why.PICTURE,
    "bot was blocked by the user": Why.BLOCKED,
    "user is deactivated": Why.GONE,
    "chat not found": Why.GONE,
    "can't initiate conversation": Why.FIRST,
    "file is too big": Why.LARGE,
})  # fmt: skip
"""In Telegram's words: https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp"""
_SAID: Mapping[Why, str] = MappingProxyType({
    Why.TOO_OLD: "telegram_old",
    Why.FIXED: "telegram_fixed",
    Why.BLOCKED: "telegram_blocked",
    Why.GONE: "telegram_gone",
    Why.FIRST: "telegram_first",
    Why.LARGE: "telegram_file_large",
    Why.TOKEN: "telegram_token",
})  # fmt: skip
_OF_THE_PERSON = frozenset({Why.BLOCKED, Why.GONE, Why.FIRST})


class Refused(Permanent):
    """A refusal of Telegram's, and what it is about."""

    def __init__(self, detail: str, why: Why, *, reason: Sentence) -> None:
        super().__init__(detail, reason=reason)
        self.why = why


def judge(code: int, words: str, pause: float | None) -> DeliveryFailed:
    """Judge an answer that is not the one hoped for; `pause` is how long Telegram asks us to wait."""
    detail = f"telegram {code}"
    if code == LIMITED:
        seconds = max(pause or FIRST_PAUSE, FIRST_PAUSE)
        return Transient(detail, retry_after=min(seconds, MOST_SECONDS), throttled=True)
    if code >= SERVER:
        return Uncertain(detail)  # somebody behind the gateway may have taken it
    why = _why(code, words.lower())
    reason = say(_SAID[why]) if why in _SAID else say("telegram_error", code=code)
    return Unreachable(detail, reason=reason) if why in _OF_THE_PERSON else Refused(detail, why, reason=reason)


def _why(code: int, words: str) -> Why:
    if code in (UNAUTHORIZED, NOT_FOUND):
        return Why.TOKEN
    if code == TOO_LARGE:
        return Why.LARGE
    return next((why for said, why in _WORDS.items() if said in words), Why.OTHER)


def from_transport(error: Exception) -> DeliveryFailed:
    """Judge a call that was not answered: what surely never left may be repeated."""
    detail = f"telegram: {type(error).__name__}"
    return Transient(detail) if isinstance(error, _NEVER_LEFT) else Uncertain(detail)
