"""One try to hand something to the app: an HTTP request with Twilio's signature.

Rules: the address is called and signed without its fragment; what the app answers, or that it did not in time, is
told as Twilio tells failures apart (ct: no connection, rt: no answer in time, 4xx, 5xx). Every try is in the traffic
log, its signature never. It deliberately does not repeat: `webhooks` does.
"""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from playground.faults import Fault, Kind
from playground.outgoing import Outgoing
from playground.traffic import Exchange
from playground.twilio.signature import sign

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_LOSSES = frozenset({Kind.RESET, Kind.TIMEOUT_AFTER_ACCEPT, Kind.RESET_AFTER_ACCEPT, Kind.OUTAGE})
_FORM = "application/x-www-form-urlencoded; charset=UTF-8"
_CLIENT_ERROR, _SERVER_ERROR = 400, 500


@dataclass(frozen=True, slots=True)
class Request:
    """What goes out."""

    target: str  # what faults call it: events or callbacks
    url: str  # without a fragment
    parameters: dict[str, str]
    method: str
    token: str  # I-Twilio-Idempotency-Token: the same for every try
    summary: str

    @property
    def in_address(self) -> bool:
        """Whether the parameters stand in the address."""
        return self.method == "GET"

    @property
    def full_url(self) -> str:
        """The address as it is called and signed."""
        if not self.in_address:
            return self.url
        return f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(self.parameters)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `failure` is empty, ct, rt, 4xx or 5xx."""

    failure: str = ""
    status: int = 0
    mimetype: str = ""
    body: str = ""


class Delivery(Outgoing):
    """Calls the app."""

    def __init__(self, twilio: "Twilio") -> None:
        """Open no HTTP session before the first request."""
        super().__init__(twilio.clock, twilio.settings)
        self._twilio = twilio

    async def attempt(self, request: Request, seconds: float) -> Answer:
        """Call once and wait for the answer, so many seconds by the clock at the most."""
        fault = self._twilio.faults.take("twilio", request.target, _LOSSES)
        if fault and fault.kind in {Kind.RESET, Kind.OUTAGE}:
            return Answer("ct")
        started = asyncio.get_running_loop().time()
        answer = await self.within(self._call(request), seconds) or Answer("rt")
        self._note(request, answer, asyncio.get_running_loop().time() - started)
        return _as_if_lost(fault, answer)

    async def _call(self, request: Request) -> Answer:
        address, added = self.reached(request.full_url)
        signed = {} if request.in_address else request.parameters
        headers = {
            "X-Twilio-Signature": sign(self._twilio.settings.auth_token, request.full_url, signed),
            "I-Twilio-Idempotency-Token": request.token,
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
            **added,
        }
        body = None if request.in_address else urlencode(request.parameters).encode()
        if body is not None:
            headers["Content-Type"] = _FORM
        try:
            async with self.session.request(
                request.method, URL(address, encoded=True), data=body, headers=headers
            ) as response:
                text = (await response.read()).decode("utf-8", "replace")
                mimetype = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                return Answer(_failure(response.status), response.status, mimetype, text)
        except (aiohttp.ClientError, ConnectionError, ValueError):
            return Answer("ct")

    def _note(self, request: Request, answer: Answer, seconds: float) -> None:
        said = {"": "", "ct": " — no connection", "rt": " — no answer in time"}.get(answer.failure, " — refused")
        seen = Exchange(
            at=self._twilio.clock.now(),
            direction="to_bridge",
            path=request.url,
            status=answer.status,
            ms=seconds * 1000,
            vendor="twilio",
            method=request.method,
            summary=f"{request.summary}{said}",
            request=request.parameters,
            response=answer.body or None,
        )
        self._twilio.traffic.record(seen)


def _failure(status: int) -> str:
    if status < _CLIENT_ERROR:
        return ""
    return "4xx" if status < _SERVER_ERROR else "5xx"


def _as_if_lost(fault: Fault | None, answer: Answer) -> Answer:
    """Turn an answer that the fault swallowed into a failure."""
    if fault is None:
        return answer
    return Answer("rt" if fault.kind is Kind.TIMEOUT_AFTER_ACCEPT else "ct")
