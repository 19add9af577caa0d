"""Slack's Bolt, serving interactivity inside the bridge's own web application.

Rules:
1. Bolt's own verification is off: `edge` has verified each request, and a socket needs none.
2. It asks Slack nothing before a listener runs (no auth.test a request): who we are is told to it.
3. A listener returns when everything is stored; only then is the interaction acknowledged.
4. Something listens to everything, so that Slack never sees a 404.

It deliberately serves no events: they are stored by `edge` or `socket`, without Bolt.
"""

import logging
import math
import re
from collections.abc import Awaitable, Callable
from traceback import walk_tb

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.inbound import Install
from adapters.slack.interactions import Interactions
from adapters.slack.payload import Json
from adapters.slack.tracing import origin
from core.errors import Overloaded, PayloadMalformed

log = structlog.get_logger(__name__)

_NOT_FOUND = 404
_ANY = re.compile(r"[\s\S]*")
_UNREAD = (AttributeError, LookupError, TypeError, ValueError)
"""What Bolt raises where an interaction isn't made as it expects: it looks into it without asking."""


class Bolt:
    """Hands interactions to `Interactions` by way of Bolt."""

    def __init__(self, interactions: Interactions, install: Callable[[], Install], api_base: str) -> None:
        self._interactions = interactions
        self._install = install
        self._app = self._build(api_base)

    async def take(self, body: str, content_type: str) -> web.Response:
        """Answer a verified request. Raises `PayloadMalformed`."""
        try:
            request = AsyncBoltRequest(body=body, headers={"content-type": content_type})
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
            raise PayloadMalformed("the form holds no JSON object") from None
        if not isinstance(request.body, dict):
            raise PayloadMalformed("the form holds no JSON object")
        return await to_aiohttp_response(await self.dispatch(request))

    async def dispatch(self, request: AsyncBoltRequest) -> BoltResponse:
        """Answer what was read already, as from a socket. Raises `PayloadMalformed`."""
        try:
            answer = await self._app.async_dispatch(request)
        except _UNREAD:  # Bolt's own, where it doesn't ask `_on_error`
            raise PayloadMalformed("Bolt can't read the interaction") from None
        if answer.status == _NOT_FOUND:  # a kind that Slack has invented since
            log.info("slack_interaction_ignored")
            return BoltResponse(status=200)
        return answer

    def _build(self, api_base: str) -> AsyncApp:
        quiet = logging.getLogger("slack_bolt.quiet")
        quiet.setLevel(logging.ERROR)  # at DEBUG it logs whole bodies
        app = AsyncApp(
            name="deskbridge",
            logger=quiet,
            client=AsyncWebClient(base_url=api_base, logger=quiet),
            authorize=_authorize_as(self._install),
            process_before_response=True,
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
        )
        app.action(_ANY)(self._on_action)
        app.options(_ANY)(self._on_options)
        app.view(_ANY)(self._on_submission)
        app.view_closed(_ANY)(self._on_rest)
        app.shortcut(_ANY)(self._on_shortcut)
        app.command(_ANY)(self._on_slash)
        app.event(_ANY)(self._on_rest)
        app.error(self._on_error)
        return app

    async def _on_action(self, body: Json, ack: AsyncAck) -> None:
        await self._interactions.click(body)
        await ack()

    async def _on_options(self, body: Json, ack: AsyncAck) -> None:
        await ack(options=await self._interactions.search(body))

    async def _on_submission(self, body: Json, ack: AsyncAck) -> None:
        answer = await self._interactions.submit(body)
        if answer is None:
            await ack()
        else:
            await ack(**answer)

    async def _on_shortcut(self, body: Json, ack: AsyncAck) -> None:
        await self._interactions.shortcut(body)
        await ack()

    async def _on_slash(self, body: Json, ack: AsyncAck) -> None:
        answer = await self._interactions.slash(body)
        if answer is None:
            await ack()
        else:
            await ack(text=answer["text"], blocks=answer["blocks"], response_type=answer["response_type"])

    async def _on_error(self, error: Exception) -> BoltResponse:
        """Say that it was not stored: the person sees that the app did not take it.

        Raises:
            PayloadMalformed: Bolt could not read it, and no listener has seen it. It comes no better again.
        """
        if isinstance(error, _UNREAD) and not _is_heard(error):
            raise PayloadMalformed("Bolt can't read the interaction")
        log.error("slack_interaction_not_stored", **origin(error))
        if isinstance(error, Overloaded):
            return BoltResponse(status=503, headers={"Retry-After": str(math.ceil(error.retry_after))})
        return BoltResponse(status=500)

    async def _on_rest(self, ack: AsyncAck) -> None:
        await ack()


def _is_heard(error: Exception) -> bool:
    """Tell whether an error comes from a listener of ours, and not from Bolt's own reading."""
    return any(frame.f_code.co_filename == __file__ for frame, _ in walk_tb(error.__traceback__))


def _authorize_as(install: Callable[[], Install]) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize() -> AuthorizeResult:
        us = install()
        return AuthorizeResult(enterprise_id=None, team_id=us.team, bot_id=us.bot_id, bot_user_id=us.bot_user)

    return authorize
