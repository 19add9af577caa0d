"""Webhooks: what comes in is told to the app once, status callbacks as a message goes on.

Rules: a webhook that fails is tried again as its address asks, then the fallback address is told with ErrorCode and
ErrorUrl (https://www.twilio.com/docs/usage/security/availability-reliability), then nobody: the error log has it. What
the app answers to a message is carried out; what it answers to a callback is not read. The callbacks of one message go
in turn unless a fault says otherwise: Twilio promises no order.
"""

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from playground.background import REORDER_HOLD_SECONDS, Background
from playground.faults import Fault, Kind
from playground.twilio import answers
from playground.twilio.delivery import Answer, Request
from playground.twilio.hook import CALLBACKS, EVENTS, Hook
from playground.twilio.ids import token
from playground.twilio.overrides import split

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_EMISSION = frozenset({Kind.DUPLICATE, Kind.REORDER, Kind.DELAY, Kind.LOST})
# https://www.twilio.com/docs/api/errors/11205 and 11200
_CODES = {"ct": (11205, "HTTP connection failure"), "rt": (11205, "HTTP connection failure")}
_REFUSED = (11200, "HTTP retrieval failure")


class Webhooks(Background[Hook]):
    """Tells the app, in the background."""

    def __init__(self, twilio: "Twilio") -> None:
        """Begin with nothing under way."""
        super().__init__(twilio, "twilio")
        self._twilio = twilio
        self._queues: dict[str, deque[Hook]] = {}
        self._behind: dict[str, Hook] = {}

    async def stop(self) -> None:
        """End every delivery under way."""
        await super().stop()
        self._queues.clear()
        self._behind.clear()

    def arrived(self, hook: Hook) -> None:
        """Tell of a message that has come in."""
        if self._twilio.faults.take("twilio", EVENTS, frozenset({Kind.LOST})) is None:
            self.hand_over(hook)

    def changed(self, hook: Hook) -> None:
        """Tell of a message's new status, after what was told of it before."""
        waiting = self._queues.get(hook.sid)
        if waiting is None:
            self._queues[hook.sid] = deque([hook])
            self.spawn(self._tell_all(hook.sid))
        else:
            waiting.append(hook)

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

    async def _tell_all(self, sid: str) -> None:
        waiting = self._queues[sid]
        while waiting:
            hook = waiting.popleft()
            fault = self._twilio.faults.take("twilio", CALLBACKS, _EMISSION)
            if fault:
                self._tell_amiss(hook, fault)
                continue
            await self.deliver(hook)
            if late := self._behind.pop(sid, None):
                await self.deliver(late)
        self._queues.pop(sid, None)

    def _tell_amiss(self, hook: Hook, fault: Fault) -> None:
        """Tell later, twice, behind the next one, or never."""
        match fault.kind:
            case Kind.DUPLICATE:
                for _ in range(fault.copies):
                    self.spawn(self.deliver(hook))
            case Kind.DELAY:
                self.spawn(self.deliver(hook, fault.delay_ms / 1000))
            case Kind.REORDER:
                self._behind[hook.sid] = hook
                self.spawn(self._release_later_of(hook))
            case _:
                pass  # lost

    async def _release_later_of(self, hook: Hook) -> None:
        """Tell what nothing later has let go."""
        await self.pause(REORDER_HOLD_SECONDS)
        if self._behind.get(hook.sid) is hook:
            await self.deliver(self._behind.pop(hook.sid))
