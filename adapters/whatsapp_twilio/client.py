"""WhatsApp by Twilio as the core's port: each message by one call, the answer lost or not.

Rules:
1. What was taken is noted, and what was perhaps taken is looked up (`adapters.twilio.sendings`).
2. A day after the customer wrote nothing goes out but a template: Twilio would take it, and report later that
   WhatsApp didn't (63016).
3. A menu that Twilio makes no buttons of goes as its numbered text, and the agent is told.
4. Nothing goes to who has opted out; what Twilio says of that is noted too.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import structlog

from adapters.meta.heard import DAY, Heard, last_heard
from adapters.meta.whatsapp.ids import Line, is_number
from adapters.meta.whatsapp.people import People
from adapters.sendings import receipt_of
from adapters.twilio.consent import Consents, key_of
from adapters.twilio.failures import OPTED_OUT
from adapters.twilio.media import MediaFetcher
from adapters.twilio.reports import report_to, with_loss
from adapters.twilio.rest import Order, Rest
from adapters.twilio.sendings import Between, Piece, Sendings
from adapters.whatsapp_twilio.capabilities import CAPABILITIES, WORDS
from adapters.whatsapp_twilio.menus import Menus, NotShownError
from adapters.whatsapp_twilio.outbound import Address, is_carried, linked, pieces
from adapters.whatsapp_twilio.payload import PREFIX
from core.capabilities import Capabilities
from core.errors import Permanent, Unreachable
from core.features.templates import Template
from core.ids import ChannelName, ExternalRef, QueueId
from core.messages import FromTemplate, Unfetched
from core.ports import (
    Clock,
    CustomerChannel,
    FetchesFiles,
    FindsSent,
    HasSenders,
    KnowsWhyNot,
    NamesAddresses,
    OffersTemplates,
    Outbound,
    Receipt,
    SoughtSending,
)
from core.sentences import Sentence, say

_SERVICE = "MG"
Note = Callable[[Sentence | None], Awaitable[None]]
"""Notes what is lost of a message that is about to go."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outside:
    """How the bridge is seen from Twilio: `address` links files, `callback` takes reports."""

    callback: str
    address: Address | None = None
    senders: Mapping[str, str] = field(default_factory=dict)
    """By queue, from which sender of ours a customer is written to who has not written first."""
    templates: Mapping[str, Template] = field(default_factory=dict)
    """What agents may send, by their ids at Twilio."""
    list_button: str = "Choose"
    """What the button says that opens a list."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What is remembered of sendings and of customers."""

    sendings: Sendings
    heard: Heard
    people: People
    consents: Consents
    menus: Menus


class WhatsAppTwilioChannel:
    """Sends messages, and fetches what came with those of customers."""

    title = "WhatsApp"

    def __init__(
        self, name: ChannelName, rest: Rest, notes: Notes, media: MediaFetcher, clock: Clock, outside: Outside
    ) -> None:
        """Take the tools."""
        self.name = name
        self._rest = rest
        self._notes = notes
        self._media = media
        self._clock = clock
        self._outside = outside

    def capabilities(self, to: ExternalRef) -> Capabilities:
        """Say what a customer can be sent: files only where Twilio can load them."""
        return CAPABILITIES if self._outside.address is not None else WORDS

    def shown(self, contact: ExternalRef) -> str:
        """Give the customer's number, or their id where they show none."""
        person = Line.of(contact).person
        return f"+{person}" if is_number(person) else person

    def sender_of(self, contact: ExternalRef) -> str:
        """Give our number, as the configuration names it."""
        return Line.of(contact).ours

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        """Give the line between a number and the first sender of a queue."""
        sender, digits = self._outside.senders.get(queue), number.removeprefix("+")
        return Line(digits, sender).contact if sender is not None and is_number(digits) else None

    def why_not(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> Sentence | None:
        """Say that the customer has opted out, or that a day has passed since they wrote, where it has."""
        if notes(key_of(to)) is not None:
            return say("whatsapp_twilio_opted_out")
        return self._window_is_over() if self.takes_templates_only(to, notes, at) else None

    def templates(self, to: ExternalRef) -> Sequence[Template]:
        """Give those of the configuration."""
        return tuple(self._outside.templates.values())

    def takes_templates_only(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> bool:
        """Tell whether a day has passed since the customer wrote."""
        last = last_heard(to, notes)
        return last is not None and at - last >= DAY

    def _window_is_over(self) -> Sentence:
        return say("whatsapp_twilio_choose" if self._outside.templates else "whatsapp_twilio_window")

    async def send(self, outbound: Outbound) -> Receipt:
        """Send one thing. Raises `DeliveryFailed`."""
        parts = pieces(outbound, self._outside.list_button)
        if not parts:
            return Receipt()
        line = Line.of(outbound.contact)
        sent = await self._notes.sendings.noted(outbound.key)
        losses = await self._notes.sendings.losses(outbound, parts)
        if len(sent) < len(parts):
            await self._check(line, parts[0])
        callback = report_to(self._outside.callback, outbound, len(parts))

        async def send_one(place: int) -> str:
            return await self._send_one(line, parts[place], callback, partial(losses.note, place))

        await self._notes.sendings.complete(outbound, sent, len(parts), send_one)
        return replace(receipt_of(sent), losses=losses.told())

    async def _check(self, line: Line, first: Piece) -> None:
        """See that it may be sent now. Raises `Unreachable`."""
        if await self._notes.consents.is_out(line.contact):
            raise Unreachable(f"twilio {OPTED_OUT}", reason=say("whatsapp_twilio_opted_out"))
        last = await self._notes.heard.last(line.contact)
        if first.made is None and last is not None and self._clock.now() - last >= DAY:
            raise Unreachable("outside the window", reason=self._window_is_over())

    async def _send_one(self, line: Line, piece: Piece, callback: str, note: Note) -> str:
        """Send one message; give its id."""
        order = Order(await self._reached(line), _sender(line), callback=callback)
        try:
            return await self._sent(order, piece, note)
        except Unreachable as failure:
            if failure.reason == say("whatsapp_twilio_opted_out"):
                await self._notes.consents.note(line.contact, out=True)
            raise

    async def _sent(self, order: Order, piece: Piece, note: Note) -> str:
        """Send one message; what is lost of it is noted before it goes."""
        loss = piece.loss
        if piece.menu is not None:
            await note(None)
            try:
                return await self._notes.menus.send(order, piece.menu)
            except NotShownError as failure:
                log.warning("whatsapp_menu_as_text", channel=self.name, why=failure.detail)
                loss = say("whatsapp_twilio_menu_refused", why=failure.detail)
        await note(loss)
        lossy = order if loss is None else replace(order, callback=with_loss(order.callback))
        return await self._rest.send(self._filled(lossy, piece))

    def _filled(self, order: Order, piece: Piece) -> Order:
        """Say what a message consists of: words, a file's address, or a template and its values."""
        if piece.made is not None:
            return replace(order, content=self._sid(piece.made), variables=dict(piece.made.values))
        if piece.file is None:
            return replace(order, text=piece.text)
        if self._outside.address is None:
            raise Permanent("no link to the file", reason=say("whatsapp_twilio_media"))
        if is_carried(piece.file):
            return replace(order, media=self._outside.address(piece.file))
        return replace(order, text=linked(piece.file, self._outside.address))

    def _sid(self, made: FromTemplate) -> str:
        known = self._outside.templates.items()
        found = next((sid for sid, one in known if (one.name, one.language) == (made.name, made.language)), None)
        if found is None:
            raise Permanent("no such template", reason=say("whatsapp_twilio_template_gone"))
        return found

    async def _reached(self, line: Line) -> str:
        """Give the address at which somebody is reached now."""
        at = await self._notes.people.address(line)
        return f"{PREFIX}+{at.number}" if at.number else f"{PREFIX}{at.user}"

    async def find(self, sought: SoughtSending) -> Receipt | None:
        """Look among what went to the customer. Raises `DeliveryFailed`."""
        line = Line.of(sought.outbound.contact)
        between = Between(_sender(line), await self._reached(line))
        return await self._notes.sendings.find(sought, between, pieces(sought.outbound, self._outside.list_button))

    def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes of a file that came in. Raises `DeliveryFailed`."""
        return self._media.fetch(file)


def _sender(line: Line) -> str:
    return line.ours if line.ours.startswith(_SERVICE) else f"{PREFIX}{line.ours}"


_: type[CustomerChannel] = WhatsAppTwilioChannel
_finds: type[FindsSent] = WhatsAppTwilioChannel
_fetches: type[FetchesFiles] = WhatsAppTwilioChannel
_names: type[NamesAddresses] = WhatsAppTwilioChannel
_senders: type[HasSenders] = WhatsAppTwilioChannel
_knows: type[KnowsWhyNot] = WhatsAppTwilioChannel
_offers: type[OffersTemplates] = WhatsAppTwilioChannel
