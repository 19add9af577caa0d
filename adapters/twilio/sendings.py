"""How what was perhaps sent by Twilio is looked up: among what went to that customer since.

Rules:
1. What was sent is noted once it was taken (`adapters.sendings`).
2. Only what went from the same sender of ours counts: the customer may have another chat with another number of ours,
   in which the same words were said.
3. Where it is not documented how Twilio lists a thing, any way counts: what is there is never sent twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from adapters.sendings import Noted, Patience, receipt_of
from adapters.twilio.contents import Menu
from adapters.twilio.losses import Losses, lost_of
from adapters.twilio.rest import Listed, Rest
from core.ids import ExternalRef
from core.messages import FromTemplate, Media
from core.ports import Clock, Memory, Outbound, Receipt, SoughtSending
from core.sentences import Sentence

SETTLES = 30.0
"""Seconds after which a message that Twilio took stands in its list for sure."""
CLOCKS_DIFFER = timedelta(seconds=60)
TRIAL = "Sent from your Twilio trial account - "
"""What a trial account puts before every text: https://www.twilio.com/docs/usage/tutorials/how-to-use-your-free-trial-account"""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: words, or a file; `made` is the template that the words come from.

    A `menu` is shown with buttons where Twilio makes them, and otherwise goes as these words. `loss` is what the agent
    is told of how it goes.
    """

    text: str = ""
    file: Media | None = None
    made: FromTemplate | None = None
    menu: Menu | None = None
    loss: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """Whence and whither messages went, as Twilio writes both."""

    sender: str
    to: str


class Sendings(Noted):
    """Remembers what each sending consists of, and looks up what is not known of one."""

    def __init__(self, memory: Memory, clock: Clock, rest: Rest) -> None:
        super().__init__(memory, clock)
        self._rest = rest
        self._patience = Patience(clock, SETTLES)

    async def losses(self, outbound: Outbound, parts: Sequence[Piece]) -> Losses:
        """Give what was lost of a sending so far."""
        may_lose = any(part.menu is not None or part.loss is not None for part in parts)
        noted = await lost_of(self._memory, outbound.key) if may_lose else {}
        return Losses(self._memory, self._clock, outbound, noted)

    async def find(self, sought: SoughtSending, between: Between, parts: Sequence[Piece]) -> Receipt | None:
        """Look among what went from a sender to an address. Raises `DeliveryFailed`."""
        outbound = sought.outbound
        sent = await self.noted(outbound.key)
        if len(sent) < len(parts):
            listed = await self._rest.sent_to(between.to, sought.since - CLOCKS_DIFFER)
            ours = [one for one in listed if between.sender in one.senders]
            theirs = [one for one in ours if one.sid not in sent and ExternalRef(one.sid) not in sought.known]
            found = _matching(parts[len(sent) :], theirs)
            if found:
                sent += found
                await self.note(outbound, sent)
        if len(sent) >= len(parts):
            self._patience.is_over(outbound.key)
            return replace(receipt_of(sent), losses=(await self.losses(outbound, parts)).told())
        self._patience.be_patient(outbound.key)
        return None


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
    if part.made is not None:  # nor is it with which of its words a template is listed, and whether with its picture
        return words in part.text
    if part.menu is not None and (not words or words == part.menu.body):
        return listed.media == 0
    return words == part.text.strip()
