"""Fetching the bytes of a file that a person posted in Slack.

https://docs.slack.dev/reference/objects/file-object

Rules:
1. The bot token is shown to the configured hosts only, over https; each redirect is checked again, three at most.
2. Slack answers a token that may not read the file with its sign-in page and status 200: HTML that isn't offered as a
   download is no file.
3. Reading stops at a limit, whatever size was announced.
"""

from collections.abc import AsyncIterator, Sequence
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientError, ClientResponse, ClientTimeout

from adapters.slack.client import SlackClient
from adapters.slack.failures import from_answer
from adapters.slack.ids import parse_file
from adapters.slack.payload import mapping, text
from core.errors import Permanent, Transient
from core.messages import Unfetched
from core.sentences import say

MOST_BYTES = 250_000_000
"""Far above what a queue allows; whoever keeps the file has the exact limit."""
_LIMITS = ClientTimeout(total=300, connect=5, sock_connect=5, sock_read=30)
_PIECE = 64 * 1024
_MOST_REDIRECTS = 3
_OK = 200
_HTTPS = 443
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({401, 403, 404, 410})


class FilesIn:
    """Fetches files from the hosts that may see the token."""

    def __init__(self, client: SlackClient, hosts: Sequence[str]) -> None:
        self._client = client
        self._hosts = frozenset(hosts)

    async def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes in pieces.

        Raises:
            DeliveryFailed: the file can't be had (`Permanent`), or not now (`Transient`).
        """
        response = await self._open(await self._address(file))
        try:
            _check_is_file(response)
            seen = 0
            async for piece in response.content.iter_chunked(_PIECE):
                seen += len(piece)
                if seen > MOST_BYTES:
                    raise Permanent("file: too large", reason=say("slack_file_large"))
                yield piece
        except (ClientError, TimeoutError, OSError) as error:
            raise Transient(f"file: {type(error).__name__}") from None
        finally:
            response.close()

    async def _address(self, file: Unfetched) -> str:
        """Give the file's address; files shared from other workspaces must be asked for by id."""
        at = parse_file(file.source)
        if at.url:
            return at.url
        found = mapping((await self._client.call("files.info", file=at.file)).get("file"))
        url = text(found, "url_private_download") or text(found, "url_private")
        if not url:
            raise Permanent("file: no address", reason=say("slack_file_gone"))
        return url

    async def _open(self, url: str) -> ClientResponse:
        for _ in range(_MOST_REDIRECTS + 1):
            self._check_host(url)
            response = await self._client.get(url, _LIMITS, with_token=True)
            if response.status not in _REDIRECTS:
                return response
            response.close()
            url = urljoin(url, response.headers.get("Location", ""))
        raise Permanent("file: too many redirects", reason=say("slack_file_gone"))

    def _check_host(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            host, port = "", None
        named = {f"{host}:{port}"}
        if port in (None, _HTTPS) or not url.startswith("https:"):
            named.add(host)
        if not (named & self._hosts and self._client.is_trusted_scheme(url)):
            raise Permanent("file: host not allowed", reason=say("slack_file_host", host=host or "?"))


def _check_is_file(response: ClientResponse) -> None:
    if response.status in _GONE:
        raise Permanent(f"file: {response.status}", reason=say("slack_file_gone"))
    if response.status != _OK:
        raise from_answer("file", response.status, response.headers, None)
    is_download = response.headers.get("Content-Disposition", "").lower().startswith("attachment")
    if response.content_type == "text/html" and not is_download:
        raise Permanent("file: a sign-in page came instead", reason=say("slack_file_gone"))
