"""The SMS channel as the core's port: each message by one call, the answer lost or not.

Rules:
1. What was taken is noted, and what was perhaps taken is looked up (`adapters.twilio.sendings`).
2. Nothing goes to who has opted out; what Twilio says of that is noted too.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import phonenumbers

from adapters.sendings import receipt_of
from adapters.sms.capabilities import MMS, SMS
from adapters.sms.ids import Line, is_number
from adapters.sms.inbound import shown as in_groups
from adapters.sms.numbers import whole
from adapters.sms.outbound import Address, length, pieces
from adapters.twilio.consent import Consents, key_of
from adapters.twilio.failures import OPTED_OUT
from adapters.twilio.media import MediaFetcher
from adapters.twilio.reports import report_to
from adapters.twilio.rest import Order, Rest
from adapters.twilio.sendings import Between, Piece, Sendings
from core.capabilities import Capabilities
from core.errors import Permanent, Unreachable
from core.ids import ChannelName, ExternalRef, QueueId
from core.messages import Part, Unfetched
from core.ports import (
    CountsMessages,
    CustomerChannel,
    FetchesFiles,
    FindsSent,
    HasSenders,
    KnowsWhyNot,
    Length,
    NamesAddresses,
    Outbound,
    OwnSender,
    Receipt,
    SoughtSending,
    WritesFirst,
)
from core.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Outside:
    """How the bridge is seen from Twilio: `address` links files, `callback` takes reports; `mms` are countries."""

    callback: str
    address: Address | None = None
    mms: frozenset[str] = frozenset()
    senders: tuple[OwnSender, ...] = ()
    """From which of ours a customer is written to who has not written first: one a queue, and agents' own."""
    region: str | None = None
    """The country of numbers that are typed without one."""


class SmsChannel:
    """Sends text messages, and fetches what came with those of customers."""

    title = "SMS"

    def __init__(
        self,
        name: ChannelName,
        rest: Rest,
        consents: Consents,
        sendings: Sendings,
        media: MediaFetcher,
        outside: Outside,
    ) -> None:
        """Take the tools."""
        self.name = name
        self._rest = rest
        self._consents = consents
        self._sendings = sendings
        self._media = media
        self._outside = outside

    def capabilities(self, to: ExternalRef) -> Capabilities:
        """Say what this customer can be sent: files only where Twilio can load them and the network carries them."""
        if self._outside.address is None:
            return SMS
        return MMS if _country(Line.of(to).person) in self._outside.mms else SMS

    def shown(self, contact: ExternalRef) -> str:
        """Give the customer's number."""
        return Line.of(contact).person

    def sender_of(self, contact: ExternalRef) -> str:
        """Give our number, as the configuration names it."""
        return Line.of(contact).ours

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        """Give the line between a number and the first sender of a queue."""
        ours = next((one for one in self._outside.senders if one.queue == queue and one.agent is None), None)
        return Line(number, ours.id).contact if ours is not None and is_number(number) else None

    def senders(self) -> Sequence[OwnSender]:
        """Give one for each queue, and agents' own."""
        return self._outside.senders

    def number(self, written: str) -> str:
        """Give a typed number in its whole form. Raises `ArgumentsInvalid`."""
        return whole(written, self._outside.region)

    def called(self, number: str) -> str:
        """Give a number in groups, with its country."""
        return in_groups(number)

    def line(self, number: str, sender: str) -> ExternalRef:
        """Give the line between a number and one of our senders."""
        return Line(number, sender).contact

    def why_not(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> Sentence | None:
        """Say that the customer has opted out of the sender, where they have."""
        return say("sms_opted_out") if notes(key_of(to)) is not None else None

    def count(self, parts: Sequence[Part]) -> Length:
        """Count the network's messages that a text goes out in."""
        return length(parts)

    async def send(self, outbound: Outbound) -> Receipt:
        """Send one thing. Raises `DeliveryFailed`."""
        parts = pieces(outbound)
        if not parts:
            return Receipt()
        line = Line.of(outbound.contact)
        sent = await self._sendings.noted(outbound.key)
        if len(sent) < len(parts) and await self._consents.is_out(line.contact):
            raise Unreachable(f"twilio {OPTED_OUT}", reason=say("sms_opted_out"))
        await self._sendings.complete(
            outbound, sent, len(parts), lambda place: self._send_one(line, outbound, parts, place)
        )
        return receipt_of(sent)

    async def _send_one(self, line: Line, outbound: Outbound, parts: tuple[Piece, ...], place: int) -> str:
        piece = parts[place]
        callback = report_to(self._outside.callback, outbound, len(parts))
        try:
            return await self._rest.send(Order(line.person, line.ours, piece.text, self._media_url(piece), callback))
        except Unreachable as failure:
            if failure.reason == say("sms_opted_out"):
                await self._consents.note(line.contact, out=True)
            raise

    def _media_url(self, piece: Piece) -> str:
        if piece.file is None:
            return ""
        if self._outside.address is None:
            raise Permanent("no link to the file", reason=say("sms_no_address"))
        return self._outside.address(piece.file)

    async def find(self, sought: SoughtSending) -> Receipt | None:
        """Look among what went to the number. Raises `DeliveryFailed`."""
        line = Line.of(sought.outbound.contact)
        return await self._sendings.find(sought, Between(line.ours, line.person), pieces(sought.outbound))

    def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes of a file that came in. Raises `DeliveryFailed`."""
        return self._media.fetch(file)


def _country(number: str) -> str | None:
    """Give the country of a number; None where it has none.

    Where several share a code, an area that the library doesn't know counts as that of the first of them: areas of +1
    are added all the time, and an installed library is some months old.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.region_code_for_number(parsed) or _largest(parsed.country_code)


def _largest(code: int | None) -> str | None:
    """Give the country that a code is first of all; None where it is of none."""
    found = phonenumbers.region_code_for_country_code(code) if code is not None else phonenumbers.UNKNOWN_REGION
    return None if found == phonenumbers.UNKNOWN_REGION else found


_: type[CustomerChannel] = SmsChannel
_counts: type[CountsMessages] = SmsChannel
_finds: type[FindsSent] = SmsChannel
_fetches: type[FetchesFiles] = SmsChannel
_names: type[NamesAddresses] = SmsChannel
_senders: type[HasSenders] = SmsChannel
_knows: type[KnowsWhyNot] = SmsChannel
_first: type[WritesFirst] = SmsChannel
