"""A customer's file, fetched from its vendor: every address on the way is looked at before it is called.

Not an adapter: the shared part of the channels whose files are fetched by an address.

Rules:
1. No redirect is followed unseen: where a vendor sends us on, the channel says again what is shown there, or refuses.
2. Reading stops at a limit, whatever size was announced. What a file is, and how large a queue lets it be, is decided
   where it is kept (`adapters.attachments`).
3. An address may hold a secret: none is logged or put into an error.
"""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, InvalidURL

from core.errors import Permanent, Transient
from core.sentences import Sentence, say

MOST_BYTES = 250_000_000
"""Far above what any channel carries and a queue allows; whoever keeps the file has the exact limit."""
_PIECE = 64 * 1024
_HERE, _OK, _LIMITED, _SERVER = range(300, 400), 200, 429, 500
_ANY = "*."

Shown = Callable[[str, int], Mapping[str, str]]
"""Gives the headers for an address, called after so many redirects; raises `Permanent` where it may not be called."""


class Hosts:
    """Where a vendor's files lie: at its API, or over https on listed hosts, of which `*.` is any name before one."""

    def __init__(self, api: str, listed: Collection[str], why_not: Callable[[str], Sentence]) -> None:
        """Take the API's address, the hosts beside it, and what is said of any other."""
        self._api = _origin(urlsplit(api))
        self._listed = frozenset(listed)
        self._why_not = why_not

    def is_api(self, address: str) -> bool:
        """Tell whether an address is the API's, rather than a listed host's.

        Raises:
            Permanent: it is neither.
        """
        parts = _split(address)
        if parts is not None and _origin(parts) == self._api:
            return True
        if parts is not None and parts.scheme == "https" and self._lists(parts.netloc.lower()):
            return False
        host = parts.hostname if parts is not None and parts.hostname else "?"
        raise Permanent("file: a host that is not listed", reason=self._why_not(host[:80]))

    def _lists(self, host: str) -> bool:
        return any(
            host.endswith(one.removeprefix("*")) if one.startswith(_ANY) else host == one for one in self._listed
        )


@dataclass(frozen=True, slots=True)
class Fetching:
    """How a vendor's files are fetched; `limited` judges an answer that asks for a pause."""

    session: Callable[[], ClientSession]
    patience: ClientTimeout
    limited: Callable[[Mapping[str, str]], Transient]
    most_hops: int = 3
    most_bytes: int = MOST_BYTES

    async def fetch(self, address: str, shown: Shown) -> AsyncIterator[bytes]:
        """Give the bytes in pieces. Raises `DeliveryFailed`."""
        try:
            for hop in range(self.most_hops + 1):
                headers = shown(address, hop)
                async with self.session().get(
                    address, headers=headers, timeout=self.patience, allow_redirects=False
                ) as answer:
                    if answer.status in _HERE:
                        address = _onward(address, answer.headers.get("Location", ""))
                        continue
                    self._judge(answer)
                    async for piece in self._pieces(answer):
                        yield piece
                    return
        except InvalidURL:
            raise Permanent("file: an address that is none", reason=say("fail_file_fetch")) from None
        except (TimeoutError, ClientError, OSError) as error:
            raise Transient(f"file: {type(error).__name__}") from None
        raise Permanent("file: sent on too often", reason=say("fail_file_fetch"))

    def _judge(self, answer: ClientResponse) -> None:
        if answer.status == _LIMITED:
            raise self.limited(answer.headers)
        if answer.status >= _SERVER:
            raise Transient(f"file: {answer.status}")
        if answer.status != _OK:
            raise Permanent(f"file: {answer.status}", reason=say("fail_file_fetch"))

    async def _pieces(self, answer: ClientResponse) -> AsyncIterator[bytes]:
        seen = 0
        async for piece in answer.content.iter_chunked(_PIECE):
            seen += len(piece)
            if seen > self.most_bytes:
                raise Permanent("file: too large", reason=say("fail_file_fetch"))
            yield piece


def _onward(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        raise Permanent("file: sent on to nowhere", reason=say("fail_file_fetch")) from None


def _split(address: str) -> SplitResult | None:
    """Take an address apart; None for what is none, or names a user: that may look like a host."""
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 and parts.username is None else None
    except ValueError:
        return None


def _origin(parts: SplitResult) -> tuple[str, str]:
    return parts.scheme, parts.netloc.lower()
