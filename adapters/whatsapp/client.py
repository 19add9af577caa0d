"""WhatsApp as the core's port: each message by one call, the answer lost or not.

Rules:
1. There is no idempotency key at Meta. So each message carries the name of its sending and is noted once it was taken;
   Meta's reports name it again, which settles one whose answer was lost. Without that the agent is asked.
2. A day after the customer wrote nothing goes out but a template, and the agent is told so.
3. That the customer's words were read is told when somebody answers them, and failing at that is no failure.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.meta.graph import Graph
from adapters.meta.heard import DAY, Heard, last_heard
from adapters.meta.media import MediaFetcher
from adapters.meta.payload import listed, text
from adapters.meta.sendings import Sendings, label_of
from adapters.meta.uploads import Uploads
from adapters.meta.whatsapp.ids import Line, is_number
from adapters.meta.whatsapp.people import People
from adapters.sendings import receipt_of
from adapters.whatsapp.capabilities import CAPABILITIES, PICTURE_MAX, PICTURES, SOUND_MAX, SOUNDS, VIDEOS
from adapters.whatsapp.config import WhatsAppSection
from adapters.whatsapp.outbound import Piece, pieces
from adapters.whatsapp.reading import Readings
from core.capabilities import Capabilities
from core.conversation.model import Status
from core.errors import DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from core.features.templates import Template
from core.ids import ChannelName, ExternalRef, QueueId
from core.messages import Media, Unfetched
from core.ports import (
    Clock,
    CustomerChannel,
    FetchesFiles,
    FileStore,
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

PRODUCT: Mapping[str, str] = {"messaging_product": "whatsapp"}
_MEDIA = "media:"


@dataclass(frozen=True, slots=True)
class Notes:
    """What is remembered of sendings and of customers."""

    sendings: Sendings
    heard: Heard
    people: People
    readings: Readings


class WhatsAppChannel:
    """Sends messages, and fetches what came with those of customers."""

    title = "WhatsApp"

    def __init__(
        self,
        name: ChannelName,
        section: WhatsAppSection,
        graph: Graph,
        notes: Notes,
        media: MediaFetcher,
        files: FileStore,
        clock: Clock,
    ) -> None:
        """Take the tools."""
        self.name = name
        self._section = section
        self._numbers = frozenset(one.id for one in section.numbers)
        self._templates = tuple(one.template() for one in section.templates)
        self._token = section.access_token.get_secret_value()
        self._graph = graph
        self._notes = notes
        self._media = media
        self._uploads = Uploads(graph, files, "file", "id")
        self._clock = clock

    def capabilities(self, to: ExternalRef) -> Capabilities:
        """Say what a customer can be sent."""
        return CAPABILITIES

    def shown(self, contact: ExternalRef) -> str:
        """Give the customer's number, or their id where they show none."""
        person = Line.of(contact).person
        return f"+{person}" if is_number(person) else person

    def sender_of(self, contact: ExternalRef) -> str:
        """Give our number, as the configuration names it."""
        return Line.of(contact).ours

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        """Give the line between a number and our first number of a queue."""
        ours = next((one.id for one in self._section.numbers if (one.queue or self._section.queue) == queue), None)
        digits = number.removeprefix("+")
        return Line(digits, ours).contact if ours is not None and is_number(digits) else None

    async def send(self, outbound: Outbound) -> Receipt:
        """Send one thing. Raises `DeliveryFailed`."""
        parts = pieces(outbound, self._section.list_button)
        if not parts:
            return Receipt()
        line = Line.of(outbound.contact)
        sent = await self._notes.sendings.noted(outbound.key)
        if len(sent) < len(parts):
            await self._check(line, parts[0])

            async def send_one(place: int) -> str:
                return await self._send_one(line, parts[place], label_of(outbound, place, len(parts)).written())

            await self._notes.sendings.complete(outbound, sent, len(parts), send_one)
            if outbound.kind == "message" or outbound.status is Status.ACTIVE:
                await self._read(line)
        return receipt_of(sent)

    async def _check(self, line: Line, first: Piece) -> None:
        """See that it may be sent now. Raises `Permanent`."""
        if line.ours not in self._numbers:
            raise Permanent("no such number", reason=say("whatsapp_number_gone"))
        last = await self._notes.heard.last(line.contact)
        if first.kind == "template" or last is None or self._clock.now() - last < DAY:
            return
        raise Unreachable("outside the window", reason=self._window_is_over())

    def _window_is_over(self) -> Sentence:
        return say("whatsapp_choose" if self._templates else "whatsapp_window")

    def why_not(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> Sentence | None:
        """Say that our number is gone, or that a day has passed since the customer wrote, where it has."""
        if Line.of(to).ours not in self._numbers:
            return say("whatsapp_number_gone")
        return self._window_is_over() if self._is_closed(to, notes, at) else None

    def _is_closed(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> bool:
        last = last_heard(to, notes)
        return last is not None and at - last >= DAY

    def templates(self, to: ExternalRef) -> Sequence[Template]:
        """Give those of the configuration; none where our number is gone."""
        return self._templates if Line.of(to).ours in self._numbers else ()

    def takes_templates_only(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> bool:
        """Tell whether a day has passed since the customer wrote."""
        return self._is_closed(to, notes, at)

    async def _send_one(self, line: Line, piece: Piece, label: str) -> str:
        kind, content = piece.kind, piece.content
        if piece.file is not None:
            await self._read(line, types=True)
            kind, content = await self._handed_over(line, piece.file)
        to = await self._notes.people.address(line)
        body = {**PRODUCT, "recipient_type": "individual", **to.fields, "type": kind, kind: content}
        answer = await self._graph.post(
            self._token, f"{line.ours}/messages", body | {"biz_opaque_callback_data": label}
        )
        id = next((text(one, "id") for one in listed(answer, "messages")), "")
        if not id:
            raise Uncertain("meta: an answer without an id")
        return id

    async def _handed_over(self, line: Line, file: Media) -> tuple[str, dict[str, Any]]:
        """Hand a file over and give what names it. Raises `DeliveryFailed`."""
        kind = _kind(file)
        id = await self._uploads.hand_over(file, self._token, f"{line.ours}/media", {**PRODUCT, "type": file.mime})
        return kind, {"id": id} | ({"filename": file.name} if kind == "document" else {})

    async def _read(self, line: Line, *, types: bool = False) -> None:
        """Show the customer that their words were read, and that something is on its way; nobody minds a failure."""
        last = await self._notes.readings.unread(line.contact, again=types)
        if last is None:
            return
        body: dict[str, Any] = {**PRODUCT, "status": "read", "message_id": last}
        if types:
            body["typing_indicator"] = {"type": "text"}
        with suppress(DeliveryFailed):
            await self._graph.post(self._token, f"{line.ours}/messages", body)
            self._notes.readings.is_read(line.contact, last)

    async def find(self, sought: SoughtSending) -> Receipt | None:
        """Look for what Meta's reports have told. Raises `DeliveryFailed`."""
        return await self._notes.sendings.find(sought, len(pieces(sought.outbound, self._section.list_button)))

    async def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes of a file that came in. Raises `DeliveryFailed`."""
        try:
            about = await self._graph.get(self._token, str(file.source).removeprefix(_MEDIA))
        except Uncertain as failure:
            raise Transient(failure.detail) from None
        except Permanent as failure:
            raise Permanent(failure.detail, reason=say("fail_file_fetch")) from None
        async for piece in self._media.fetch(text(about, "url"), self._token):
            yield piece


def _kind(file: Media) -> str:
    if file.mime in PICTURES and file.size <= PICTURE_MAX:
        return "image"
    if file.size <= SOUND_MAX and file.mime in VIDEOS:
        return "video"
    return "audio" if file.size <= SOUND_MAX and file.mime in SOUNDS else "document"


_: type[CustomerChannel] = WhatsAppChannel
_finds: type[FindsSent] = WhatsAppChannel
_fetches: type[FetchesFiles] = WhatsAppChannel
_names: type[NamesAddresses] = WhatsAppChannel
_senders: type[HasSenders] = WhatsAppChannel
_knows: type[KnowsWhyNot] = WhatsAppChannel
_offers: type[OffersTemplates] = WhatsAppChannel
