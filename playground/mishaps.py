"""Where a fault that was asked for happens to a request of the app or the bot.

Rules: one fault a request; what is lost after acceptance has been done; every request is noted for the inspector,
lost ones with status 0. How a vendor says no is a value of that vendor's. It deliberately does not choose: `faults`
holds what was asked for.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from playground.clock import Clock
from playground.faults import ON_THE_WIRE, Fault, Faults, Kind

HANG_SECONDS = 120.0
_LOST_ANSWER = frozenset({Kind.RESET, Kind.RESET_AFTER_ACCEPT, Kind.TIMEOUT_AFTER_ACCEPT})

Note = Callable[[int, str], None]  # status, and what to add to the summary
Work = Callable[[], Awaitable[web.StreamResponse]]


class World(Protocol):
    """What of a vendor's world is needed here."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def faults(self) -> Faults:
        """What was asked for."""
        ...


@dataclass(frozen=True, slots=True)
class Refusals:
    """A vendor, and how it says no by each kind of fault; what isn't among them is an outage."""

    vendor: str
    answers: Mapping[Kind, Callable[[Fault], web.Response]]

    def instead(self, fault: Fault) -> web.Response | None:
        """Answer for the vendor where the fault keeps the request from being carried out."""
        if fault.kind in _LOST_ANSWER:
            return None
        answer = self.answers.get(fault.kind)
        return answer(fault) if answer else web.Response(status=503, text="Service Unavailable")


async def around(
    world: World, refusals: Refusals, name: str, request: web.Request, work: Work, note: Note
) -> web.StreamResponse:
    """Do `work` for the request called `name`, or what a fault makes of it."""
    fault = world.faults.take(refusals.vendor, name, ON_THE_WIRE)
    if fault is None:
        return await _plainly(work, note, "")
    said = f" (fault: {fault.kind})"
    if fault.kind is Kind.DELAY:
        await _later(world, fault.delay_ms / 1000)
        return await _plainly(work, note, said)
    if fault.kind is Kind.SLOW_ANSWER:
        response = await _plainly(work, note, said)
        await _later(world, fault.delay_ms / 1000)
        return response
    instead = refusals.instead(fault)
    if instead:
        note(instead.status, said)
        return instead
    if fault.kind is not Kind.RESET:
        await work()
    note(0, said)
    return await _lose(world, request, fault)


async def _later(world: World, seconds: float) -> None:
    await world.clock.sleep_until(world.clock.now() + seconds)


async def _plainly(work: Work, note: Note, said: str) -> web.StreamResponse:
    try:
        response = await work()
    except web.HTTPException as refusal:
        note(refusal.status, said)
        raise
    note(response.status, said)
    return response


async def _lose(world: World, request: web.Request, fault: Fault) -> web.Response:
    """Let the caller wait for nothing, or cut the connection."""
    if fault.kind is Kind.TIMEOUT_AFTER_ACCEPT:
        await _later(world, HANG_SECONDS)
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)
