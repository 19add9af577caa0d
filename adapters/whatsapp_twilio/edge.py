"""What comes in from WhatsApp by Twilio: words for a chat, a wish to be left alone, or a reply that nobody shall see.

Rules:
1. What one person does is taken in in turn.
2. Who somebody is, is told before what they wrote: a ban by their number or their id holds for both. Of whoever is
   turned away nothing is noted.
3. Of wishes only those count that Twilio itself has understood (OptOutType): on WhatsApp people block whom they don't
   want to hear, and STOP is a word like any other.
"""

from collections.abc import Mapping, Sequence

import structlog
from aiohttp import web
from multidict import MultiDict

from adapters.contacts import hidden
from adapters.late_replies import is_late
from adapters.meta.heard import Heard
from adapters.meta.turns import Turns
from adapters.meta.whatsapp.ids import Line
from adapters.meta.whatsapp.people import People
from adapters.meta.whatsapp.person import shown
from adapters.spec import Context
from adapters.twilio.consent import Consents, Wish, wish_of
from adapters.twilio.door import Door
from adapters.whatsapp_twilio import inbound
from adapters.whatsapp_twilio.config import WhatsAppTwilioSection
from adapters.whatsapp_twilio.failures import MEANINGS
from adapters.whatsapp_twilio.inbound import End
from adapters.whatsapp_twilio.payload import Incoming, incoming
from core.errors import PayloadMalformed
from core.ids import ChannelName, QueueId

log = structlog.get_logger(__name__)


class Edge:
    """The handlers of one channel."""

    def __init__(self, context: Context, consents: Consents, people: People, heard: Heard) -> None:
        self._name = ChannelName(context.name)
        self._section: WhatsAppTwilioSection = context.section
        self._door = Door(context, MEANINGS)
        self._consents = consents
        self._people = people
        self._heard = heard
        self._inbox = context.inbox
        self._feed = context.feed
        self._bans = context.bans
        self._clock = context.clock
        self._turns = Turns()
        self._queues: Mapping[str, str] = {one.id: one.queue or self._section.queue for one in self._section.senders}

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the two addresses that Twilio calls."""
        return (
            web.post(f"/{self._name}/incoming", self._door.answering(self._incoming)),
            web.post(f"/{self._name}/status", self._door.answering(self._door.status)),
        )

    async def _incoming(self, _: web.Request, form: MultiDict[str]) -> None:
        try:
            came = incoming(form)
        except PayloadMalformed:
            await self._door.note_strange("message", form)
            return
        await self._door.note_fields(form)
        sender = came.service if came.to not in self._queues and came.service in self._queues else came.to
        async with self._turns.of(f"{came.person.user or came.person.number}/{sender}"):
            line = await self._people.line(came.person, sender)
            await self._people.tie(line, came.person)
            await self._take(came, line)

    async def _take(self, came: Incoming, line: Line) -> None:
        end = End(self._name, line, QueueId(self._queues.get(line.ours, self._section.queue)), shown(came.person))
        now = self._clock.now()
        if not await self._bans.is_banned(self._name, line.contact):
            await self._people.note(line, came.person)
            await self._heard.note(line.contact, now)
        wish = wish_of("", came.opt_out_type)
        if wish in (Wish.OUT, Wish.IN):
            await self._consents.note(line.contact, out=wish is Wish.OUT)
            await self._inbox.accept(inbound.consented(end, came, now, agrees=wish is Wish.IN))
            return
        if await is_late(self._section.late_replies, self._feed, self._name, line.contact):
            log.info("whatsapp_late_reply_ignored", channel=self._name, customer=hidden(line.person))
            return
        await self._inbox.accept(inbound.wrote(end, came, now))
