"""Socket Mode: the bridge connects to Slack, for installations that Slack can't reach.

https://docs.slack.dev/apis/events-api/using-socket-mode

Rules:
1. An envelope is acknowledged after what is in it was stored, never before; what could not be stored is not
   acknowledged, and Slack delivers it again.
2. The way of an event is the same as over HTTP: one translation, one inbox.
3. A watchdog looks at the connection and builds a new one, session and all, when it is dead. Slack's library mends most
   breaks itself, but not a session that was closed under it
   (https://github.com/slackapi/bolt-python/issues/1529).
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.payload import Json
from adapters.slack.tracing import origin
from core.ports import Clock

log = structlog.get_logger(__name__)

LOOK_EVERY = 10.0
_STRIKES = 2
"""So many looks at a dead connection, one after the other, and it is built anew."""
_FIRST_CONNECTION = 10.0
_CLOSING = 5.0

TakeEvent = Callable[[Json], Awaitable[object]]
Dispatch = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]


class Socket:
    """The connection to Slack, kept alive from `start` to `stop`."""

    def __init__(self, app_token: str, api_base: str, clock: Clock, take_event: TakeEvent, dispatch: Dispatch) -> None:
        self._app_token = app_token
        self._api_base = api_base
        self._clock = clock
        self._take_event = take_event
        self._dispatch = dispatch
        self.client: SocketModeClient | None = None
        """The connection at this moment; another one after each rebuilding."""
        self._connecting: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect, and keep watch; when Slack isn't there yet the attempts go on behind."""
        await asyncio.wait({self._connect()}, timeout=_FIRST_CONNECTION)
        self._watching = asyncio.get_running_loop().create_task(self._watch(), name="slack-socket-watchdog")

    async def stop(self) -> None:
        """Disconnect."""
        watching, self._watching = self._watching, None
        if watching is not None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        await self._disconnect()

    async def is_connected(self) -> bool:
        """Tell whether envelopes can come."""
        return self.client is not None and bool(await self.client.is_connected())

    async def handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Take one envelope."""
        try:
            if request.type == "events_api":
                await self._take_event(request.payload)
                await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
                return
            answer = await self._dispatch(AsyncBoltRequest(mode="socket_mode", body=request.payload))
            await send_async_response(client, request, answer, time.time())
        except Exception as error:  # noqa: BLE001 - not acknowledged: Slack delivers it again
            log.error("slack_envelope_not_stored", kind=request.type, **origin(error))  # noqa: TRY400 - see tracing

    def _connect(self) -> "asyncio.Task[None]":
        quiet = logging.getLogger("slack_sdk.quiet")
        quiet.setLevel(logging.WARNING)  # at DEBUG it logs whole bodies
        web = AsyncWebClient(base_url=self._api_base, logger=quiet)
        self.client = SocketModeClient(self._app_token, logger=quiet, web_client=web)
        self.client.socket_mode_request_listeners.append(self.handle)
        connecting = self.client.connect()  # type: ignore[no-untyped-call] # Slack's library leaves it untyped
        self._connecting = asyncio.get_running_loop().create_task(connecting, name="slack-socket")
        return self._connecting

    async def _disconnect(self) -> None:
        client, self.client = self.client, None
        connecting, self._connecting = self._connecting, None
        if connecting is not None:
            connecting.cancel()
            await asyncio.gather(connecting, return_exceptions=True)
        if client is None:
            return
        try:
            await asyncio.wait_for(client.close(), _CLOSING)  # type: ignore[no-untyped-call] # as above
        except Exception as error:  # noqa: BLE001 - it was dead already
            log.info("slack_socket_closed_badly", error=type(error).__name__)

    async def _watch(self) -> None:
        strikes = 0
        while True:
            await self._clock.sleep(LOOK_EVERY)
            strikes = 0 if await self.is_connected() else strikes + 1
            if strikes >= _STRIKES:
                log.warning("slack_socket_rebuilt", seconds=strikes * LOOK_EVERY)
                strikes = 0
                await self._disconnect()
                _ = self._connect()
