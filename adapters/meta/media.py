"""Files that came with a customer's message: fetched from Meta, and from nowhere else.

Rules:
1. Only hosts that are listed are called, over https; that of the API too.
2. The token is shown to the host of the API and to those that hand files out for it, never to where they send us on.
"""

from collections.abc import AsyncIterator, Callable, Collection, Mapping

from aiohttp import ClientSession, ClientTimeout

from adapters.fetching import Fetching, Hosts
from adapters.meta.failures import FIRST_PAUSE
from core.errors import Transient
from core.sentences import Sentence

FETCH = ClientTimeout(total=120, connect=5, sock_read=30)


class MediaFetcher:
    """Fetches files; `hosts` are those that may be called, `why_not` says that one is not among them."""

    def __init__(
        self,
        session: Callable[[], ClientSession],
        api: str,
        hosts: Collection[str],
        why_not: Callable[[str], Sentence],
    ) -> None:
        self._fetching = Fetching(session, FETCH, _limited)
        self._hosts = Hosts(api, hosts, why_not)

    def fetch(self, address: str, token: str = "") -> AsyncIterator[bytes]:
        """Give the bytes in pieces; the token is shown at the first address. Raises `DeliveryFailed`."""

        def shown(where: str, hop: int) -> Mapping[str, str]:
            self._hosts.is_api(where)
            return {"Authorization": f"Bearer {token}"} if token and not hop else {}

        return self._fetching.fetch(address, shown)


def _limited(_: Mapping[str, str]) -> Transient:
    return Transient("file: 429", retry_after=FIRST_PAUSE, throttled=True)
