"""One attempt to hand the bot an activity: HTTP with a signed token.

Rules: the bot has 15 s by the clock, where a kind of invoke has no other time (msteams-docs issue 6084); every attempt
is in the traffic log, its token never. It deliberately does not repeat: `events` does.
"""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import aiohttp

from playground.faults import Fault, Kind
from playground.teams.attempt import Answer, Attempt
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.teams.world import Teams

_OK = range(200, 300)
_SERVER_ERROR = 500
_LOSSES = frozenset({Kind.RESET, Kind.TIMEOUT_AFTER_ACCEPT, Kind.RESET_AFTER_ACCEPT, Kind.OUTAGE})
_USER_AGENT = "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)"


class Delivery:
    """Hands activities to the bot."""

    def __init__(self, teams: "Teams") -> None:
        """Open no HTTP session before the first attempt."""
        self._teams = teams
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the HTTP session."""
        if self._session:
            await self._session.close()
            self._session = None

    async def attempt(self, attempt: Attempt) -> Answer:
        """Deliver once and wait for the answer."""
        fault = self._teams.faults.take("teams", attempt.target, _LOSSES)
        if fault and fault.kind in {Kind.RESET, Kind.OUTAGE}:
            return Answer("connection_failed")
        started = asyncio.get_running_loop().time()
        url = self._teams.settings.messages_url
        answer = await self._within(self._post(url, attempt), attempt.seconds) if url else Answer("not_configured")
        seen = Exchange(
            at=self._teams.clock.now(),
            direction="to_bridge",
            path=url or "(no messaging endpoint)",
            status=answer.status,
            ms=(asyncio.get_running_loop().time() - started) * 1000,
            vendor="teams",
            summary=f"{attempt.describe()}{f' — {answer.failure}' if answer.failure else ''}",
            request=attempt.activity,
            response=answer.body,
        )
        self._teams.traffic.record(seen)
        return _as_if_lost(fault, answer)

    async def _within(self, work: Any, seconds: float) -> Answer:
        """Race the work against the clock: a fake clock never times out by itself."""
        task = asyncio.ensure_future(work)
        timer = asyncio.ensure_future(self._teams.clock.sleep_until(self._teams.clock.now() + seconds))
        try:
            await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                answer: Answer = task.result()
                return answer
            return Answer("timeout")
        finally:
            task.cancel()
            timer.cancel()

    async def _post(self, url: str, attempt: Attempt) -> Answer:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None), connector=connector)
        token = self._teams.keys.token(self._teams.settings.app_id, attempt.activity["serviceUrl"])
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": _USER_AGENT,
        }
        body = json.dumps(attempt.activity, ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as response:
                text = await response.text()
                failure = "" if response.status in _OK else "http_error"
                return Answer(failure, response.status, _parsed(text))
        except (aiohttp.ClientError, ConnectionError, UnicodeDecodeError):
            return Answer("connection_failed")


def is_no_answer(answer: Answer, *, errors_too: bool) -> bool:
    """Tell whether the bot gave no answer: too late, not there, or an error of its own."""
    return answer.failure in {"timeout", "connection_failed"} or (errors_too and answer.status >= _SERVER_ERROR)


def _parsed(text: str) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def _as_if_lost(fault: Fault | None, answer: Answer) -> Answer:
    """Turn an answer that the fault swallowed into a failure."""
    if fault is None:
        return answer
    return Answer("timeout" if fault.kind is Kind.TIMEOUT_AFTER_ACCEPT else "connection_failed")
