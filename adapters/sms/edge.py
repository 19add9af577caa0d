"""What comes in by SMS: words for a chat, a wish not to be written to, or a late reply that nobody shall see.

Whether somebody is banned is not decided here: the inbox turns them away, whichever sender of ours they write to.
"""

from collections.abc import Mapping, Sequence

import structlog
from aiohttp import web
from multidict import MultiDict

from adapters.contacts import hidden
from adapters.late_replies import is_late
from adapters.sms import inbound
from adapters.sms.config import Sender, SmsSection
from adapters.sms.failures import MEANINGS
from adapters.sms.ids import Line
from adapters.sms.inbound import End
from adapters.sms.payload import Incoming, incoming
from adapters.spec import Context
from adapters.twilio.consent import ALSO_AN_ANSWER, Consents, Wish, wish_of
from adapters.twilio.door import Door
from core.errors import PayloadMalformed
from core.ids import AgentId, ChannelName, QueueId

log = structlog.get_logger(__name__)


class Edge:
    """The handlers of one SMS channel."""

    def __init__(self, context: Context, consents: Consents) -> None:
        self._name = ChannelName(context.name)
        self._section: SmsSection = context.section
        self._door = Door(context, MEANINGS)
        self._consents = consents
        self._inbox = context.inbox
        self._feed = context.feed
        self._clock = context.clock
        self._senders: Mapping[str, Sender] = {one.id: one for one in self._section.senders}

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
        end = self._end(came)
        wish = wish_of(came.text, came.opt_out_type)
        if wish is Wish.OUT or (wish is Wish.IN and await self._opts_in(end.line, came)):
            await self._consent(end, came, agrees=wish is Wish.IN)
            return
        if await is_late(self._section.late_replies, self._feed, self._name, end.line.contact):
            log.info("sms_late_reply_ignored", channel=self._name, customer=hidden(came.customer))
            return
        may_open = wish is not Wish.HELP and wish is not Wish.IN
        await self._inbox.accept(inbound.wrote(end, came, self._clock.now(), may_open=may_open))

    def _end(self, came: Incoming) -> End:
        """Say at which of our senders a message came in: the number itself where it is listed, else its service."""
        sender = came.service if came.to not in self._senders and came.service in self._senders else came.to
        ours = self._senders.get(sender)
        queue = QueueId((ours.queue if ours else None) or self._section.queue)
        agent = AgentId(ours.agent) if ours is not None and ours.agent is not None else None
        return End(self._name, Line(came.customer, sender), queue, agent)

    async def _opts_in(self, line: Line, came: Incoming) -> bool:
        """Tell whether a word means that messages are wanted again: YES only after a STOP."""
        is_clear = bool(came.opt_out_type) or came.text.strip().lower() != ALSO_AN_ANSWER
        return is_clear or await self._consents.is_out(line.contact)

    async def _consent(self, end: End, came: Incoming, *, agrees: bool) -> None:
        await self._consents.note(end.line.contact, out=not agrees)
        log.info("sms_opted_in" if agrees else "sms_opted_out", channel=self._name, customer=hidden(came.customer))
        await self._inbox.accept(inbound.consented(end, came, self._clock.now(), agrees=agrees))
