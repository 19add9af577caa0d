"""Twilio's requests: size, signature, take, answer. In that order.

Rules:
1. The answer means stored: an empty TwiML, at once. What is said to a customer goes by REST alone. When the store fails
   Twilio gets 500 and comes again as often as the address says (`#rc=5&rp=all`).
2. Nothing is done with a request, and nothing of it is logged but names, before its signature was checked; a wrong one
   is 403. What is signed for another account is refused too.
3. What nobody here knows — a request that is no message, a state, a parameter — is kept as an outline and counted, and
   Twilio gets the same answer as ever: asking again would change nothing.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiohttp import web
from multidict import MultiDict

from adapters.answering import answered
from adapters.bodies import read_body
from adapters.spec import Context
from adapters.twilio.account import AccountSection
from adapters.twilio.failures import Meanings
from adapters.twilio.known import TELLING, UNTOLD, unknown_fields
from adapters.twilio.losses import in_order, lost_of
from adapters.twilio.payload import StatusReport, read_form, status_report
from adapters.twilio.reports import STATES, reported, sending_of
from adapters.twilio.signature import SIGNATURE_HEADER, Verifier
from core.errors import PayloadMalformed, SignatureInvalid
from core.ids import ChannelName

LARGEST = 64 * 1024
"""In bytes. A message has 1,600 characters and the addresses of ten files at the most."""
NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
Take = Callable[[web.Request, MultiDict[str]], Awaitable[None]]


class Door:
    """The part of taking requests that is the same on each channel by Twilio."""

    def __init__(self, context: Context, meanings: Meanings) -> None:
        """Take the channel's context; its section is an `AccountSection`."""
        section: AccountSection = context.section
        self._name = ChannelName(context.name)
        self._account = section.account_sid
        self._verifier = Verifier(section.tokens, context.public_url.rstrip("/"))
        self._inbox = context.inbox
        self._clock = context.clock
        self._unknown = context.unknown
        self._meanings = meanings
        self._memory = context.memory

    def answering(self, take: Take) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Make a handler of what is done with a request that is Twilio's."""

        async def store(request: web.Request) -> web.Response:
            await take(request, await self._signed(request))
            return web.Response(text=NOTHING, content_type="text/xml")

        async def answer(request: web.Request) -> web.Response:
            return await answered("twilio", self._name, request, store)

        return answer

    async def _signed(self, request: web.Request) -> MultiDict[str]:
        """Read a request that is Twilio's, for this account. Raises `InboundRejected`."""
        form = read_form(await read_body(request, LARGEST))
        self._verifier.verify(request.raw_path, form, request.headers.get(SIGNATURE_HEADER))
        if form.get("AccountSid") != self._account:
            raise SignatureInvalid("it is for another account")
        return form

    async def note_fields(self, form: MultiDict[str]) -> None:
        """Keep the names of parameters that nobody here knows."""
        if strange := unknown_fields(form):
            await self._unknown.keep("field", {name: form[name] for name in strange})

    async def note_strange(self, what: str, form: MultiDict[str]) -> None:
        """Keep the outline of a request that nobody here knows."""
        await self._unknown.keep(what, form, TELLING)

    async def status(self, request: web.Request, form: MultiDict[str]) -> None:
        """Take a report of what became of a message of ours. Raises `InboundRejected`."""
        sending = sending_of(request.query)
        report = await self._understood(form)
        if report is None:
            return
        if sending.is_lossy:
            sending = replace(sending, losses=in_order(await lost_of(self._memory, sending.key)))
        came = reported(self._name, report, sending, self._clock.now(), self._meanings)
        if came is not None:
            await self._inbox.accept(came)

    async def _understood(self, form: MultiDict[str]) -> StatusReport | None:
        """Read a report; None for one that says nothing that is known here."""
        try:
            report = status_report(form)
        except PayloadMalformed:
            report = None
        if report is None or (report.status not in STATES and report.status not in UNTOLD):
            await self.note_strange("status", form)
        else:
            await self.note_fields(form)
        return report
