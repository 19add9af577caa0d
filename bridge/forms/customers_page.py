"""The page behind a customer's link, for channels that can show no form (S7): one browser, one time.

Rules:
1. To look at the link shows a page with a button, so that previews of messages use nothing up. The press gives the form
   to this browser, by a cookie that no script can read; from any other browser the link is used up then.
2. Of the cookie and of the link the database has digests alone.
3. A link that is wrong, used up, or expired says so, and nothing about whose it was; the audit log says it, too.
"""

import hmac
from collections.abc import Sequence
from html import escape
from secrets import token_urlsafe

from aiohttp import web
from sqlalchemy import Connection

from adapters.cookies import PATH, cookie_name
from adapters.secure_forms import answer_of, described, read_sent
from adapters.web.assets import asset
from bridge.forms.links import CUSTOMERS, digest_of
from bridge.forms.refused_links import NOT_PRESSED, OTHER_BROWSER, RefusedLinks
from bridge.forms.words import WORDS, spoken
from bridge.pages.paper import ASSETS, HEADERS, page, pressing, said
from bridge.store import conversations, forms
from bridge.store.database import Database
from bridge.store.forms import FormRow
from core.conversation.form import FormStage
from core.errors import PayloadMalformed, PayloadTooLarge
from core.ids import Contact
from core.ports import CustomersForms

LONGEST = 64
COOKIE = "deskbridge_form"
_HOUR = 3600
_SHORT = 16


class CustomersPage:
    """Answers whoever has a customer's link."""

    def __init__(
        self, database: Database, customers: CustomersForms, refused: RefusedLinks, base: str, *, secure: bool
    ) -> None:
        """Take where links are known, what takes forms, who notes refusals, the address's path, and if it is https."""
        self._database = database
        self._forms = customers
        self._refused = refused
        self._base = base
        self._secure = secure

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes."""
        one = CUSTOMERS + "{token}"
        return (
            web.get(ASSETS + "{name}", asset),
            web.get(one, self.look),
            web.post(one, self.begin),
            web.get(f"{one}/form", self.describe),
            web.post(f"{one}/form", self.fill_in),
            web.post(f"{one}/decline", self.decline),
        )

    async def look(self, request: web.Request) -> web.Response:
        """Show the button; nothing is used up."""
        language, found = spoken(request), await self._find(request)
        if found is None or found[0].asked.stage is not FormStage.REQUESTED:
            return await self._over(found[0] if found else None, language)
        if not self._is_granted(request, found[0]):
            if found[0].grant_digest is not None:
                return await self._used(found[0], language)
            await self._refused.refused(found[0], NOT_PRESSED)
        words = WORDS[language]
        return pressing(self._base, words.title, words.go_on, words.about, language=language)

    async def begin(self, request: web.Request) -> web.Response:
        """Give the form to this browser, and show it."""
        language, found = spoken(request), await self._find(request)
        if found is None or found[0].asked.stage is not FormStage.REQUESTED:
            return await self._over(found[0] if found else None, language)
        row, _ = found
        secret = "" if self._is_granted(request, row) else token_urlsafe(32)
        if secret:
            mine = await self._database.write(lambda conn: forms.grant(conn, row.asked.id, digest_of(secret)))
            if not mine:
                return await self._used(row, language)
        base = escape(f"{self._base}{CUSTOMERS}{request.match_info['token']}", quote=True)
        waiting = f'<p class="secure-state">{escape(WORDS[language].needs_script)}</p>'
        body = f'<div id="form" data-base="{base}">{waiting}</div>'
        response = page(self._base, row.asked.title, body, script="form.js", language=language)
        if secret:
            name = self._cookie(request)
            response.set_cookie(
                name, secret, max_age=_HOUR, path=PATH, httponly=True, secure=self._secure, samesite="Strict"
            )
        return response

    async def describe(self, request: web.Request) -> web.Response:
        """Tell the form to the browser that has it."""
        found = await self._granted(request)
        if found is None:
            return _gone()
        shown = await self._forms.on_show(*found[1], found[0].asked.id)
        if shown is None:
            await self._note_gone(request)
            return _gone()
        return web.json_response(described(shown, spoken(request)), headers=HEADERS)

    async def fill_in(self, request: web.Request) -> web.Response:
        """Take what was filled in."""
        found = await self._granted(request)
        if found is None:
            return _gone()
        try:
            sent = await read_sent(request)
        except PayloadTooLarge:
            return web.json_response({"error": {"code": "too_large", "message": ""}}, status=413, headers=HEADERS)
        except PayloadMalformed:
            return web.json_response({"error": {"code": "malformed", "message": ""}}, status=400, headers=HEADERS)
        filling = await self._forms.fill_in(*found[1], found[0].asked.id, sent.given, sent.files)
        if filling.is_gone:
            await self._note_gone(request)
        status, body = answer_of(filling)
        return web.json_response(body, status=status, headers=HEADERS)

    async def decline(self, request: web.Request) -> web.Response:
        """Note that the customer would not."""
        found = await self._granted(request)
        if found is None:
            return _gone()
        await self._forms.decline(*found[1], found[0].asked.id)
        return web.json_response({"status": "declined"}, headers=HEADERS)

    async def _find(self, request: web.Request) -> tuple[FormRow, Contact] | None:
        token = request.match_info["token"]
        if len(token) > LONGEST:
            return None
        return await self._database.read(lambda conn: _found(conn, digest_of(token)))

    async def _granted(self, request: web.Request) -> tuple[FormRow, Contact] | None:
        """Give the form to the browser that has it; to any other it is gone, which is noted."""
        found = await self._find(request)
        if found is not None and self._is_granted(request, found[0]):
            return found
        if found is None:
            await self._refused.unknown()
        elif found[0].asked.stage is not FormStage.REQUESTED:
            await self._refused.over(found[0])
        else:
            await self._refused.refused(found[0], OTHER_BROWSER if found[0].grant_digest is not None else NOT_PRESSED)
        return None

    def _is_granted(self, request: web.Request, row: FormRow) -> bool:
        has = request.cookies.get(self._cookie(request), "")
        return row.grant_digest is not None and hmac.compare_digest(digest_of(has), row.grant_digest)

    def _cookie(self, request: web.Request) -> str:
        """Give the name of a link's cookie: a browser may have several forms open."""
        link = digest_of(request.match_info["token"])[:_SHORT]
        return cookie_name(f"{COOKIE}_{link}", is_https=self._secure)

    async def _note_gone(self, request: web.Request) -> None:
        """Note that a form takes nothing any more, also from the browser that has it."""
        found = await self._find(request)
        if found is not None:
            await self._refused.over(found[0])

    async def _over(self, row: FormRow | None, language: str) -> web.Response:
        words = WORDS[language]
        if row is None:
            await self._refused.unknown()
            return said(self._base, words.wrong_title, words.wrong, status=404, language=language)
        await self._refused.over(row)
        if row.asked.stage is FormStage.EXPIRED:
            return said(self._base, words.expired_title, words.expired, status=410, language=language)
        return said(self._base, words.over_title, words.over, status=410, language=language)

    async def _used(self, row: FormRow, language: str) -> web.Response:
        await self._refused.refused(row, OTHER_BROWSER)
        words = WORDS[language]
        return said(self._base, words.used_title, words.used, status=410, language=language)


def _gone() -> web.Response:
    return web.json_response({"error": {"code": "form_gone", "message": ""}}, status=410, headers=HEADERS)


def _found(conn: Connection, digest: str) -> tuple[FormRow, Contact] | None:
    row = forms.by_link(conn, digest)
    contact = conversations.contact_of(conn, row.conversation) if row is not None else None
    return (row, contact) if row is not None and contact is not None else None
