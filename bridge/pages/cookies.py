"""What a browser is given, and shows again: two secrets of 256 bits that no script can read.

Rules:
1. Behind https their names begin with `__Host-`: no other host and no page under a part of this one can set them
   (https://www.rfc-editor.org/rfc/rfc6265bis#section-4.1.3.2). Only on this machine itself, without https, they don't.
2. `Lax`, not `Strict`: agents come by links from Slack and Teams, and back from a sign-in there. No GET changes
   anything of a chat's.
3. They end with the browser; how long they hold is the bridge's to say.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from hmac import digest as hmac_digest
from secrets import token_urlsafe
from typing import Self
from urllib.parse import urlsplit

from aiohttp import web

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
LENGTH = 43
"""Signs of 256 bits in base64."""
_HOST = "__Host-"


class Cookie(StrEnum):
    """Which secret."""

    SESSION = "deskbridge"
    """The one by which an agent is signed in."""
    ATTEMPT = "deskbridge-sign-in"
    """The one that ties a sign-in to the browser in which it was begun."""


def new_secret() -> str:
    """Make a secret for a browser."""
    return token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Give what is stored of a browser's secret."""
    return sha256(secret.encode()).hexdigest()


def derived(secret: str, purpose: str) -> str:
    """Make a word from a browser's secret, by which nobody learns the secret: 256 bits, as text."""
    made = hmac_digest(secret.encode(), b"deskbridge " + purpose.encode(), "sha256")
    return urlsafe_b64encode(made).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Cookies:
    """The cookies of a bridge at its public address."""

    is_plain: bool
    """Whether the address is this machine's, without https: browsers take no `__Host-` there."""

    @classmethod
    def of(cls, public_url: str) -> Self:
        """Give those of an address."""
        parts = urlsplit(public_url)
        return cls(parts.scheme == "http" and parts.hostname in HERE)

    def name(self, cookie: Cookie) -> str:
        """Give a cookie's name."""
        return cookie.value if self.is_plain else _HOST + cookie.value

    def read(self, request: web.Request, cookie: Cookie) -> str:
        """Give the secret that a browser shows; nothing where it is none of ours by its look."""
        shown = request.cookies.get(self.name(cookie), "")
        return shown if len(shown) == LENGTH and shown.isascii() else ""

    def give(self, response: web.StreamResponse, cookie: Cookie, secret: str) -> None:
        """Have a browser keep a secret."""
        response.set_cookie(
            self.name(cookie), secret, path="/", secure=not self.is_plain, httponly=True, samesite="Lax"
        )

    def drop(self, response: web.StreamResponse, cookie: Cookie) -> None:
        """Have a browser forget a secret."""
        response.del_cookie(self.name(cookie), path="/", secure=not self.is_plain, httponly=True, samesite="Lax")
