"""The SMS channel as the core's port: each message by one call, the answer lost or not.

Rules:
1. There is no idempotency key at Twilio. So each message of a sending is noted once it was taken: what is sent again
   under the same key goes on where it stopped, and is never seen twice.
2. A sending whose answer was lost is looked up among what went to that number since. It counts as not sent only when
   it was absent in two looks with a rest between them.
3. Nothing goes to who has opted out; what Twilio says of that is noted too.
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

import phonenumbers

from adapters.sms.capabilities import MMS, SMS
from adapters.sms.consent import Consents, key_of
from adapters.sms.failures import OPTED_OUT
from adapters.sms.ids import Line, is_number, parse_contact
from adapters.sms.media import MediaFetcher
from adapters.sms.outbound import Address, Piece, length, pieces
from adapters.sms.rest import Listed, Rest, Sms
from core.capabilities import Capabilities
from core.errors import Permanent, Transient, Unreachable
from core.ids import ChannelName, ExternalRef, QueueId
from core.messages import Part, Unfetched
from core.ports import (
    Clock,
    CountsMessages,
    CustomerChannel,
    FetchesFiles,
    FindsSent,
    KnowsWhyNot,
    Length,
    Memory,
    NamesAddresses,
    Outbound,
    Receipt,
    SoughtSending,
)
from core.sentences import Sentence, say

SETTLES = 30.0
"""Seconds after which a message that Twilio took stands in its list for sure."""
REPEATED = timedelta(days=30)
"""Within which a sending may be repeated under its key, also by hand; its note is kept as long."""
CLOCKS_DIFFER = timedelta(seconds=60)
TRIAL = "Sent from your Twilio trial account - "
"""What a trial account puts before every text: https://www.twilio.com/docs/usage/tutorials/how-to-use-your-free-trial-account"""


@dataclass(frozen=True, slots=True)
class Outside:
    """How the bridge is seen from Twilio: `address` links files, `callback` takes reports; `mms` are countries."""

    callback: str
    address: Address | None = None
    mms: frozenset[str] = frozenset()
    senders: Mapping[str, str] = field(default_factory=dict)
    """By queue, from which sender of ours a customer is written to who has not written first."""


class SmsChannel:
    """Sends text messages, and fetches what came with those of customers."""

    title = "SMS"

    def __init__(
        self,
        name: ChannelName,
        rest: Rest,
        consents: Consents,
        memory: Memory,
        media: MediaFetcher,
        clock: Clock,
        outside: Outside,
    ) -> None:
        """Take the tools."""
        self.name = name
        self._rest = rest
        self._consents = consents
        self._memory = memory
        self._media = media
        self._clock = clock
        self._outside = outside
        self._looked: dict[str, datetime] = {}

    def capabilities(self, to: ExternalRef) -> Capabilities:
        """Say what this customer can be sent: files only where Twilio can load them and the network carries them."""
        if self._outside.address is None:
            return SMS
        return MMS if _country(parse_contact(to).customer) in self._outside.mms else SMS

    def shown(self, contact: ExternalRef) -> str:
        """Give the customer's number."""
        return parse_contact(contact).customer

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        """Give the line between a number and the first sender of a queue."""
        sender = self._outside.senders.get(queue)
        return Line(number, sender).contact if sender is not None and is_number(number) else None

    def why_not(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> Sentence | None:
        """Say that the customer has opted out of the sender, where they have."""
        return say("sms_opted_out") if notes(key_of(parse_contact(to))) is not None else None

    def count(self, parts: Sequence[Part]) -> Length:
        """Count the network's messages that a text goes out in."""
        return length(parts)

    async def send(self, outbound: Outbound) -> Receipt:
        """Send one thing. Raises `DeliveryFailed`."""
        parts = pieces(outbound)
        if not parts:
            return Receipt()
        line = parse_contact(outbound.contact)
        sent = await self._noted(outbound.key)
        if len(sent) < len(parts) and await self._consents.is_out(line):
            raise Unreachable(f"twilio {OPTED_OUT}", reason=say("sms_opted_out"))
        for place in range(len(sent), len(parts)):
            sent.append(await self._send_one(line, outbound, parts, place))
            await self._note(outbound, sent)
        return _receipt(sent)

    async def _send_one(self, line: Line, outbound: Outbound, parts: tuple[Piece, ...], place: int) -> str:
        piece = parts[place]
        sms = Sms(line.customer, line.sender, piece.text, self._media_url(piece), self._report_to(outbound, len(parts)))
        try:
            return await self._rest.send(sms)
        except Unreachable as failure:
            if failure.reason == say("sms_opted_out"):
                await self._consents.note(line, out=True)
            raise

    def _media_url(self, piece: Piece) -> str:
        if piece.file is None:
            return ""
        if self._outside.address is None:
            raise Permanent("no link to the file", reason=say("sms_no_address"))
        return self._outside.address(piece.file)

    def _report_to(self, outbound: Outbound, of: int) -> str:
        """Say where Twilio reports: of a message only, since nobody is told what became of a turn's words."""
        if outbound.kind != "message":
            return ""
        named = {"chat": outbound.conversation, "key": outbound.key, "of": of}
        return f"{self._outside.callback}?{urlencode(named)}"

    async def find(self, sought: SoughtSending) -> Receipt | None:
        """Look among what went to the number. Raises `DeliveryFailed`."""
        outbound = sought.outbound
        parts, line = pieces(outbound), parse_contact(outbound.contact)
        sent = await self._noted(outbound.key)
        if len(sent) < len(parts):
            listed = await self._rest.sent_to(line.customer, sought.since - CLOCKS_DIFFER)
            theirs = [one for one in listed if one.sid not in sent and ExternalRef(one.sid) not in sought.known]
            found = _matching(parts[len(sent) :], theirs)
            if found:
                sent += found
                await self._note(outbound, sent)
        if len(sent) >= len(parts):
            self._looked.pop(outbound.key, None)
            return _receipt(sent)
        self._be_patient(outbound.key)
        return None

    def _be_patient(self, key: str) -> None:
        """Ask for another look, until what was taken would stand in the list."""
        now = self._clock.now()
        first = self._looked.setdefault(key, now)
        rest = SETTLES - (now - first).total_seconds()
        if rest > 0:
            raise Transient("not listed yet", retry_after=rest)
        del self._looked[key]

    def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes of a file that came in. Raises `DeliveryFailed`."""
        return self._media.fetch(file)

    async def _note(self, outbound: Outbound, sent: list[str]) -> None:
        until = self._clock.now() + REPEATED
        await self._memory.keep(_key(outbound.key), json.dumps(sent), until=until, chat=outbound.conversation)

    async def _noted(self, key: str) -> list[str]:
        kept = await self._memory.recall(_key(key))
        return [str(one) for one in json.loads(kept)] if kept is not None else []


def _matching(parts: tuple[Piece, ...], listed: list[Listed]) -> list[str]:
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
    if part.file is not None:
        return listed.media > 0
    return listed.text.removeprefix(TRIAL).strip() == part.text.strip()


def _receipt(sent: list[str]) -> Receipt:
    return Receipt(ExternalRef(sent[0]), tuple(map(ExternalRef, sent[1:])))


def _key(key: str) -> str:
    return f"sent:{key}"


def _country(number: str) -> str | None:
    """Give the country of a number; None where it has none."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return None


_: type[CustomerChannel] = SmsChannel
_counts: type[CountsMessages] = SmsChannel
_finds: type[FindsSent] = SmsChannel
_fetches: type[FetchesFiles] = SmsChannel
_names: type[NamesAddresses] = SmsChannel
_knows: type[KnowsWhyNot] = SmsChannel
