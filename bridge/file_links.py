"""Signed links to files, for channels that can't carry them (T13).

Rules:
1. A link opens one file until a time; a copied one dies with it. Without a secret there are no links.
2. Nothing is served in a way that a browser would run: an attachment, nosniff, a sandbox without scripts.
3. What is wrong with a link is not said: wrong, old and gone look alike.
"""

import hmac
from datetime import timedelta
from hashlib import sha256
from urllib.parse import quote

from aiohttp import web
from aiohttp.hdrs import METH_HEAD

from config.schema import Config
from core.ids import FileId
from core.messages import Media
from core.ports import Clock, FileStore

LIFETIME = timedelta(days=30)
_MOST_DIGITS = 12
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}
_GONE = "This link doesn't work any more. Ask in the chat for the file.\n"


class FileLinks:
    """Makes links, and answers them."""

    def __init__(self, secret: str, public_url: str, files: FileStore, clock: Clock) -> None:
        """Take the secret with which links are signed, and the address under which the bridge is reached."""
        self._secret = secret.encode()
        self._base = public_url.rstrip("/")
        self._files = files
        self._clock = clock

    def address(self, media: Media) -> str:
        """Give the address at which a file can be loaded for a time."""
        until = str(int((self._clock.now() + LIFETIME).timestamp()))
        return f"{self._base}/file/{quote(media.file, safe='')}/{until}.{self._signed(media.file, until)}"

    def routes(self) -> list[web.RouteDef]:
        """Give the route."""
        return [web.get("/file/{file}/{ticket}", self._serve)]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        file, ticket = request.match_info["file"], request.match_info["ticket"]
        if not self._allows(file, ticket):
            return web.Response(status=404, text=_GONE, headers=_HEADERS)
        try:
            media, pieces = await self._files.open(FileId(file))
        except KeyError:
            return web.Response(status=404, text=_GONE, headers=_HEADERS)
        disposition = f"attachment; filename*=UTF-8''{quote(media.name, safe='')}"
        headers = {**_HEADERS, "Content-Type": media.mime, "Content-Disposition": disposition}
        response = web.StreamResponse(headers=headers)
        response.content_length = media.size
        await response.prepare(request)
        if (
            request.method != METH_HEAD
        ):  # who looks before loading, as Twilio does, is confused by bytes it did not ask for
            async for piece in pieces:
                await response.write(piece)
        await response.write_eof()
        return response

    def _allows(self, file: str, ticket: str) -> bool:
        until, _, signature = ticket.partition(".")
        is_ours = hmac.compare_digest(signature.encode(errors="surrogatepass"), self._signed(file, until).encode())
        return is_ours and _is_time(until) and int(until) > self._clock.now().timestamp()

    def _signed(self, file: str, until: str) -> str:
        return hmac.new(self._secret, f"file\n{file}\n{until}".encode(errors="surrogatepass"), sha256).hexdigest()


def links_of(config: Config, files: FileStore, clock: Clock) -> FileLinks | None:
    """Give what makes links; None where there is no secret to sign them with."""
    secret = config.server.link_secret.get_secret_value() if config.server.link_secret is not None else ""
    return FileLinks(secret, str(config.server.public_url), files, clock) if secret else None


def _is_time(text: str) -> bool:
    """Tell whether it counts seconds; Python reads no number of more than 4,300 digits, and time has eleven at most."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
