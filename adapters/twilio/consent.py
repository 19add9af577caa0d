"""Who wants no messages: the words by which customers opt out and in again, and what is kept of it.

Rules:
1. A word counts only when it is the whole message, in any case. What Twilio itself has understood (`OptOutType`) goes
   before our own reading.
2. YES opts in only who had opted out: else it is an answer like any other.
3. Twilio answers such words itself; nothing of ours is sent in return.

https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
"""

from enum import StrEnum, auto

from core.ids import ExternalRef
from core.ports import OPTED_OUT, Memory


class Wish(StrEnum):
    """What a message says of wanting messages."""

    OUT = auto()
    IN = auto()
    HELP = auto()


_WORDS = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "end", "quit", "cancel", "revoke", "optout"), Wish.OUT),
    **dict.fromkeys(("start", "unstop", "yes"), Wish.IN),
    **dict.fromkeys(("help", "info"), Wish.HELP),
}
_TYPES = {"stop": Wish.OUT, "start": Wish.IN, "help": Wish.HELP}
ALSO_AN_ANSWER = "yes"


def wish_of(text: str, opt_out_type: str = "") -> Wish | None:
    """Read what a message says of wanting messages; None for one that says something else."""
    if opt_out_type:
        return _TYPES.get(opt_out_type.strip().lower())
    return _WORDS.get(text.strip().lower())


class Consents:
    """Remembers who has opted out of which sender of ours, for all processes."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def is_out(self, contact: ExternalRef) -> bool:
        """Tell whether a customer wants nothing from this sender."""
        return await self._memory.recall(key_of(contact)) is not None

    async def note(self, contact: ExternalRef, *, out: bool) -> None:
        """Note that a customer has opted out, or in again."""
        if out:
            await self._memory.keep(key_of(contact), "out")
        else:
            await self._memory.forget(key_of(contact))


def key_of(contact: ExternalRef) -> str:
    """Give the key under which it is kept that a customer has opted out of a sender."""
    return f"{OPTED_OUT}{contact}"
