"""Files of channels, which lie in the team's SharePoint: by Graph, where the app may (Files.ReadWrite.All).

https://learn.microsoft.com/graph/api/channel-get-filesfolder
https://learn.microsoft.com/graph/api/driveitem-put-content
https://learn.microsoft.com/graph/api/shares-get

Rules:
1. A file is put into the channel's folder once, under a name of its own; then it is an address, which whoever is in the
   team can open. Where that fails, whoever asked has another way: it is logged, never raised.
2. A person's file is asked for by its address; Graph gives another one, good for a while without a token.
"""

from base64 import urlsafe_b64encode
from urllib.parse import quote

import structlog
from aiohttp import ClientTimeout

from adapters.teams.card_text import cut, one_line
from adapters.teams.graph import Graph
from adapters.teams.ids import parse_thread
from adapters.teams.payload import part, text
from adapters.teams.wire import NoAnswer
from core.errors import Permanent, Transient
from core.ids import ExternalRef
from core.messages import Media
from core.ports import FileStore, Memory
from core.sentences import say

log = structlog.get_logger(__name__)

_LIMITS = ClientTimeout(total=300, connect=5, sock_connect=5)
_LONGEST_NAME = 120
_REFUSED = str.maketrans(dict.fromkeys('"*:<>?/\\|#%', "_"))
"""https://support.microsoft.com/office/invalid-file-names-and-file-types-in-onedrive-and-sharepoint"""
_FOUND, _TOO_MANY, _SERVER = 302, 429, 500


class SharePoint:
    """The files of one team's channels."""

    def __init__(self, graph: Graph, team: str, files: FileStore, memory: Memory) -> None:
        self._graph = graph
        self._team = team
        self._files = files
        self._memory = memory

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

    async def link(self, thread: ExternalRef, media: Media) -> str:
        """Put a file into the folder of a thread's channel, once, and give its address; nothing when that fails."""
        at = parse_thread(thread)
        if at.is_personal:
            return ""
        key = f"shared:{at.channel}/{media.file}"
        known = await self._memory.recall(key)
        if known:
            return known
        try:
            address = await self._put(at.channel, media)
        except (NoAnswer, KeyError) as trouble:
            log.warning("teams_file_not_shared", file=media.file, why=type(trouble).__name__)
            return ""
        if address:
            await self._memory.keep(key, address)
        return address

    async def _put(self, channel: str, media: Media) -> str:
        where = f"/teams/{quote(self._team, safe='')}/channels/{quote(channel, safe='')}/filesFolder"
        folder = (await self._graph.ask("GET", where)).body
        drive, id = text(part(folder, "parentReference"), "driveId"), text(folder, "id")
        if not drive or not id:
            log.warning("teams_file_not_shared", file=media.file, why="no folder")
            return ""
        name = quote(_name(media.name), safe="")
        path = f"/drives/{quote(drive, safe='')}/items/{quote(id, safe='')}:/{name}:/content"
        data = await self._files.read(media.file)
        answer = await self._graph.ask(
            "PUT", f"{path}?@microsoft.graph.conflictBehavior=rename", limits=_LIMITS, data=data
        )
        if not answer.ok:
            log.warning("teams_file_not_shared", file=media.file, why=answer.status)
        return text(answer.body, "webUrl") if answer.ok else ""


def _name(name: str) -> str:
    """Give a name that SharePoint takes; its ending is kept."""
    line = one_line(name).translate(_REFUSED).strip(". ") or "file"
    stem, dot, ending = line.rpartition(".")
    if not dot or len(ending) > 12:  # noqa: PLR2004 - longer is no ending
        return cut(line, _LONGEST_NAME)
    return f"{cut(stem, _LONGEST_NAME)}.{ending}"
