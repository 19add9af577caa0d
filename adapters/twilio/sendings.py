"""What is remembered of what was sent, and how what was perhaps sent is looked up.

Rules:
1. There is no idempotency key at Twilio. So each message of a sending is noted once it was taken: what is sent again
   under the same key goes on where it stopped, and is never seen twice.
2. A sending whose answer was lost is looked up among what went to that customer since. It counts as not sent only when
   it was absent in two looks with a rest between them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.twilio.rest import Listed, Rest
from core.errors import Transient
from core.ids import ExternalRef
from core.messages import FromTemplate, Media
from core.ports import Clock, Memory, Outbound, Receipt, SoughtSending

SETTLES = 30.0
"""Seconds after which a message that Twilio took stands in its list for sure."""
REPEATED = timedelta(days=30)
"""Within which a sending may be repeated under its key, also by hand; its note is kept as long."""
CLOCKS_DIFFER = timedelta(seconds=60)
TRIAL = "Sent from your Twilio trial account - "
"""What a trial account puts before every text: https://www.twilio.com/docs/usage/tutorials/how-to-use-your-free-trial-account"""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: words, or a file; `made` is the template that the words come from."""

    text: str = ""
    file: Media | None = None
    made: FromTemplate | None = None


class Sendings:
    """Remembers, for all processes, what each sending consists of."""

    def __init__(self, memory: Memory, clock: Clock, rest: Rest) -> None:
        self._memory = memory
        self._clock = clock
        self._rest = rest
        self._looked: dict[str, datetime] = {}

    async def noted(self, key: str) -> list[str]:
        """Give the ids of a sending's messages, as far as they are known to have been taken, in order."""
        kept = await self._memory.recall(_key(key))
        return [str(one) for one in json.loads(kept)] if kept is not None else []

    async def note(self, outbound: Outbound, sent: list[str]) -> None:
        """Note what of a sending has been taken so far."""
        until = self._clock.now() + REPEATED
        await self._memory.keep(_key(outbound.key), json.dumps(sent), until=until, chat=outbound.conversation)

    async def find(self, sought: SoughtSending, to: str, parts: Sequence[Piece]) -> Receipt | None:
        """Look among what went to an address. Raises `DeliveryFailed`."""
        outbound = sought.outbound
        sent = await self.noted(outbound.key)
        if len(sent) < len(parts):
            listed = await self._rest.sent_to(to, sought.since - CLOCKS_DIFFER)
            theirs = [one for one in listed if one.sid not in sent and ExternalRef(one.sid) not in sought.known]
            found = _matching(parts[len(sent) :], theirs)
            if found:
                sent += found
                await self.note(outbound, sent)
        if len(sent) >= len(parts):
            self._looked.pop(outbound.key, None)
            return receipt_of(sent)
        self._be_patient(outbound.key)
        return None

    def _be_patient(self, key: str) -> None:
        """Ask for another look, until what was taken would stand in the list. Raises `Transient`."""
        now = self._clock.now()
        first = self._looked.setdefault(key, now)
        rest = SETTLES - (now - first).total_seconds()
        if rest > 0:
            raise Transient("not listed yet", retry_after=rest)
        del self._looked[key]


def receipt_of(sent: list[str]) -> Receipt:
    """Give the receipt of a sending."""
    return Receipt(ExternalRef(sent[0]), tuple(map(ExternalRef, sent[1:])))


def _matching(parts: Sequence[Piece], listed: list[Listed]) -> list[str]:
    """Give the ids of the first parts as far as they are there, in order; each message stands for one part."""
    found: list[str] = []
    rest = list(listed)
    for part in parts:
        place = next((place for place, one in enumerate(rest) if _is(part, one)), None)
        if place is None:
            break
        found.append(rest[place].sid)
        del rest[: place + 1]
    return found


def _is(part: Piece, listed: Listed) -> bool:
    if part.file is not None:  # or the link to it, where its network doesn't carry such a file
        return listed.media > 0 or listed.text.startswith(f"{part.file.name}: http")
    words = listed.text.removeprefix(TRIAL).strip()
    if part.made is not None:  # that Twilio lists a template with its words, and with which of them, is not documented
        return listed.media == 0 and words in part.text
    return words == part.text.strip()


def _key(key: str) -> str:
    return f"sent:{key}"
