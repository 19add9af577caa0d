"""What was sent under which key, for vendors that have no field which makes the same key the same sending.

Not an adapter: the shared part of the channels that note it themselves.

Rules:
1. Each message of a sending is noted once it was taken: what is sent again under the same key goes on where it stopped,
   and is never seen twice.
2. A sending whose answer was lost counts as not sent only when it was absent in two looks with a rest between them.
3. A vendor's id of a message may hold whom it went to: each note goes with its chat.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from core.errors import Transient
from core.ids import ExternalRef
from core.ports import Clock, Memory, Outbound, Receipt

REPEATED = timedelta(days=30)
"""Within which a sending may be repeated under its key, also by hand; its note is kept as long."""


class Noted:
    """Remembers, for all processes, what each sending consists of."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    async def noted(self, key: str) -> list[str]:
        """Give the ids of a sending's messages, as far as they are known to have been taken, in order."""
        kept = await self._memory.recall(_key(key))
        return [str(one) for one in json.loads(kept)] if kept is not None else []

    async def note(self, outbound: Outbound, sent: list[str]) -> None:
        """Note what of a sending has been taken so far."""
        until = self._clock.now() + REPEATED
        await self._memory.keep(_key(outbound.key), json.dumps(sent), until=until, chat=outbound.conversation)

    async def complete(
        self, outbound: Outbound, sent: list[str], of: int, send_one: Callable[[int], Awaitable[str]]
    ) -> None:
        """Send what of a sending is missing, by its place, and add to `sent` what each is called."""
        for place in range(len(sent), of):
            sent.append(await send_one(place))
            await self.note(outbound, sent)


class Patience:
    """Remembers when each sending was first looked for; `settles` are seconds after which it would be known of."""

    def __init__(self, clock: Clock, settles: float) -> None:
        self._clock = clock
        self._settles = settles
        self._looked: dict[str, datetime] = {}

    def be_patient(self, key: str) -> None:
        """Ask for another look, until what was taken would be known.

        Raises:
            Transient: it is too early to tell.
        """
        now = self._clock.now()
        first = self._looked.setdefault(key, now)
        rest = self._settles - (now - first).total_seconds()
        if rest > 0:
            raise Transient("not known of yet", retry_after=rest)
        del self._looked[key]

    def is_over(self, key: str) -> None:
        """Look for it no more."""
        self._looked.pop(key, None)


def receipt_of(sent: list[str]) -> Receipt:
    """Give the receipt of a sending; an empty one where nothing was to be sent."""
    return Receipt(ExternalRef(sent[0]), tuple(map(ExternalRef, sent[1:]))) if sent else Receipt()


def _key(key: str) -> str:
    return f"sent:{key}"
