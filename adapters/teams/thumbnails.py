"""The pictures that a question shows small: inside the card itself, as data.

https://learn.microsoft.com/microsoftteams/platform/concepts/cloud-overview#images-in-agent-messages-and-cards

Rules:
1. Data, not an address: Teams fetches an address without anybody's rights, so that the picture would have to lie open
   to the world before its author has agreed to send it; and in GCC High and DoD no address is shown at all.
2. All of a card's pictures together stay far below what Teams takes. That base64 isn't counted is said of 100 KB
   (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages); some have met less
   (https://github.com/microsoft/BotFramework-Services/issues/228).
3. A picture is a hint: what can't be had within seconds is left out, and the question asked without it.
"""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

import structlog

from adapters.attachments.thumbnails import Thumbnail, thumbnail
from adapters.teams.remembered import Remembered
from core.errors import DeliveryFailed
from core.ids import ExternalRef
from core.messages import Unfetched

log = structlog.get_logger(__name__)

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})
"""https://learn.microsoft.com/adaptive-cards/schema-explorer/image"""
MOST, SIDE, LARGEST = 3, 128, 3_600
"""How many pictures a card shows; how large each may be, in pixels and, before it is written as text, in bytes."""
_MOST_READ = 20_000_000
_PATIENCE = 5.0

Fetch = Callable[[Unfetched], AsyncIterator[bytes]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a card shows it."""

    file: Unfetched
    address: str
    """The picture itself, as a data URI."""
    width: int
    """In pixels."""


class Thumbnails:
    """Makes small pictures of what people have attached."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._made: Remembered[ExternalRef, Shown] = Remembered(50)
        self._turn = asyncio.Lock()

    async def of(self, files: Sequence[Unfetched]) -> tuple[Shown, ...]:
        """Give those of some files that can be shown."""
        wanted = [file for file in files if file.mime in SHOWN][:MOST]
        made = await asyncio.gather(*(self._of(file) for file in wanted))
        return tuple(one for one in made if one is not None)

    async def _of(self, file: Unfetched) -> Shown | None:
        known = self._made.get(file.source)
        if known is not None:
            return known
        try:
            async with asyncio.timeout(_PATIENCE):
                small = await self._small(file)
        except (DeliveryFailed, TimeoutError) as trouble:
            log.info("teams_picture_not_shown", why=getattr(trouble, "detail", type(trouble).__name__))
            return None
        if small is None:
            return None
        shown = Shown(file, f"data:image/jpeg;base64,{b64encode(small.data).decode()}", small.width)
        self._made.put(file.source, shown)
        return shown

    async def _small(self, file: Unfetched) -> Thumbnail | None:
        read = bytearray()
        async for piece in self._fetch(file):
            read += piece
            if len(read) > _MOST_READ:
                return None
        async with self._turn:
            return await thumbnail(bytes(read), SIDE, LARGEST)
