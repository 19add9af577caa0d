"""The wire to Slack: all that this desk's outbound half does to the world goes through here.

Rules:
1. Slack's own library makes the requests, but for posts (`direct`); its retries are off, because a repeated
   chat.postMessage doubles.
2. Every call has a time limit and no redirect is followed; every failure leaves here as a `DeliveryFailed`.
3. The token goes to the Web API, and for files to the configured hosts only (`files_in`). Bodies are never logged.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.config import SlackSection
from adapters.slack.direct import METHODS as DIRECT
from adapters.slack.direct import DirectCalls
from adapters.slack.failures import SlackBlocked, SlackRefused, from_answer, from_transport, lost
from core.errors import Permanent, Transient
from core.sentences import say

CALL = ClientTimeout(total=20, connect=5, sock_connect=5)
"""`connect` covers the wait for a free connection too; when it runs out nothing has left yet."""
UPLOAD = ClientTimeout(total=120, connect=5, sock_connect=5)
_OK = 200
_BROKEN = (ClientError, TimeoutError, OSError, RuntimeError, SlackClientError)
_UNREADABLE = (AttributeError, TypeError, ValueError)
"""What Slack's library raises over a 200 whose body is no JSON object."""


class SlackClient:
    """Calls of Slack's Web API, and of the two other addresses that take something from us."""

    def __init__(
        self, section: SlackSection, session: Callable[[], ClientSession], limits: ClientTimeout = CALL
    ) -> None:
        self._limits = limits
        self._api = urlsplit(section.api_base())
        self._session = session
        self.token = section.bot_token.get_secret_value()
        log = logging.getLogger("slack_sdk.quiet")
        log.setLevel(logging.WARNING)  # at DEBUG the library logs whole bodies
        self.web = AsyncWebClient(
            token=self.token,
            base_url=section.api_base(),
            session=cast(ClientSession, _Limited(session, limits)),
            retry_handlers=[],
            logger=log,
        )
        self.web.proxy = proxy_for(section.api_base())
        self._direct = DirectCalls(section.api_base(), self.token, self.web.proxy, session, limits)
        self._identity: Mapping[str, Any] | None = None

    async def call(self, method: str, /, **arguments: Any) -> Mapping[str, Any]:
        """Call a method of the Web API and give its answer.

        Raises:
            DeliveryFailed: `Transient`, `Uncertain`, or `SlackRefused` or `SlackBlocked` with Slack's code.
        """
        if method in DIRECT:
            try:
                return await self._direct.call(method, arguments)
            except _BROKEN as error:
                raise from_transport(method, error) from None
        function = getattr(self.web, method.replace(".", "_"))
        try:
            response = await function(**arguments)
        except SlackApiError as error:
            answer = error.response
            status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0))
            raise from_answer(method, status, answer.headers, getattr(answer, "data", None)) from None
        except _BROKEN as error:
            raise from_transport(method, error) from None
        except _UNREADABLE:
            raise lost(method, "unreadable answer") from None
        data: object = response.data
        if not isinstance(data, dict):
            raise lost(method, "unreadable answer")
        return data

    async def upload(self, url: str, data: bytes) -> None:
        """Send a file's bytes to the address that Slack gave; nobody sees them until they are shared.

        Raises:
            DeliveryFailed: `Transient` or `Permanent`; sending again starts a new upload.
        """
        self._check_address("upload", url)
        headers = {"Content-Type": "application/octet-stream"}
        try:
            async with self._post(url, UPLOAD, data=data, headers=headers) as response:
                status = response.status
        except _BROKEN as error:
            raise Transient(f"upload: {type(error).__name__}") from None
        if status != _OK:
            raise from_answer("upload", status, response.headers, None)

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        """Give a private answer to the address that came with a click or a slash command.

        Raises:
            DeliveryFailed: among them `SlackRefused` when the address has run out after half an hour or five answers.
        """
        self._check_address("response_url", url)
        try:
            async with self._post(url, self._limits, json=body) as response:
                status, text = response.status, await response.text()
        except _BROKEN as error:
            raise from_transport("response_url", error) from None
        except UnicodeDecodeError:
            raise lost("response_url", "unreadable answer") from None
        if status != _OK or '"ok":false' in text.replace(" ", ""):
            code = "expired_url" if status in (_OK, 404, 410) else ""
            raise from_answer("response_url", status, response.headers, {"error": code})

    async def get(self, url: str, limits: ClientTimeout, *, with_token: bool) -> ClientResponse:
        """Begin to fetch an address; the caller reads and closes, and has checked the host.

        Raises:
            Transient: there was no answer.
        """
        headers = {"Authorization": f"Bearer {self.token}"} if with_token else {}
        try:
            return await self._session().get(
                url, headers=headers, timeout=limits, allow_redirects=False, proxy=proxy_for(url)
            )
        except _BROKEN as error:
            raise Transient(f"file: {type(error).__name__}") from None

    async def identity(self) -> Mapping[str, Any]:
        """Give what auth.test says of us (`url`, `user_id`, `bot_id`, `team_id`); asked for once.

        Raises:
            DeliveryFailed: Slack did not say.
        """
        if self._identity is None:
            self._identity = await self.call("auth.test")
        return self._identity

    def is_trusted_scheme(self, url: str) -> bool:
        """Tell whether an address is https, or as open as the configured Web API itself (a playground)."""
        parts = urlsplit(url)
        return parts.scheme == "https" or (parts.scheme == self._api.scheme and parts.hostname == self._api.hostname)

    def _check_address(self, method: str, url: str) -> None:
        if not self.is_trusted_scheme(url):
            raise Permanent(f"{method}: not an https address", reason=say("slack_error", code="insecure_address"))

    def _post(self, url: str, timeout: ClientTimeout, **what: Any) -> Any:
        return self._session().post(url, timeout=timeout, allow_redirects=False, proxy=proxy_for(url), **what)


def proxy_for(url: str) -> str | None:
    """Give the proxy that the environment names for an address, but for those that it exempts."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in ("localhost", "127.0.0.1", "::1") or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


class _Limited:
    """The shared session as Slack's library is given it: with our time limits, and without redirects.

    The library sets a time limit only on sessions that it makes itself.
    """

    closed = False

    def __init__(self, session: Callable[[], ClientSession], limits: ClientTimeout) -> None:
        self._session = session
        self._limits = limits

    def request(self, verb: str, url: str, **arguments: Any) -> Any:
        return self._session().request(verb, url, **{"timeout": self._limits, "allow_redirects": False, **arguments})


__all__ = ["SlackBlocked", "SlackClient", "SlackRefused", "proxy_for"]
