"""How Meta tells of what was sent: each message of ours carries a label, which its echo or its report brings back.

Rules:
1. What is known to have been taken is noted (`adapters.sendings`).
2. What Meta itself tells of a message of ours names the sending: that settles one whose answer was lost.
3. Its silence settles nothing: Meta tells later what it could not tell at once, for hours. Only what stands behind the
   message in doubt was surely not sent, since they go one by one.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from adapters.sendings import REPEATED, Noted, Patience, receipt_of
from core.errors import Uncertain
from core.ids import ConversationId
from core.ports import Clock, Memory, Outbound, Receipt, SoughtSending

SETTLES = 60.0
"""Seconds after which nobody waits any more for Meta to tell of a message that it took; mostly it takes one."""
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Label:
    """What rides in a message of ours: of which sending it is, and which of its messages."""

    conversation: ConversationId
    key: str
    place: int
    of: int
    is_message: bool

    def written(self) -> str:
        """Give it as a text."""
        kind = "m" if self.is_message else "t"
        return urlencode({"db": kind, "chat": self.conversation, "key": self.key, "n": self.place, "of": self.of})


def label_of(outbound: Outbound, place: int, of: int) -> Label:
    """Name one message of a sending."""
    return Label(outbound.conversation, outbound.key, place, of, outbound.kind == "message")


def read_label(text: str) -> Label | None:
    """Read a label; None where it is none of ours."""
    if len(text) > _LONGEST:
        return None
    try:
        said = {name: values[-1] for name, values in parse_qs(text, max_num_fields=10).items()}
        place, of = int(said["n"]), int(said["of"])
        is_ours = said["db"] in ("m", "t") and 0 <= place < of
        return Label(ConversationId(said["chat"]), said["key"], place, of, said["db"] == "m") if is_ours else None
    except (KeyError, ValueError):
        return None


class Sendings(Noted):
    """Remembers what each sending consists of, by the answers and by what Meta told beside them."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        super().__init__(memory, clock)
        self._patience = Patience(clock, SETTLES)

    async def heard_of(self, label: Label, id: str) -> None:
        """Note what Meta tells of a message of ours, unless it is known."""
        if label.place >= len(await self.noted(label.key)):
            until = self._clock.now() + REPEATED
            await self._memory.keep(_echo(label.key, label.place), id, until=until, chat=label.conversation)

    async def find(self, sought: SoughtSending, of: int) -> Receipt | None:
        """Look for what Meta has told of a sending that consists of so many messages; None when the rest is to be sent.

        Raises:
            Transient: it may tell yet.
            Uncertain: it has not told, and that proves nothing.
        """
        key = sought.outbound.key
        before, sent = await self.noted(key), await self._completed(sought.outbound, of)
        if len(sent) >= of or len(sent) > len(before):
            self._patience.is_over(key)
            return receipt_of(sent) if len(sent) >= of else None
        self._patience.be_patient(key)
        raise Uncertain("meta has told nothing of it")

    async def _completed(self, outbound: Outbound, of: int) -> list[str]:
        key, sent = outbound.key, await self.noted(outbound.key)
        before = len(sent)
        while len(sent) < of and (told := await self._memory.recall(_echo(key, len(sent)))) is not None:
            sent.append(told)
        if len(sent) > before:
            await self.note(outbound, sent)
        return sent


def _echo(key: str, place: int) -> str:
    return f"echo:{key}:{place}"
