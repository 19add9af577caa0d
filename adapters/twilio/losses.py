"""What the agent is told of how a sending went, noted before it goes.

Rules:
1. Its answer may be lost. Then a look-up or a report says that it arrived, and neither says how it went.
2. What is noted is of the last try: one that goes as it was meant takes it back before it goes.
3. The note goes with its chat, and is kept as long as that of the sending (`adapters.sendings`).
"""

import json
from collections.abc import Mapping

from adapters.sendings import REPEATED
from core.ports import Clock, Memory, Outbound
from core.sentences import Sentence


class Losses:
    """What was lost of one sending, by the places of its messages."""

    def __init__(self, memory: Memory, clock: Clock, outbound: Outbound, noted: Mapping[int, Sentence]) -> None:
        """Take what is noted already."""
        self._memory = memory
        self._clock = clock
        self._outbound = outbound
        self._noted = dict(noted)

    async def note(self, place: int, loss: Sentence | None) -> None:
        """Note how a message is about to go: what is lost of it, or nothing."""
        if self._noted.get(place) == loss:
            return
        self._noted.pop(place, None)
        if loss is not None:
            self._noted[place] = loss
        kept = {str(at): [one.key, dict(one.args)] for at, one in sorted(self._noted.items())}
        until = self._clock.now() + REPEATED
        key, chat = _key(self._outbound.key), self._outbound.conversation
        await self._memory.keep(key, json.dumps(kept), until=until, chat=chat)

    def told(self) -> tuple[Sentence, ...]:
        """Give them all, in order."""
        return in_order(self._noted)


async def lost_of(memory: Memory, key: str) -> Mapping[int, Sentence]:
    """Give what is noted of the sending with a key."""
    kept = await memory.recall(_key(key))
    return {int(at): Sentence(*one) for at, one in json.loads(kept).items()} if kept is not None else {}


def in_order(losses: Mapping[int, Sentence]) -> tuple[Sentence, ...]:
    """Give them as they are told."""
    return tuple(one for _, one in sorted(losses.items()))


def _key(key: str) -> str:
    return f"lost:{key}"
