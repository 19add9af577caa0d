"""The web channel's routes: loader, frame, session, socket, files.

Rule: a refusal is an answer, never a traceback; what a stranger sends is checked before it costs anything.
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
import structlog
from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapters.attachments.content import accepted_types
from adapters.web import inbound
from adapters.web.answers import NO_STORE, Refusal, overloaded, slow_down
from adapters.web.assets import asset, load_assets, loader_response
from adapters.web.browser import language_of
from adapters.web.files import download
from adapters.web.forms import FormRoutes
from adapters.web.frame import content_security_policy, frame_headers, frame_html
from adapters.web.hours import hours_of
from adapters.web.identity import NotBelieved, Shown
from adapters.web.ids import Visitor
from adapters.web.inbound import Speaker
from adapters.web.presence import OPEN
from adapters.web.services import Services
from adapters.web.sessions import Token
from adapters.web.socket import Sockets
from adapters.web.uploads import take_upload
from core.errors import FileRefused, Overloaded, SignatureInvalid
from core.features.verified import Person
from core.ids import QueueId
from core.policy.limits import Limited
from core.ports import FeedState

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_LARGEST_SESSION = 32 * 1024

log = structlog.get_logger(__name__)


class SessionRequest(BaseModel):
    """What the widget asks a session with."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    token: str | None = Field(default=None, max_length=8000)
    queue: str = Field(default="", max_length=64)
    locale: str = Field(default="", max_length=40)
    identity: Shown = Shown()
    session: str | None = Field(default=None, max_length=8000)


def answered(handler: _Handler) -> _Handler:
    """Turn a refusal into its answer."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refusal as refusal:
            return refusal.response()
        except Overloaded as busy:
            return overloaded(busy.retry_after).response()
        except FileRefused as refusal:
            return Refusal(refusal.http_status, refusal.code, refusal.message).response()

    return answer


class Edge:
    """The handlers of one web channel."""

    def __init__(self, services: Services, sockets: Sockets) -> None:
        self._services = services
        self._sockets = sockets
        section = services.section
        policy = content_security_policy(services.public_url, section.allowed_origins, section.picture_origins)
        self._frame_headers = frame_headers(policy)

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give all routes."""
        return (
            web.get("/widget.js", self.loader),
            web.get("/widget/assets/{name}", asset),
            web.get("/widget/frame", answered(self.frame)),
            web.post("/widget/session", answered(self.session)),
            web.get("/widget/socket", answered(self._sockets.serve)),
            web.post("/widget/files", answered(self.upload)),
            web.get("/widget/files/{file}/{name}", answered(self.download)),
            *FormRoutes(self._services, self._token).routes(_refusing),
        )

    async def loader(self, _request: web.Request) -> web.Response:
        """Serve the script that sites include."""
        return loader_response(load_assets())

    async def frame(self, request: web.Request) -> web.Response:
        """Serve the document in the iframe to an allowed site."""
        host = request.query.get("host", "")
        if not self._services.origins.may_show_frame(host):
            raise Refusal(
                403, "site_refused", f"The site {host[:200] or '(none named)'} is not listed under allowed_origins."
            )
        language = language_of(request.query.get("locale", "") or _first_language(request))
        html = frame_html(
            load_assets(),
            host=host,
            theme=request.query.get("theme", "auto"),
            locale=request.query.get("locale", "")[:40],
            settings=self._settings(self._queue(request.query.get("queue", "")), language),
        )
        return web.Response(text=html, content_type="text/html", headers=self._frame_headers)

    async def session(self, request: web.Request) -> web.Response:
        """Recognise a visitor, or make a new one."""
        self._services.origins.require(request)
        self._see(Limited.SESSIONS, address=request.remote)
        asked = await _read_session(request)
        queue = self._queue(asked.queue)
        token, said = await self._token_for(asked, queue)
        self._see(Limited.SESSIONS, visitor=token.visitor.id)
        gate, is_known = self._services.gate, said == "verified"
        banned = token.visitor if await gate.keeps_out(token.visitor) else None
        if banned is None and not is_known:  # whoever is verified is who they are, in whatever browser
            banned = await gate.banned_before(request)
        if banned is not None and gate.words is not None:
            return gate.refusal(banned, gate.words)
        if banned is not None and banned.id != token.visitor.id:
            token = self._services.sessions.issue(banned, queue, self._services.clock.now())
        answer = {
            "identity": said,
            "token": token.text,
            "visitor": token.visitor.id,
            "expires_at": token.expires_at.isoformat(),
            "settings": self._settings(queue, language_of(asked.locale)),
        }
        response = web.json_response(answer, headers=NO_STORE)
        if banned is not None:  # they are told nothing, and are nobody new without their token
            gate.remember(response, banned)
        return response

    async def _token_for(self, asked: SessionRequest, queue: QueueId) -> tuple[Token, str]:
        """Give the visitor's token, and what became of what the page has shown of them."""
        services, now = self._services, self._services.clock.now()
        going_on = services.sessions.go_on(asked.session, queue, now) if asked.session else None
        if going_on is not None:
            return going_on, "verified"
        token = services.sessions.welcome(asked.token, queue, now)
        try:
            who = services.identities.who(asked.identity, now)
        except NotBelieved as error:  # the log alone says why: nobody shall find out by trying
            log.warning("identity_refused", channel=services.channel, reason=error.reason)
            return token, "refused"
        if who == Person():
            return token, "none"
        if not who.user:
            return services.sessions.issue(Visitor(token.visitor.id, who), queue, now), "claimed"
        return await self._verified(token, who, is_new=token.text != asked.token), "verified"

    async def _verified(self, token: Token, who: Person, *, is_new: bool) -> Token:
        """Make the session of a verified person; the chat that their browser has open is theirs from now on."""
        services, now = self._services, self._services.clock.now()
        person = services.identities.visitor(who)
        state = FeedState() if is_new else await services.feed.state(services.channel, token.visitor.contact)
        if state.status in OPEN:
            speaker = Speaker(services.channel, token.visitor, token.queue)
            await services.inbox.accept(inbound.identified(speaker, person, secrets.token_hex(8), now))
        lifetime = services.section.identity.lifetime if services.section.identity else None
        return services.sessions.issue(person, token.queue, now, lifetime)

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file that a later message will carry."""
        self._services.origins.require(request)
        token = self._token(request)
        rules, visitor = self._services.attachment_rules(token.queue), token.visitor.id
        weight = request.content_length if request.content_length is not None else rules.max_size
        self._see(Limited.FILES, visitor=visitor, address=request.remote)
        self._see(Limited.BYTES, visitor=visitor, address=request.remote, amount=weight)
        gate = self._services.gate
        if await gate.keeps_out(token.visitor):
            return gate.refusal(token.visitor, gate.words or "The file could not be taken. Try again later.")
        owner = (self._services.channel, token.visitor.contact)
        stored = await take_upload(request, rules, self._services.files, owner)
        media, tickets = stored.media, self._services.tickets
        answer: dict[str, Any] = {
            "id": tickets.upload_id(media.file, token.visitor),
            "name": media.name,
            "mime": media.mime,
            "size": media.size,
            "url": tickets.address(media, token.visitor.contact),
        }
        if stored.width and stored.height:
            answer |= {"width": stored.width, "height": stored.height}
        return web.json_response(answer, status=201, headers=NO_STORE)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Serve a file by its signed address."""
        return await download(request, self._services.files, self._services.tickets)

    def _see(self, what: Limited, *, visitor: str = "", address: str | None = None, amount: float = 1.0) -> None:
        """Let a visitor or an address go on. Raises `Refusal` where it is too much at once."""
        if wait := self._services.limits.wait_for(what, visitor=visitor, address=address or "", amount=amount):
            raise slow_down(wait)

    def _token(self, request: web.Request) -> Token:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        try:
            return self._services.sessions.check(text if scheme == "Bearer" else "", self._services.clock.now())
        except SignatureInvalid:
            raise Refusal(401, "token_invalid", "Your session has run out. Please try again.") from None

    def _queue(self, name: str) -> QueueId:
        queues = self._services.queues
        if not name:
            return queues[0]
        if name not in queues:
            known = ", ".join(queues)
            raise Refusal(
                400, "queue_unknown", f"There is no queue “{name[:64]}” here. The script tag may name: {known}."
            )
        return QueueId(name)

    def _settings(self, queue: QueueId, language: str) -> dict[str, Any]:
        section, rules = self._services.section, self._services.attachment_rules(queue)
        return {
            "title": section.title,
            "greeting": section.greeting,
            "colours": {"accent": section.colours.accent},
            "attachments": {
                "max_files": rules.max_files,
                "max_bytes": rules.max_size,
                "types": accepted_types(rules.types),
            },
            "locale": section.locale,
            "queue": queue,
            "hours": hours_of(self._services.door(queue, language)),
        }


def _refusing(method: str, path: str, handler: _Handler) -> web.RouteDef:
    return web.route(method, path, answered(handler))


def _first_language(request: web.Request) -> str:
    return request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0].strip()


async def _read_session(request: web.Request) -> SessionRequest:
    if request.content_length is not None and request.content_length > _LARGEST_SESSION:
        raise Refusal(413, "too_large", "A session request has at most 32 kB.")
    try:
        return SessionRequest.model_validate(orjson.loads(await request.read()))
    except (orjson.JSONDecodeError, ValidationError):
        raise Refusal(400, "malformed", "A session request is a JSON object with token, queue and locale.") from None
