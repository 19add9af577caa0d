"""Files that came with a customer's message: fetched from Meta, and from nowhere else.

Rules:
1. Only hosts that are listed are called, over https; that of the API too. Each redirect is looked at again.
2. The token is shown to the host of the API and to those that hand files out for it, never to where they send us on.
3. What a file is, how large it may be, and where it is kept is not decided here.
"""

from collections.abc import AsyncIterator, Callable, Collection
from urllib.parse import SplitResult, urljoin, urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from adapters.meta.failures import FIRST_PAUSE
from core.errors import Permanent, Transient
from core.sentences import Sentence, say

FETCH = ClientTimeout(total=120, connect=5, sock_read=30)
_PIECE = 64 * 1024
_MOST_HOPS = 3
_HERE, _OK, _LIMITED, _SERVER = range(300, 400), 200, 429, 500
_ANY = "*."


class MediaFetcher:
    """Fetches files; `hosts` are those that may be called, `why_not` says that one is not among them."""

    def __init__(
        self,
        session: Callable[[], ClientSession],
        api: str,
        hosts: Collection[str],
        why_not: Callable[[str], Sentence],
    ) -> None:
        self._session = session
        self._api = _origin(urlsplit(api))
        self._hosts = frozenset(hosts)
        self._why_not = why_not

    async def fetch(self, address: str, token: str = "") -> AsyncIterator[bytes]:
        """Give the bytes in pieces; the token is shown at the first address. Raises `DeliveryFailed`."""
        try:
            for hop in range(_MOST_HOPS + 1):
                self._check(address)
                headers = {"Authorization": f"Bearer {token}"} if token and not hop else {}
                async with self._session().get(
                    address, headers=headers, timeout=FETCH, allow_redirects=False
                ) as answer:
                    if answer.status in _HERE:
                        address = urljoin(address, answer.headers.get("Location", ""))
                        continue
                    _judge(answer)
                    async for piece in answer.content.iter_chunked(_PIECE):
                        yield piece
                    return
        except (TimeoutError, ClientError, OSError) as error:
            raise Transient(f"file: {type(error).__name__}") from None
        raise Permanent("file: sent on too often", reason=say("fail_file_fetch"))

    def _check(self, address: str) -> None:
        """Refuse an address that is nobody's of Meta's. Raises `Permanent`."""
        parts = _split(address)
        if parts is not None and (_origin(parts) == self._api or (parts.scheme == "https" and self._lists(parts))):
            return
        host = parts.hostname if parts is not None and parts.hostname else "?"
        raise Permanent("file: a host that is not listed", reason=self._why_not(host[:80]))

    def _lists(self, parts: SplitResult) -> bool:
        host = parts.netloc.lower()
        return any(host.endswith(one.removeprefix("*")) if one.startswith(_ANY) else host == one for one in self._hosts)


def _judge(answer: ClientResponse) -> None:
    if answer.status == _LIMITED:
        raise Transient("file: 429", retry_after=FIRST_PAUSE, throttled=True)
    if answer.status >= _SERVER:
        raise Transient(f"file: {answer.status}")
    if answer.status != _OK:
        raise Permanent(f"file: {answer.status}", reason=say("fail_file_fetch"))


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 and parts.username is None else None
    except ValueError:
        return None


def _origin(parts: SplitResult) -> tuple[str, str]:
    return parts.scheme, parts.netloc.lower()
