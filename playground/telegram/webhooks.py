"""Webhooks: what people do is told to the bot until it takes it, or a day is over.

Rules: what is not answered with 2XX in time is told again (https://core.telegram.org/bots/api#setwebhook); what is
pending is kept for 24 hours (https://core.telegram.org/bots/api#getting-updates). The waits between, and the time for
an answer, no page has: unverified. What happens in one chat goes in turn, as the server's source has it, unless a fault
says otherwise: the documents promise no order (`update_id`).
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
from yarl import URL

from playground.faults import Kind
from playground.in_turn import InTurn
from playground.outgoing import Outgoing
from playground.telegram.ask import Ask
from playground.telegram.errors import BotError
from playground.telegram.methods import BY_ANY_CASE, METHODS
from playground.telegram.model import Json
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.telegram.world import Telegram

EVENTS = "events"  # what faults call it
SECRET = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_SECONDS = 60.0
_LASTS, _FIRST_WAIT, _LONGEST_WAIT = 86_400.0, 1.0, 300.0
_LOSSES = frozenset({Kind.RESET, Kind.TIMEOUT_AFTER_ACCEPT, Kind.RESET_AFTER_ACCEPT, Kind.OUTAGE})
_OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Hook:
    """One update."""

    chat: int
    body: Json

    @property
    def kind(self) -> str:
        """What it tells of."""
        return next(name for name in self.body if name != "update_id")


class Webhooks(InTurn[Hook]):
    """Tells the bot, in the background."""

    def __init__(self, telegram: "Telegram") -> None:
        """Begin with nothing under way."""
        super().__init__(telegram, "telegram", EVENTS)
        self._telegram = telegram
        self._out = Outgoing(telegram.clock, telegram.settings)
        self.last_error: Json = {}

    def about(self, what: Hook) -> str:
        """Name the chat."""
        return str(what.chat)

    async def close(self) -> None:
        """End every delivery under way, and the HTTP session."""
        await self.stop()
        await self._out.close()

    def tell(self, chat: int, kind: str, body: Json) -> None:
        """Tell of something, if anybody wants to know."""
        if self._telegram.settings.webhook_url and self._telegram.settings.wants(kind):
            self.changed(Hook(chat, {"update_id": next(self._telegram.store.updates), kind: body}))

    def headers(self) -> dict[str, str]:
        """Give the head lines by which a request is known."""
        secret = self._telegram.settings.secret_token
        return {"Content-Type": "application/json"} | ({SECRET: secret} if secret else {})

    async def deliver(self, what: Hook, wait: float = 0.0) -> None:
        """Tell until the bot has taken it, or its time is over."""
        await self.pause(wait)
        ends = self._telegram.clock.now() + _LASTS
        for pause in _pauses():
            await self.until_no_outage()
            url = self._telegram.settings.webhook_url
            if not url or await self._attempt(what, url) or self._telegram.clock.now() + pause > ends:
                return
            await self.pause(pause)

    async def _attempt(self, hook: Hook, url: str) -> bool:
        fault = self._telegram.faults.take("telegram", EVENTS, _LOSSES)
        if fault and fault.kind in {Kind.RESET, Kind.OUTAGE}:
            return False
        started = asyncio.get_running_loop().time()
        status, answer = await self._out.within(self._post(url, hook.body), ANSWER_SECONDS) or (0, None)
        taken = status in _OK and fault is None
        if not taken:
            words = f"Wrong response from the webhook: {status}" if status else "Connection refused"
            self.last_error = {"last_error_date": int(self._telegram.clock.now()), "last_error_message": words}
        elif isinstance(answer, dict):
            self._do(answer)
        said = "" if taken else " — not taken"
        seen = Exchange(
            self._telegram.clock.now(),
            "to_bridge",
            url.partition("?")[0],
            status,
            ms=(asyncio.get_running_loop().time() - started) * 1000,
            vendor="telegram",
            summary=f"{hook.kind}{said}",
            request=hook.body,
            response=answer,
        )
        self._telegram.traffic.record(seen)
        return taken

    def _do(self, answer: Json) -> None:
        """Do what the answer to a request asks for; nobody is told whether that went well.

        https://core.telegram.org/bots/api#making-requests-when-getting-updates
        """
        method = METHODS.get(BY_ANY_CASE.get(str(answer.get("method", "")).lower(), ""))
        if method is not None:
            try:
                method(self._telegram, Ask(answer))
            except BotError:
                return

    async def _post(self, url: str, body: Json) -> tuple[int, Any]:
        address, added = self._out.reached(url)
        try:
            async with self._out.session.post(
                URL(address, encoded=True), json=body, headers={**self.headers(), **added}
            ) as response:
                is_json = response.content_type == "application/json"
                return response.status, (await response.json() if is_json else await response.text())
        except (aiohttp.ClientError, ConnectionError, ValueError):
            return 0, None


def _pauses() -> Iterator[float]:
    wait = _FIRST_WAIT
    while True:
        yield wait
        wait = min(wait * 2, _LONGEST_WAIT)
