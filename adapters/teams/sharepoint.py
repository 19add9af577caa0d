"""Files of channels, which lie in the team's SharePoint: by Graph, where the app may (Files.ReadWrite.All).

https://learn.microsoft.com/graph/api/channel-get-filesfolder
https://learn.microsoft.com/graph/api/driveitem-put-content
https://learn.microsoft.com/graph/api/driveitem-delete
https://learn.microsoft.com/graph/api/shares-get

Rules:
1. A file is put into the channel's folder once, under a name of its own; then it is an address, which whoever is in the
   team can open. Where that fails, whoever asked has another way: it is logged, never raised.
2. It goes with the post that shows it. What is kept about it is ids: its address has its name in it.
3. A person's file is asked for by its address; Graph gives another one, good for a while without a token.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

import structlog
from aiohttp import ClientTimeout

from adapters.teams.card_text import cut, one_line
from adapters.teams.graph import Graph
from adapters.teams.ids import parse_thread
from adapters.teams.payload import part, text
from adapters.teams.remembered import Remembered
from adapters.teams.wire import NoAnswer
from core.errors import Permanent, Transient
from core.ids import ExternalRef, FileId
from core.messages import Media
from core.ports import FileStore, Memory
from core.sentences import say

log = structlog.get_logger(__name__)

_LIMITS = ClientTimeout(total=300, connect=5, sock_connect=5)
_LONGEST_NAME, _LONGEST_ENDING, _TAIL = 120, 12, 8
_REFUSED = str.maketrans(dict.fromkeys('"*:<>?/\\|#%', "_"))
"""https://support.microsoft.com/office/invalid-file-names-and-file-types-in-onedrive-and-sharepoint"""
_FOUND, _GONE, _TOO_MANY, _SERVER = 302, 404, 429, 500


@dataclass(frozen=True, slots=True)
class Shared:
    """A file in SharePoint."""

    address: str
    drive: str
    item: str


def _is(shared: Shared, drive: str, item: str) -> bool:
    return (shared.drive, shared.item) == (drive, item)


class SharePoint:
    """The files of one team's channels."""

    def __init__(self, graph: Graph, team: str, files: FileStore, memory: Memory) -> None:
        self._graph = graph
        self._team = team
        self._files = files
        self._memory = memory
        self._known: Remembered[tuple[str, FileId], Shared] = Remembered(5_000)

    async def address_of(self, source: str) -> str:
        """Give where a person's file can be fetched now.

        Raises:
            DeliveryFailed: the file can't be had (`Permanent`), or not now (`Transient`).
        """
        token = "u!" + urlsafe_b64encode(source.encode()).decode().rstrip("=")
        try:
            answer = await self._graph.ask("GET", f"/shares/{token}/driveItem/content")
        except NoAnswer:
            raise Transient("file: no answer of Graph's") from None
        if answer.status == _TOO_MANY or answer.status >= _SERVER:
            raise Transient(f"file: {answer.status} of Graph's", retry_after=answer.retry_after)
        if answer.status != _FOUND:
            raise Permanent(f"file: {answer.status} of Graph's", reason=say("teams_file_gone"))
        return answer.headers.get("Location", "")

    async def share(self, thread: ExternalRef, media: Media) -> Shared | None:
        """Put a file into the folder of a thread's channel, once; None when that fails."""
        channel = parse_thread(thread).channel
        known = self._known.get((channel, media.file))
        if known is not None:
            return known
        try:
            shared = await self._put(channel, media)
        except (NoAnswer, KeyError) as trouble:
            log.warning("teams_file_not_shared", file=media.file, why=type(trouble).__name__)
            return None
        if shared is not None:
            self._known.put((channel, media.file), shared)
        return shared

    async def note(self, post: ExternalRef, shared: Sequence[Shared]) -> None:
        """Keep which files go with a post."""
        if shared:
            await self._memory.keep(f"files:{post}", json.dumps([(one.drive, one.item) for one in shared]))

    async def remove(self, post: ExternalRef) -> None:
        """Take the files of a post away; one that is gone is gone.

        Raises:
            Transient: not all of them; doing it again is harmless.
        """
        kept = await self._memory.recall(f"files:{post}")
        for drive, item in json.loads(kept) if kept else ():
            self._known.drop_where(partial(_is, drive=drive, item=item))
            try:
                answer = await self._graph.ask("DELETE", _item(drive, item))
            except NoAnswer:
                raise Transient("files: no answer of Graph's") from None
            if answer.status == _TOO_MANY or answer.status >= _SERVER:
                raise Transient(f"files: {answer.status} of Graph's", retry_after=answer.retry_after)
            if not (answer.ok or answer.status == _GONE):
                log.warning("teams_file_not_removed", why=answer.status)
        if kept:
            await self._memory.forget(f"files:{post}")

    async def _put(self, channel: str, media: Media) -> Shared | None:
        where = f"/teams/{quote(self._team, safe='')}/channels/{quote(channel, safe='')}/filesFolder"
        folder = (await self._graph.ask("GET", where)).body
        drive, id = text(part(folder, "parentReference"), "driveId"), text(folder, "id")
        if not drive or not id:
            log.warning("teams_file_not_shared", file=media.file, why="no folder")
            return None
        path = f"{_item(drive, id)}:/{quote(_name(media), safe='')}:/content"
        data = await self._files.read(media.file)
        answer = await self._graph.ask("PUT", path, limits=_LIMITS, data=data)
        address, item = text(answer.body, "webUrl"), text(answer.body, "id")
        if not (answer.ok and address and item):
            log.warning("teams_file_not_shared", file=media.file, why=answer.status)
            return None
        return Shared(address, drive, item)


def _item(drive: str, item: str) -> str:
    return f"/drives/{quote(drive, safe='')}/items/{quote(item, safe='')}"


def _name(media: Media) -> str:
    """Give a name that SharePoint takes and that is this file's alone: put there again it is the same file."""
    line = one_line(media.name).translate(_REFUSED).strip(". ") or "file"
    stem, dot, ending = line.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return f"{cut(line, _LONGEST_NAME)} {media.file[-_TAIL:]}"
    return f"{cut(stem, _LONGEST_NAME)} {media.file[-_TAIL:]}.{ending}"
