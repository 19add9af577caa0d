"""Secure forms in the widget: told, filled in, declined, over https to the bridge's own origin.

Rules:
1. Nothing of a form goes over the socket or into the log but that it is asked for, and where it stands.
2. Who asks is known by the token, and gets the forms of their own chat only: another one's looks like none.
"""

from collections.abc import Callable, Sequence

from aiohttp import web

from adapters.secure_forms import answer_of, described, read_sent
from adapters.web.answers import NO_STORE, Refusal, slow_down
from adapters.web.browser import language_of
from adapters.web.services import Services
from adapters.web.sessions import Token
from core.errors import PayloadMalformed, PayloadTooLarge
from core.ids import FormId
from core.policy.limits import Limited

_HEADERS = NO_STORE | {"Referrer-Policy": "no-referrer"}
LONGEST_ID = 64


class FormRoutes:
    """The routes of the widget's forms."""

    def __init__(self, services: Services, token: Callable[[web.Request], Token]) -> None:
        self._services = services
        self._token = token

    def routes(self, wrap: Callable[..., web.RouteDef]) -> Sequence[web.RouteDef]:
        """Give the routes; `wrap` makes each answer its refusals."""
        return (
            wrap("GET", "/widget/forms/{form}", self.show),
            wrap("POST", "/widget/forms/{form}", self.fill_in),
            wrap("POST", "/widget/forms/{form}/decline", self.decline),
        )

    async def show(self, request: web.Request) -> web.Response:
        """Tell what is asked."""
        token, form = self._asked(request)
        services = self._services
        found = await services.forms.on_show(services.channel, token.visitor.contact, form)
        if found is None:
            raise _gone()
        language = language_of(request.query.get("locale", ""))
        return web.json_response(described(found, language), headers=_HEADERS)

    async def fill_in(self, request: web.Request) -> web.Response:
        """Take what was filled in."""
        token, form = self._asked(request)
        self._see(token, request)
        services = self._services
        try:
            sent = await read_sent(request)
        except PayloadTooLarge:
            raise Refusal(413, "too_large", "The files are too large to be sent with this form.") from None
        except PayloadMalformed:
            raise Refusal(400, "malformed", "A form is sent as multipart/form-data.") from None
        filling = await services.forms.fill_in(services.channel, token.visitor.contact, form, sent.given, sent.files)
        status, body = answer_of(filling)
        return web.json_response(body, status=status, headers=_HEADERS)

    async def decline(self, request: web.Request) -> web.Response:
        """Note that the customer would not."""
        token, form = self._asked(request)
        self._see(token, request)
        await self._services.forms.decline(self._services.channel, token.visitor.contact, form)
        return web.json_response({"status": "declined"}, headers=_HEADERS)

    def _see(self, token: Token, request: web.Request) -> None:
        """Let a visitor go on. Raises `Refusal` where it is too much at once."""
        address = request.remote or ""
        if wait := self._services.limits.wait_for(Limited.FORMS, visitor=token.visitor.id, address=address):
            raise slow_down(wait)

    def _asked(self, request: web.Request) -> tuple[Token, FormId]:
        if request.method != "GET":  # browsers name no origin when a page reads from its own
            self._services.origins.require(request)
        token, form = self._token(request), request.match_info["form"]
        if not form.isalnum() or len(form) > LONGEST_ID:
            raise _gone()
        return token, FormId(form)


def _gone() -> Refusal:
    return Refusal(410, "form_gone", "This form is not asked for any more.")
