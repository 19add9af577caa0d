"""Twilio's requests: size, signature, store, answer. In that order.

Rules:
1. The answer means stored: an empty TwiML, at once. What is said to a customer goes by REST alone. When the store fails
   Twilio gets 500 and comes again as often as the address says (`#rc=5&rp=all`).
2. Nothing is done with a request, and nothing of it is logged but names, before its signature was checked; a wrong one
   is 403. What is signed for another account is refused too.
3. What nobody here knows — a request that is no message, a state, a parameter — is kept as an outline and counted, and
   Twilio gets the same answer as ever: asking again would change nothing.
4. What comes in is decided here: words for a chat, a wish not to be written to, or a late reply that nobody shall see.
5. Whether somebody is banned is not: the inbox turns them away, whichever sender of ours they write to.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

import math
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
from aiohttp import web
from multidict import MultiDict

from adapters.contacts import hidden
from adapters.late_replies import is_late
from adapters.sms import inbound
from adapters.sms.config import SmsSection
from adapters.sms.consent import ALSO_AN_ANSWER, Consents, Wish, wish_of
from adapters.sms.ids import Line
from adapters.sms.inbound import End, Sending
from adapters.sms.known import TELLING, UNTOLD, unknown_fields
from adapters.sms.payload import Incoming, StatusReport, incoming, read_form, status_report
from adapters.sms.signature import SIGNATURE_HEADER, Verifier
from adapters.spec import Context
from adapters.unreadable import pieces_of
from core.errors import InboundRejected, Overloaded, PayloadMalformed, PayloadTooLarge, SignatureInvalid
from core.ids import ChannelName, ConversationId, QueueId

LARGEST = 64 * 1024
"""In bytes. A message has 1,600 characters and the addresses of ten files at the most."""
NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
_Take = Callable[[web.Request, MultiDict[str]], Awaitable[None]]

log = structlog.get_logger(__name__)


class Edge:
    """The handlers of one SMS channel."""

    def __init__(self, context: Context, verifier: Verifier, consents: Consents) -> None:
        self._name = ChannelName(context.name)
        self._section: SmsSection = context.section
        self._verifier = verifier
        self._consents = consents
        self._inbox = context.inbox
        self._feed = context.feed
        self._clock = context.clock
        self._unknown = context.unknown
        self._queues: Mapping[str, str] = {one.id: one.queue or self._section.queue for one in self._section.senders}

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the two addresses that Twilio calls."""
        return (
            web.post(f"/{self._name}/incoming", self._answering(self._incoming)),
            web.post(f"/{self._name}/status", self._answering(self._status)),
        )

    def _answering(self, take: _Take) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                await take(request, await self._signed(request))
            except Overloaded as refusal:
                headers = {"Retry-After": str(math.ceil(refusal.retry_after))}
                return web.Response(status=refusal.http_status, headers=headers)
            except SignatureInvalid as refusal:
                log.warning("sms_request_refused", channel=self._name, path=request.path, why=refusal.detail)
                return web.Response(status=403)
            except InboundRejected as refusal:
                log.warning("sms_request_refused", channel=self._name, path=request.path, why=refusal.detail)
                return web.Response(status=refusal.http_status)
            except Exception as error:  # noqa: BLE001 - whatever it was: not stored, so Twilio must come again
                log.error("sms_request_not_stored", channel=self._name, error=type(error).__name__)  # noqa: TRY400 - a traceback may hold what was written
                return web.Response(status=500)
            return web.Response(text=NOTHING, content_type="text/xml")

        return answer

    async def _signed(self, request: web.Request) -> MultiDict[str]:
        """Read a request that is Twilio's, for this account. Raises `InboundRejected`."""
        form = read_form(await _read(request))
        self._verifier.verify(request.raw_path, form, request.headers.get(SIGNATURE_HEADER))
        if form.get("AccountSid") != self._section.account_sid:
            raise SignatureInvalid("it is for another account")
        return form

    async def _note_fields(self, form: MultiDict[str]) -> None:
        """Keep the names of parameters that nobody here knows."""
        if strange := unknown_fields(form):
            await self._unknown.keep("field", {name: form[name] for name in strange})

    async def _incoming(self, _: web.Request, form: MultiDict[str]) -> None:
        try:
            came = incoming(form)
        except PayloadMalformed:
            await self._unknown.keep("message", form, TELLING)
            return
        await self._note_fields(form)
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
        sender = came.service if came.to not in self._queues and came.service in self._queues else came.to
        queue = QueueId(self._queues.get(sender, self._section.queue))
        return End(self._name, Line(came.customer, sender), queue)

    async def _opts_in(self, line: Line, came: Incoming) -> bool:
        """Tell whether a word means that messages are wanted again: YES only after a STOP."""
        return (
            bool(came.opt_out_type) or came.text.strip().lower() != ALSO_AN_ANSWER or await self._consents.is_out(line)
        )

    async def _consent(self, end: End, came: Incoming, *, agrees: bool) -> None:
        await self._consents.note(end.line, out=not agrees)
        log.info("sms_opted_in" if agrees else "sms_opted_out", channel=self._name, customer=hidden(came.customer))
        await self._inbox.accept(inbound.consented(end, came, self._clock.now(), agrees=agrees))

    async def _status(self, request: web.Request, form: MultiDict[str]) -> None:
        named = request.query
        chat, key = named.get("chat", ""), named.get("key", "")
        if not chat or not key:
            raise PayloadMalformed("a status of nothing of ours")
        report = await self._understood(form)
        if report is None:
            return
        sending = Sending(ConversationId(chat), key, named.get("of") == "1")
        came = inbound.reported(self._name, report, sending, self._clock.now())
        if came is not None:
            await self._inbox.accept(came)

    async def _understood(self, form: MultiDict[str]) -> StatusReport | None:
        """Read a report; None for one that says nothing that is known here."""
        try:
            report = status_report(form)
        except PayloadMalformed:
            report = None
        if report is None or (report.status not in inbound.STATES and report.status not in UNTOLD):
            await self._unknown.keep("status", form, TELLING)
        else:
            await self._note_fields(form)
        return report


async def _read(request: web.Request) -> bytes:
    """Read the body up to the limit, and no byte more. Raises `InboundRejected`."""
    if (request.content_length or 0) > LARGEST:
        raise PayloadTooLarge(f"announced {request.content_length} bytes")
    body = bytearray()
    async for piece in pieces_of(request):
        body += piece
        if len(body) > LARGEST:
            raise PayloadTooLarge(f"more than {LARGEST} bytes")
    return bytes(body)
