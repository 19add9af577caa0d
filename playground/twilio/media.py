"""The files of a message: what Twilio fetches for one that goes out, and how it keeps them.

Rules (https://www.twilio.com/docs/messaging/guides/accepted-mime-types): HEAD and GET of each address; the type that is
answered must be one that goes by MMS and fit the bytes; 5 MB for all files together. That a message ends as `failed`
with the code of what went wrong is unverified.
"""

from email.message import Message as Header
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import aiohttp
from yarl import URL

from playground.twilio import whatsapp
from playground.twilio.errors import ENDS
from playground.twilio.ids import secret, sid
from playground.twilio.model import File, Media

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

MOST_BYTES = 5 * 1024 * 1024
_SECONDS = 15.0
_OK = range(200, 300)
_MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/jpg": b"\xff\xd8\xff", "image/png": b"\x89PNG", "image/gif": b"GIF8"}
ACCEPTED = frozenset(
    {
        *_MAGIC,
        *("image/bmp", "image/tiff", "image/webp", "image/heic", "image/heif"),
        *("audio/basic", "audio/L24", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/vnd.wave", "audio/3gpp"),
        *("audio/3gpp2", "audio/ac3", "audio/webm", "audio/amr", "audio/amr-nb"),
        *("video/mpeg", "video/mp4", "video/quicktime", "video/webm", "video/3gpp", "video/3gpp2", "video/H264"),
        *("text/vcard", "text/x-vcard", "text/csv", "text/rtf", "text/richtext", "text/calendar", "text/directory"),
        *("application/pdf", "application/vcard", "application/vnd.apple.pkpass"),
    }
)


class MediaRefusedError(Exception):
    """A file that can't be sent."""

    def __init__(self, code: int, url: str) -> None:
        """Refuse with the code of the error log."""
        super().__init__(f"{ENDS[code]}: {url}")
        self.code, self.url = code, url


def kept(twilio: "Twilio", file: File) -> Media:
    """Keep a file at Twilio."""
    media = Media(sid("ME"), secret(), file, twilio.clock.now())
    twilio.store.files[media.secret] = file
    return media


async def fetched(twilio: "Twilio", urls: list[str], by_whatsapp: bool = False) -> list[Media]:  # noqa: FBT001, FBT002 - one of two networks
    """Fetch the files of a message, as large and of such kinds as its network takes.

    Raises MediaRefusedError.
    """
    files: list[File] = []
    for url in urls:
        file = await twilio.delivery.within(_file(twilio, url, by_whatsapp=by_whatsapp), _SECONDS)
        if file is None:
            raise MediaRefusedError(11200, url)
        files.append(file)
        if sum(len(one.content) for one in files) > _most(file, by_whatsapp=by_whatsapp):
            raise MediaRefusedError(11751, url)
    return [kept(twilio, file) for file in files]


def _most(file: File, *, by_whatsapp: bool) -> int:
    if not by_whatsapp:
        return MOST_BYTES
    return whatsapp.MOST_PICTURE_BYTES if file.mimetype.startswith("image/") else whatsapp.MOST_BYTES


async def _file(twilio: "Twilio", url: str, *, by_whatsapp: bool) -> File:
    address, added = twilio.delivery.reached(url)
    accepted, most = (whatsapp.ACCEPTED, whatsapp.MOST_BYTES) if by_whatsapp else (ACCEPTED, MOST_BYTES)
    try:
        async with twilio.delivery.session.head(
            URL(address, encoded=True), headers=added, allow_redirects=True
        ) as head:
            _check(head, url, accepted)
        async with twilio.delivery.session.get(URL(address, encoded=True), headers=added) as response:
            mimetype = _check(response, url, accepted)
            content = await response.content.read(most + 1)
            name = _name(response, url)
            while len(content) <= most and (more := await response.content.read(most + 1)):
                content += more
    except (aiohttp.ClientError, ConnectionError, ValueError) as problem:
        raise MediaRefusedError(11200, url) from problem
    if not content.startswith(_MAGIC.get(mimetype, b"")):
        raise MediaRefusedError(12300, url)
    return File(name, mimetype, content)


def _check(response: aiohttp.ClientResponse, url: str, accepted: frozenset[str]) -> str:
    if response.status not in _OK:
        raise MediaRefusedError(11200, url)
    mimetype = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if mimetype not in {one.lower() for one in accepted}:
        raise MediaRefusedError(12300, url)
    return mimetype


def _name(response: aiohttp.ClientResponse, url: str) -> str:
    """Read the name that Content-Disposition has, else the end of the address."""
    header = Header()
    header["Content-Disposition"] = response.headers.get("Content-Disposition", "inline")
    return header.get_filename() or unquote(urlsplit(url).path.rpartition("/")[2]) or "file"
