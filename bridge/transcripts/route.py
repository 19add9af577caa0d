"""The page behind a signed link: what the customer saw of a chat, to be read again, printed or kept as a file."""

from collections.abc import Callable, Sequence

from aiohttp import web

from bridge.store.database import Database
from bridge.transcripts.links import PATH, Links
from bridge.transcripts.reading import read_transcript
from core.conversation.effects import Audit, AuditAct
from core.directory import Directory
from core.features.transcript import Audience
from core.features.transcript_pages import STYLE_HASH, as_page, as_text, page
from core.ids import ConversationId
from core.ports import AuditLog, Clock

BY_LINK = "link"
"""Who opens a transcript by its link: nobody can tell."""

LONGEST = 400
"""Characters of a link that is looked at at all."""

_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class TranscriptRoute:
    """Answers whoever has a link."""

    def __init__(
        self, links: Links, database: Database, directory: Callable[[], Directory], clock: Clock, audit: AuditLog
    ) -> None:
        """Take what reads links and chats; `directory` gives who is an agent by now."""
        self._links = links
        self._database = database
        self._directory = directory
        self._clock = clock
        self._audit = audit

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the one route."""
        return (web.get(PATH + "{token}", self.show),)

    async def show(self, request: web.Request) -> web.Response:
        """Show the transcript; `?as=text` gives it as a file."""
        token = request.match_info["token"]
        opened = self._links.read(token, self._clock.now()) if len(token) <= LONGEST else None
        if opened is None:
            return _said(404, "There is nothing here", "This link is not complete. Copy all of it, and try again.")
        if opened.is_over:
            return _said(410, "This link has expired", "Ask whoever gave it to you for another one.")
        found = await self._database.read(
            lambda conn: read_transcript(conn, self._directory(), opened.conversation, Audience.CUSTOMER)
        )
        if found is None:
            return _said(410, "This chat is gone", "It has been deleted.")
        as_file = request.query.get("as") == "text"
        await self._note(opened.conversation, "file" if as_file else "page")
        if as_file:
            kept = {"Content-Disposition": 'attachment; filename="chat.txt"'}
            return web.Response(
                text=as_text(found), headers=_HEADERS | kept, content_type="text/plain", charset="utf-8"
            )
        return _page(200, as_page(found))

    async def _note(self, conversation: ConversationId, what: str) -> None:
        await self._audit.write(Audit(AuditAct.TRANSCRIPT_READ, BY_LINK, fields={"as": what}), conversation)


def _said(status: int, title: str, words: str) -> web.Response:
    return _page(status, page(title, f"<p>{words}</p>"))


def _page(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=text, headers=_HEADERS, content_type="text/html", charset="utf-8")
