"""Signed links to transcripts.

Rules:
1. A link names one chat and one end of its time; both are signed (HMAC-SHA256): neither can be guessed or moved.
2. Whoever has a link sees what the customer saw, and nothing more: it may be passed on.
3. The same chat gives the same link for a day, so that asking twice makes no second one.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from core.ids import ConversationId

PATH = "/transcript/"
_PURPOSE = b"deskbridge transcript link\n"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a person can open, and until when."""

    url: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link means; `is_over` when its time has passed."""

    conversation: ConversationId
    is_over: bool


class Links:
    """Makes links and reads them."""

    def __init__(self, secret: str, public_url: str, lasts: timedelta) -> None:
        """Take the secret that signs them, where the bridge is reached, and how long they last."""
        self._key = sha256(_PURPOSE + secret.encode()).digest()
        self._base = public_url.rstrip("/") + PATH
        self._lasts = lasts

    def make(self, conversation: ConversationId, now: datetime) -> Link:
        """Make a link to a chat's transcript; it lasts until midnight (UTC) after the time that is set."""
        over = (now + self._lasts).astimezone(UTC)
        until = over.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
        named = f"{int(until.timestamp())}.{conversation}".encode()
        return Link(f"{self._base}{_text(named)}.{_text(self._signed(named))}", until)

    def read(self, token: str, now: datetime) -> Opened | None:
        """Give what a link means, or None when it is not one of ours."""
        first, _, second = token.partition(".")
        try:
            named, signature = _bytes(first), _bytes(second)
            if not hmac.compare_digest(signature, self._signed(named)):
                return None
            until, _, conversation = named.decode().partition(".")
            return Opened(ConversationId(conversation), now.timestamp() >= int(until))
        except (ValueError, NotBase64):
            return None

    def _signed(self, named: bytes) -> bytes:
        return hmac.digest(self._key, named, "sha256")


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
