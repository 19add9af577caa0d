"""One attempt to hand the app a request: signed HTTP, or an envelope on a socket.

Rules: the app has three seconds by the clock (https://docs.slack.dev/apis/events-api#responding); every attempt is in
the traffic log; a failure is told in the words of X-Slack-Retry-Reason. It deliberately does not retry: `events`
does, interactions never are.
"""

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp

from playground.faults import Fault, Faults, Kind
from playground.slack.attempt import Answer, Attempt
from playground.slack.signature import signed_headers
from playground.traffic import Exchange, Traffic

if TYPE_CHECKING:
    from playground.clock import Clock
    from playground.slack.settings import Settings
    from playground.slack.socket import Sockets

ACK_SECONDS = 3.0
MAX_REDIRECTS = 2
_OK = range(200, 300)
_LOSSES = frozenset({Kind.RESET, Kind.TIMEOUT_AFTER_ACCEPT, Kind.RESET_AFTER_ACCEPT, Kind.OUTAGE})
_USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class Delivery:
    """Hands requests to the app."""

    def __init__(
        self, clock: "Clock", settings: "Settings", faults: Faults, traffic: "Traffic", sockets: "Sockets"
    ) -> None:
        """Keep what an attempt needs; the HTTP session opens with the first one."""
        self._clock, self._settings, self._faults, self._traffic, self._sockets = (
            clock,
            settings,
            faults,
            traffic,
            sockets,
        )
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the HTTP session."""
        if self._session:
            await self._session.close()

    async def attempt(self, attempt: Attempt) -> Answer:
        """Deliver once and wait for the acknowledgement, three seconds at most."""
        fault = self._faults.take("slack", attempt.target, _LOSSES)
        if fault and fault.kind in {Kind.RESET, Kind.OUTAGE}:
            return Answer("connection_failed")
        started = asyncio.get_running_loop().time()
        if self._settings.mode == "socket":
            path, answer = "socket", await self._within(self._sockets.deliver(attempt))
        else:
            path, answer = await self._over_http(attempt)
        self._traffic.record(
            Exchange(
                at=self._clock.now(),
                direction="to_bridge",
                path=path,
                status=answer.status,
                ms=(asyncio.get_running_loop().time() - started) * 1000,
                summary=f"{attempt.describe()}{f' — {answer.failure}' if answer.failure else ''}",
                request=attempt.payload,
                response=answer.body,
            )
        )
        return _as_if_lost(fault, answer)

    async def _over_http(self, attempt: Attempt) -> tuple[str, Answer]:
        url = self._url(attempt.kind)
        if not url:
            return "(no request URL)", Answer("not_configured")
        content_type, body = _encoded(attempt)
        headers = {
            "Content-Type": content_type,
            "User-Agent": _USER_AGENT,
            **signed_headers(self._settings.signing_secret, body, self._clock.now()),
        }
        if attempt.retry_num:
            headers |= {"X-Slack-Retry-Num": str(attempt.retry_num), "X-Slack-Retry-Reason": attempt.retry_reason}
        return url, await self._within(self._post(url, body, headers))

    def _url(self, kind: str) -> str:
        urls = {"events_api": self._settings.events_url, "interactive": self._settings.interactivity_url}
        return urls.get(kind, self._settings.commands_url)

    async def _within(self, work: Any) -> Answer:
        """Race the work against three seconds of the clock: a fake clock never times out by itself."""
        task = asyncio.ensure_future(work)
        timer = asyncio.ensure_future(self._clock.sleep_until(self._clock.now() + ACK_SECONDS))
        try:
            await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                answer: Answer = task.result()
                return answer
            return Answer("http_timeout")
        finally:
            task.cancel()
            timer.cancel()

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=None), connector=aiohttp.TCPConnector(limit=0)
            )
        try:
            async with self._session.post(url, data=body, headers=headers, max_redirects=MAX_REDIRECTS) as response:
                text = await response.text()
                no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                failure = "" if response.status in _OK else "http_error"
                return Answer(failure, response.status, _parsed(text), no_retry)
        except aiohttp.TooManyRedirects:
            return Answer("too_many_redirects")
        except aiohttp.ClientSSLError:
            return Answer("ssl_error")
        except (aiohttp.ClientConnectionError, ConnectionError):
            return Answer("connection_failed")
        except (aiohttp.ClientError, UnicodeDecodeError):
            return Answer("unknown_error")


def _encoded(attempt: Attempt) -> tuple[str, bytes]:
    if attempt.kind == "events_api":
        return "application/json", json.dumps(attempt.payload).encode()
    fields = attempt.payload if attempt.kind == "slash_commands" else {"payload": json.dumps(attempt.payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _as_if_lost(fault: Fault | None, answer: Answer) -> Answer:
    """Turn an answer that the fault swallowed into a failure."""
    if fault is None:
        return answer
    return Answer("http_timeout" if fault.kind is Kind.TIMEOUT_AFTER_ACCEPT else "connection_failed")
