"""What happens on WhatsApp, taken in: each message and report of each entry is stored before Meta is answered.

Rules:
1. What one person does is taken in in turn, in the order of its times within a batch.
2. A report names the sending of ours that it is about; one that names none is of somebody else's.
3. What nobody here knows is told to the agent in words where a customer sent it, and counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from adapters.contacts import hidden
from adapters.meta.payload import Fields, listed, mapping, text
from adapters.meta.taking import MetaKnown, MetaTaking, Ways, by_time
from adapters.meta.whatsapp.ids import Line
from adapters.meta.whatsapp.people import People
from adapters.meta.whatsapp.person import Person, shown
from adapters.whatsapp import inbound
from adapters.whatsapp.config import WhatsAppSection
from adapters.whatsapp.inbound import End
from adapters.whatsapp.payload import KNOWN, Wrote, moved, person_of, stands, unknown_fields, wrote
from adapters.whatsapp.reading import Readings
from core.errors import PayloadMalformed
from core.ids import ChannelName, QueueId

UNTOLD = frozenset({"accepted", "deleted", "played", "warning"})
"""States that say nothing to an agent."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Known(MetaKnown):
    """What is known of customers, sendings and strangers."""

    people: People
    readings: Readings


class Taking(MetaTaking):
    """Takes in what comes to the numbers of one channel."""

    def __init__(self, name: ChannelName, section: WhatsAppSection, known: Known, ways: Ways) -> None:
        super().__init__(name, section, known, ways)
        self._queues: Mapping[str, str] = {one.id: one.queue or section.queue for one in section.numbers}
        self._known = known

    async def entry(self, entry: Fields) -> None:
        """Take in one entry of a batch."""
        for change in listed(entry, "changes"):
            value = mapping(change, "value")
            of = text(mapping(value, "metadata"), "phone_number_id")
            if text(change, "field") != "messages":
                await self._known.strangers.keep(text(change, "field") or "change", value)
            elif of not in self._queues:
                await self._known.strangers.keep("number", value)
            else:
                await self._value(value, of)

    async def _value(self, value: Fields, of: str) -> None:
        for message in by_time(value, "messages"):
            try:
                await self._message(value, message, of)
            except PayloadMalformed:
                await self._known.strangers.keep("malformed", message)
        for status in listed(value, "statuses"):
            try:
                await self._status(status)
            except PayloadMalformed:
                await self._known.strangers.keep("malformed_status", status)
        await self._keep_others(value, ("messaging_product", "metadata", "contacts", "messages", "statuses"))

    async def _message(self, value: Fields, message: Fields, of: str) -> None:
        change = moved(message)
        if change is not None:
            await self._known.people.moved(change, of)
            return
        if text(message, "type") not in KNOWN:
            await self._known.strangers.keep(f"message_{text(message, 'type')}", message)
        elif strange := unknown_fields(message):
            await self._known.strangers.keep("field", strange)
        if text(message, "type") == "system":
            return
        person, came = person_of(value, message), wrote(message, self._clock.now())
        async with self._turns.of(f"{person.user or person.number}/{of}"):
            line = await self._known.people.line(person, of)
            if came.opens:
                await self._known.people.tie(line, person)
                await self._noted(line, person, came)
                if await self._is_late(line.contact):
                    log.info("whatsapp_late_reply_ignored", channel=self._name, customer=hidden(line.person))
                    return
            end = End(self._name, line, QueueId(self._queues[of]), shown(person))
            inward = inbound.wrote(end, came)
            if inward is not None:
                await self._inbox.accept(inward)

    async def _noted(self, line: Line, person: Person, came: Wrote) -> None:
        """Note what is to be known of whoever wrote; of whoever is turned away nothing."""
        if not await self._bans.is_banned(self._name, line.contact):
            await self._known.people.note(line, person)
            await self._known.heard.note(line.contact, came.at)
            await self._known.readings.note(line.contact, came.id)

    async def _status(self, status: Fields) -> None:
        came = stands(status, self._clock.now())
        label = await self._ours(came.data, came.id)
        if label is None:
            await self._known.strangers.keep("status_of_nothing_of_ours", status)
            return
        if came.status not in inbound.STATES and came.status not in UNTOLD:
            await self._known.strangers.keep("status", status)
        inward = inbound.reported(self._name, came, label) if label.is_message else None
        if inward is not None:
            await self._inbox.accept(inward)
