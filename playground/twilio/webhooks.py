"""Webhooks: what comes in is told to the app once, status callbacks as a message goes on.

Rules: a webhook that fails is tried again as its address asks, then the fallback address is told with ErrorCode and
ErrorUrl (https://www.twilio.com/docs/usage/security/availability-reliability), then nobody: the error log has it. What
the app answers to a message is carried out; what it answers to a callback is not read. The callbacks of one message go
in turn unless a fault says otherwise: Twilio promises no order.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.faults import Kind
from playground.in_turn import InTurn
from playground.twilio import answers
from playground.twilio.delivery import Answer, Request
from playground.twilio.hook import CALLBACKS, EVENTS, Hook
from playground.twilio.ids import token
from playground.twilio.overrides import split

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

# https://www.twilio.com/docs/api/errors/11205 and 11200
_CODES = {"ct": (11205, "HTTP connection failure"), "rt": (11205, "HTTP connection failure")}
_REFUSED = (11200, "HTTP retrieval failure")


class Webhooks(InTurn[Hook]):
    """Tells the app, in the background."""

    def __init__(self, twilio: "Twilio") -> None:
        """Begin with nothing under way."""
        super().__init__(twilio, "twilio", CALLBACKS)
        self._twilio = twilio

    def about(self, what: Hook) -> str:
        """Name the message that a thing is about."""
        return what.sid

    def arrived(self, hook: Hook) -> None:
        """Tell of a message that has come in."""
        if self._twilio.faults.take("twilio", EVENTS, frozenset({Kind.LOST})) is None:
            self.hand_over(hook)

    async def deliver(self, what: Hook, wait: float = 0.0) -> None:
        """Tell one thing: the address, and the fallback where it fails."""
        await self.pause(wait)
        await self.until_no_outage()
        answer = await self._tries(what)
        if not answer.failure:
            if what.target == EVENTS:
                answers.carry_out(self._twilio, what.parameters, answer, split(what.url)[0])
            return
        code, words = _CODES.get(answer.failure, _REFUSED)
        url = split(what.url)[0]
        said = f"{words}: the app answered {answer.status}." if answer.status else f"{words}."
        self._twilio.report(code, "error", said, sid=what.sid, url=url)
        if what.fallback:
            told = {**what.parameters, "ErrorCode": str(code), "ErrorUrl": url}
            await self.deliver(replace(what, url=what.fallback, parameters=told, fallback="", token=token()))

    async def _tries(self, hook: Hook) -> Answer:
        url, overrides = split(hook.url)
        request = Request(hook.target, url, hook.parameters, hook.method, hook.token, hook.summary)
        began = self._twilio.clock.now()
        answer = Answer("ct")
        for _ in range(1 + overrides.retries):
            left = overrides.total_seconds - (self._twilio.clock.now() - began)
            if left <= 0:
                break
            answer = await self._twilio.delivery.attempt(request, min(left, overrides.read_seconds))
            if not (answer.failure and overrides.again(answer.failure)):
                break
        return answer
