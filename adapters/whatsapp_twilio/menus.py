"""Sends menus as buttons and lists, each by the content at Twilio that has its shape.

Rules:
1. A content is made when its shape is first needed, and remembered for all processes. Before one is made it is looked
   for by its name: a making whose answer was lost, or another process's, is found again. Two of one shape do no harm.
2. A content that was taken away at Twilio is forgotten, and made once more.
3. A menu doesn't wait for its buttons: whatever keeps a content from being there is told to the caller, who sends
   words instead. Only the sending itself may be uncertain, and is then looked up like any other.
4. Menus of one shape that come while its content is being made hear together what became of it. Were each to try by
   itself in turn, the last would wait until another worker takes its sending for lost, and it would go twice.
5. After a making that failed none is tried for a while: menus whose contents are not there go as words at once. Then
   one is tried, whatever comes meanwhile; by it the next pause begins, or ends. Each process has a pause of its own.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from adapters.twilio.contents import Menu, Shape
from adapters.twilio.rest import Order, Rest
from core.errors import DeliveryFailed, Permanent
from core.ports import Clock, Memory
from core.sentences import say

_LANGUAGE = "en"
"""Of the samples; what is sent is all in the places."""
_GONE = say("whatsapp_twilio_template", code=21655)
MOST_WAIT = timedelta(seconds=20)
"""For a content. With the longest answer to the sending itself this is below a worker's time (`adapters.timeouts`)."""
PAUSE = timedelta(minutes=1)
"""After a making that failed. Nobody is to wait `MOST_WAIT` for each menu while Twilio's Content API hangs."""
_NOT_TAKEN = frozenset({"whatsapp_twilio_template", "whatsapp_twilio_content"})


class NotShownError(Exception):
    """Twilio makes no buttons of a menu, and has sent nothing; `detail` has its status and code."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class _Pause:
    """Until when no content is tried to be made, and why the last one was not."""

    until: datetime
    why: str


class Menus:
    """Knows, for all processes, which contents there are."""

    def __init__(self, memory: Memory, rest: Rest, clock: Clock) -> None:
        self._memory = memory
        self._rest = rest
        self._clock = clock
        self._under_way: dict[str, asyncio.Future[str | NotShownError]] = {}
        self._pause: _Pause | None = None

    async def send(self, order: Order, menu: Menu) -> str:
        """Send a menu; give its id. Raises `NotShownError`, `DeliveryFailed`."""
        shape = menu.shape
        for is_last in (False, True):
            full = replace(order, content=await self._sid(shape), variables=menu.values(shape))
            try:
                return await self._rest.send(full)
            except Permanent as failure:
                if failure.reason is None or failure.reason.key not in _NOT_TAKEN:
                    raise
                if failure.reason != _GONE or is_last:
                    raise NotShownError(failure.detail) from None
                await self._memory.forget(_key(shape))
        raise AssertionError("a menu is tried twice at the most")

    async def _sid(self, shape: Shape) -> str:
        """Give the id of a shape's content. Raises `NotShownError`."""
        key = _key(shape)
        known = await self._memory.recall(key)
        if known is not None:
            return known
        if key not in self._under_way:
            self._see_that_it_may_be_tried()
            return await self._first(shape, key)
        told = await asyncio.shield(self._under_way[key])  # who waits no more takes nothing from the others
        if isinstance(told, NotShownError):
            raise NotShownError(told.detail)
        return told

    def _see_that_it_may_be_tried(self) -> None:
        """Let one try begin after a pause, and none while it is one. Raises `NotShownError`."""
        if self._pause is None:
            return
        now = self._clock.now()
        if now < self._pause.until:
            raise NotShownError(self._pause.why)
        self._pause = replace(self._pause, until=now + PAUSE)

    async def _first(self, shape: Shape, key: str) -> str:
        """Make a content, and tell all who wait for it meanwhile. Raises `NotShownError`."""
        told = self._under_way[key] = asyncio.get_running_loop().create_future()
        became: str | NotShownError = NotShownError("given up")
        try:
            async with asyncio.timeout(MOST_WAIT.total_seconds()):
                became = await self._memory.recall(key) or await self._made(shape, key)
        except TimeoutError:
            became = NotShownError("twilio: TimeoutError")
            self._pause = _Pause(self._clock.now() + PAUSE, became.detail)
            raise became from None
        except NotShownError as failure:
            became = failure
            self._pause = _Pause(self._clock.now() + PAUSE, failure.detail)
            raise
        else:
            self._pause = None
        finally:
            del self._under_way[key]
            told.set_result(became)
        return became

    async def _made(self, shape: Shape, key: str) -> str:
        try:
            sid = await self._found(shape) or await self._rest.make_content(shape, _LANGUAGE)
        except DeliveryFailed as failure:
            raise NotShownError(failure.detail) from None
        await self._memory.keep(key, sid)
        return sid

    async def _found(self, shape: Shape) -> str | None:
        there = await self._rest.contents_named(shape.name)
        return next((one.sid for one in there if one.name == shape.name and shape.is_in(one.types)), None)


def _key(shape: Shape) -> str:
    return f"content:{shape.name}:{shape.fingerprint}"
