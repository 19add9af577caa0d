"""What was sent under which key: Meta has no field that makes the same key the same sending, so it is noted here.

Rules:
1. Each message of a sending is noted once it was taken: what is sent again goes on where it stopped.
2. What Meta itself tells of a message of ours, in an echo or a report, names the sending: that settles one whose answer
   was lost.
3. Meta's id of a message on WhatsApp holds the number that it went to: each note goes with its chat.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlencode

from core.ids import ConversationId, ExternalRef
from core.ports import Clock, Memory, Outbound, Receipt

_LONGEST = 1000
REPEATED = timedelta(days=30)
"""Within which a sending may be repeated under its key, also by hand; its note is kept as long."""


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


class Sendings:
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

    async def heard_of(self, label: Label, id: str) -> None:
        """Note what Meta tells of a message of ours, unless it is known."""
        if label.place >= len(await self.noted(label.key)):
            until = self._clock.now() + REPEATED
            await self._memory.keep(_echo(label.key, label.place), id, until=until, chat=label.conversation)

    async def completed(self, outbound: Outbound, of: int) -> list[str]:
        """Give what is known to have been sent, by the answers and by what Meta told beside them."""
        key, sent = outbound.key, await self.noted(outbound.key)
        before = len(sent)
        while len(sent) < of and (told := await self._memory.recall(_echo(key, len(sent)))) is not None:
            sent.append(told)
        if len(sent) > before:
            await self.note(outbound, sent)
        return sent


def receipt_of(sent: list[str]) -> Receipt:
    """Give the receipt of a sending."""
    return Receipt(ExternalRef(sent[0]), tuple(map(ExternalRef, sent[1:])))


def _key(key: str) -> str:
    return f"sent:{key}"


def _echo(key: str, place: int) -> str:
    return f"echo:{key}:{place}"
