"""Files offered in a personal chat: Teams puts them into the person's own OneDrive once they take them.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#send-files-to-personal-chat

Rules:
1. Which file a card offers is kept here, under the card's own address: what comes back with a click went through
   somebody's client, and could name any file.
2. The bytes go to the hosts that files may be sent to, without our token.
3. Once a file is taken its card becomes the file; one that was declined becomes its name.
"""

from collections.abc import Mapping
from typing import Any

import structlog
from aiohttp import ClientTimeout

from adapters.teams import markup
from adapters.teams.card_text import cut, one_line
from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.ids import parse_message
from adapters.teams.payload import text
from adapters.teams.post import CLIP
from adapters.teams.sentences import NOT_TAKEN, OFFERED
from core.ids import ExternalRef, FileId
from core.messages import Media
from core.ports import FileStore, Memory

Json = dict[str, Any]

log = structlog.get_logger(__name__)

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
_NAME = 120
_PIECE = 32 * 320 * 1024
"""What is sent at once: a multiple of 320 KiB.
https://learn.microsoft.com/graph/api/driveitem-createuploadsession#upload-bytes-to-the-upload-session"""
_LIMITS = ClientTimeout(total=300, connect=5, sock_connect=5)
_SUCCESS = 300


class Consents:
    """Offers files, and hands over those that are taken."""

    def __init__(self, connector: Connector, files: FileStore, memory: Memory) -> None:
        self._connector = connector
        self._files = files
        self._memory = memory

    async def offered(self, ref: ExternalRef, media: Media) -> None:
        """Keep which file a card offers."""
        await self._memory.keep(f"offered:{ref}", media.file)

    async def is_offer(self, ref: ExternalRef) -> bool:
        """Tell whether a message is, or was, the offer of a file."""
        return await self._memory.recall(f"offered:{ref}") is not None

    async def take(self, ref: ExternalRef, upload: Mapping[str, Any]) -> None:
        """Hand over the file that a card offers, to where Teams says; what goes wrong leaves the card as it is."""
        file = await self._memory.recall(f"offered:{ref}")
        if file is None:
            return
        try:
            media, _ = await self._files.open(FileId(file))
            data = await self._files.read(media.file)
        except KeyError:
            await self._show(ref, named(FileId(file), ""))
            return
        if await self._uploaded(text(upload, "uploadUrl"), data, media.mime):
            await self._show(ref, _info(media, upload))

    async def decline(self, ref: ExternalRef) -> None:
        """Show that a file was not wanted."""
        file = await self._memory.recall(f"offered:{ref}")
        if file is None:
            return
        try:
            media, _ = await self._files.open(FileId(file))
        except KeyError:
            media = None
        await self._show(ref, named(FileId(file), media.name if media else ""))

    async def _uploaded(self, url: str, data: bytes, mime: str) -> bool:
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            span = f"bytes {start}-{start + len(piece) - 1}/{len(data)}"
            headers = {"Content-Range": span, "Content-Type": mime}
            try:
                status = await self._connector.put(url, piece, headers, _LIMITS)
            except (TeamsRefused, NoAnswer) as trouble:
                log.warning("teams_file_not_given", why=str(trouble))
                return False
            if status >= _SUCCESS:
                log.warning("teams_file_not_given", why=status)
                return False
        return True

    async def _show(self, ref: ExternalRef, activity: Json) -> None:
        at = parse_message(ref)
        try:
            await self._connector.update(at.conversation, at.activity, activity)
        except (TeamsRefused, NoAnswer) as trouble:
            log.info("teams_offer_stays", why=str(trouble))


def offer(media: Media) -> Json:
    """Give the activity that offers a file."""
    name = cut(one_line(media.name), _NAME) or "file"
    content = {
        "description": OFFERED,
        "sizeInBytes": media.size,
        "acceptContext": {"file": "offered"},
        "declineContext": {"file": "offered"},
    }
    return _attached({"contentType": CONSENT, "name": name, "content": content}, name)


def named(file: FileId, name: str) -> Json:
    """Give the activity that names a file which was not handed over."""
    shown = cut(one_line(name), _NAME) or file
    return markup.activity(markup.small(f"{CLIP}{shown} · {NOT_TAKEN}"), shown)


def _info(media: Media, upload: Mapping[str, Any]) -> Json:
    """Give the activity that shows a file in the person's own OneDrive."""
    name = text(upload, "name") or one_line(media.name)
    content = {"uniqueId": text(upload, "uniqueId"), "fileType": text(upload, "fileType")}
    shown = {"contentType": INFO, "contentUrl": text(upload, "contentUrl"), "name": name, "content": content}
    return _attached(shown, name)


def _attached(attachment: Json, name: str) -> Json:
    return {"type": "message", "summary": f"{CLIP}{name}", "attachments": [attachment]}
