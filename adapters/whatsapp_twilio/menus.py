"""Sends menus as buttons and lists, each by the content at Twilio that has its shape.

Rules:
1. A content is made when its shape is first needed, and remembered for all processes. Before one is made it is looked
   for by its name: a making whose answer was lost, or another process's, is found again. Two of one shape do no harm.
2. A content that was taken away at Twilio is forgotten, and made once more.
3. A menu doesn't wait for its buttons: whatever keeps a content from being there is told to the caller, who sends
   words instead. Only the sending itself may be uncertain, and is then looked up like any other.
"""

import asyncio
from dataclasses import replace

from adapters.twilio.contents import Menu, Shape
from adapters.twilio.rest import Order, Rest
from core.errors import DeliveryFailed, Permanent
from core.ports import Memory
from core.sentences import say

_LANGUAGE = "en"
"""Of the samples; what is sent is all in the places."""
_GONE = say("whatsapp_twilio_template", code=21655)
_NOT_TAKEN = frozenset({"whatsapp_twilio_template", "whatsapp_twilio_content"})


class NotShownError(Exception):
    """Twilio makes no buttons of a menu, and has sent nothing; `detail` has its status and code."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Menus:
    """Knows, for all processes, which contents there are."""

    def __init__(self, memory: Memory, rest: Rest) -> None:
        self._memory = memory
        self._rest = rest
        self._one_at_a_time = asyncio.Lock()

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
        known = await self._memory.recall(_key(shape))
        return known if known is not None else await self._made(shape)

    async def _made(self, shape: Shape) -> str:
        async with self._one_at_a_time:
            known = await self._memory.recall(_key(shape))
            if known is not None:
                return known
            try:
                sid = await self._found(shape) or await self._rest.make_content(shape, _LANGUAGE)
            except DeliveryFailed as failure:
                raise NotShownError(failure.detail) from None
            await self._memory.keep(_key(shape), sid)
            return sid

    async def _found(self, shape: Shape) -> str | None:
        there = await self._rest.contents_named(shape.name)
        return next((one.sid for one in there if one.name == shape.name and shape.is_in(one.types)), None)


def _key(shape: Shape) -> str:
    return f"content:{shape.name}:{shape.fingerprint}"
