"""Fetching the bytes of a file that a person posted in Teams.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4

Rules:
1. A file's source is its address: short-lived and good without our token in a personal chat, on the connector's host
   (then with our token) for a picture among words. A file of a channel lies in SharePoint: Graph gives its address,
   where the app may ask it.
2. Hosts are checked at each address, also behind a redirect, three at most (`connector.get`).
3. Reading stops at a limit, whatever size was announced.
"""

from collections.abc import AsyncIterator
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientError, ClientResponse, ClientTimeout

from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.ids import parse_file
from adapters.teams.sharepoint import SharePoint
from core.errors import DeliveryFailed, Permanent, Transient
from core.ids import ExternalRef
from core.messages import Unfetched
from core.sentences import say

MOST_BYTES = 250_000_000
"""Far above what a queue allows; whoever keeps the file has the exact limit."""
_LIMITS = ClientTimeout(total=300, connect=5, sock_connect=5, sock_read=30)
_PIECE = 64 * 1024
_MOST_REDIRECTS = 3
_OK, _TOO_MANY, _SERVER = 200, 429, 500
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FilesIn:
    """Fetches files."""

    def __init__(self, connector: Connector, sharepoint: SharePoint | None = None) -> None:
        self._connector = connector
        self._sharepoint = sharepoint

    async def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes in pieces.

        Raises:
            DeliveryFailed: the file can't be had (`Permanent`), or not now (`Transient`).
        """
        response = await self._open(await self._address(file.source))
        try:
            if response.status != _OK:
                raise _refused(response.status)
            seen = 0
            async for piece in response.content.iter_chunked(_PIECE):
                seen += len(piece)
                if seen > MOST_BYTES:
                    raise Permanent("file: too large", reason=say("teams_file_large"))
                yield piece
        except (ClientError, TimeoutError, OSError) as error:
            raise Transient(f"file: {type(error).__name__}") from None
        finally:
            response.close()

    async def _address(self, source: ExternalRef) -> str:
        try:
            at = parse_file(source)
        except ValueError:
            raise Permanent("file: no address", reason=say("teams_file_elsewhere")) from None
        if not at.in_sharepoint:
            return at.url
        if self._sharepoint is None:
            raise Permanent("file: in SharePoint", reason=say("teams_file_elsewhere"))
        return await self._sharepoint.address_of(at.url)

    async def _open(self, url: str) -> ClientResponse:
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                response = await self._connector.get(url, _LIMITS)
            except TeamsRefused as refusal:
                raise _of_host(url, refusal) from None
            except NoAnswer:
                raise Transient("file: no answer") from None
            if response.status not in _REDIRECTS:
                return response
            response.close()
            url = urljoin(url, response.headers.get("Location", ""))
        raise Permanent("file: too many redirects", reason=say("teams_file_gone"))


def _of_host(url: str, refusal: TeamsRefused) -> DeliveryFailed:
    if refusal.code == "HostNotAllowed":
        host = urlsplit(url).netloc.rpartition("@")[2]
        return Permanent("file: host not allowed", reason=say("teams_file_host", host=host or "?"))
    return Permanent(f"file: {refusal.code}", reason=say("teams_auth"))


def _refused(status: int) -> DeliveryFailed:
    if status == _TOO_MANY or status >= _SERVER:
        return Transient(f"file: {status}")
    return Permanent(f"file: {status}", reason=say("teams_file_gone"))
