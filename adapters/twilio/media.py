"""Files that came with a customer's message: fetched from Twilio with credentials, and from nowhere else.

Rules:
1. Credentials are shown to the configured API alone. It sends us on to where the bytes lie: there, on listed hosts
   only, we go without them.
2. What a file is, how large it may be, and where it is kept is not decided here.

https://www.twilio.com/docs/messaging/api/media-resource
"""

from collections.abc import AsyncIterator, Callable, Collection
from urllib.parse import SplitResult, urljoin, urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from adapters.twilio.credentials import as_header
from adapters.twilio.failures import throttled
from core.errors import Permanent, Transient
from core.messages import Unfetched
from core.sentences import Sentence, say

FETCH = ClientTimeout(total=60, connect=5)
_PIECE = 64 * 1024
_MOST_HOPS = 3
_HERE, _OK, _LIMITED, _SERVER = range(300, 400), 200, 429, 500


class MediaFetcher:
    """Fetches files; `hosts` are those to which the API may send us on, `why_not` says that one is not."""

    def __init__(
        self,
        session: Callable[[], ClientSession],
        api: str,
        credentials: tuple[str, str],
        hosts: Collection[str],
        why_not: Callable[[str], Sentence],
    ) -> None:
        self._session = session
        self._api = _origin(urlsplit(api))
        self._credentials = as_header(credentials)
        self._hosts = frozenset(hosts)
        self._why_not = why_not

    async def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes in pieces. Raises `DeliveryFailed`."""
        address = str(file.source)
        try:
            for _ in range(_MOST_HOPS + 1):
                headers = self._headers(address)
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

    def _headers(self, address: str) -> dict[str, str]:
        """Say what is shown to an address; refuse one that is nobody's of Twilio's."""
        parts = _split(address)
        if parts is not None and _origin(parts) == self._api:
            return {"Authorization": self._credentials}
        if parts is not None and parts.scheme == "https" and parts.netloc in self._hosts:
            return {}
        host = parts.hostname if parts is not None and parts.hostname else "?"
        raise Permanent("file: a host that is not listed", reason=self._why_not(host[:80]))


def _judge(answer: ClientResponse) -> None:
    if answer.status == _LIMITED:
        raise throttled(answer.headers)
    if answer.status >= _SERVER:
        raise Transient(f"file: {answer.status}")
    if answer.status != _OK:
        raise Permanent(f"file: {answer.status}", reason=say("fail_file_fetch"))


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _origin(parts: SplitResult) -> tuple[str, str]:
    return parts.scheme, parts.netloc.lower()
