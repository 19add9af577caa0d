"""Files that came with a customer's message: fetched from Twilio with credentials, and from nowhere else.

Rule: credentials are shown to the configured API alone. It sends us on to where the bytes lie: there, on listed hosts
only, we go without them.

https://www.twilio.com/docs/messaging/api/media-resource
"""

from collections.abc import AsyncIterator, Callable, Collection, Mapping

from aiohttp import ClientSession, ClientTimeout

from adapters.fetching import Fetching, Hosts
from adapters.twilio.credentials import as_header
from adapters.twilio.failures import throttled
from core.messages import Unfetched
from core.sentences import Sentence

FETCH = ClientTimeout(total=60, connect=5)


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
        self._fetching = Fetching(session, FETCH, throttled)
        self._hosts = Hosts(api, hosts, why_not)
        self._credentials = as_header(credentials)

    def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes in pieces. Raises `DeliveryFailed`."""
        return self._fetching.fetch(str(file.source), self._shown)

    def _shown(self, address: str, _: int) -> Mapping[str, str]:
        return {"Authorization": self._credentials} if self._hosts.is_api(address) else {}
