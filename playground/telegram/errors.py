"""How the Bot API says no: {"ok": false, "error_code", "description", "parameters"?}, under the same HTTP status.

Rule: the descriptions are those of the server's source, which may change: nobody should read them by program more than
is needed. https://core.telegram.org/bots/api#making-requests,
https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp
"""

from collections.abc import Callable
from types import MappingProxyType

from aiohttp import web

from playground.faults import Fault, Kind
from playground.mishaps import Refusals
from playground.telegram.model import Json

_BEGINNINGS = {400: "Bad Request", 403: "Forbidden"}


class BotError(Exception):
    """A refusal."""

    def __init__(self, code: int, words: str = "", *, retry_after: int = 0) -> None:
        """Refuse with `code`; what is bad or forbidden says so before its words."""
        beginning = _BEGINNINGS.get(code, "")
        self.code = code
        self.description = f"{beginning}: {words}" if beginning else words
        self.retry_after = retry_after
        super().__init__(f"{code}: {self.description}")

    @property
    def body(self) -> Json:
        """The answer's body."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": {"retry_after": self.retry_after}} if self.retry_after else {})


def bad(words: str) -> BotError:
    """Refuse a request as bad."""
    return BotError(400, words)


def too_many(seconds: int) -> BotError:
    """Refuse one request too many."""
    return BotError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def refusal(error: BotError) -> web.Response:
    """Answer a refusal."""
    return web.json_response(error.body, status=error.code)


def _always(code: int, words: str) -> Callable[[Fault], web.Response]:
    return lambda _: refusal(BotError(code, words))


REFUSALS = Refusals(
    "telegram",
    MappingProxyType(
        {
            Kind.RATE_LIMITED: lambda fault: refusal(too_many(fault.retry_after)),
            Kind.SERVER_ERROR: _always(500, "Internal Server Error"),
            Kind.BAD_GATEWAY: _always(502, "Bad Gateway"),
            Kind.MISSING_SCOPE: _always(401, "Unauthorized"),
        }
    ),
)
