"""Telegram's requests: the secret, size, store, answer. In that order.

Rules:
1. 200 means stored. Where that can't be, Telegram gets 500 or 503 and comes again.
2. Nothing is read of a request, and nothing of it is logged, before its secret was found to be right; a wrong one is
   403. The secret is all that Telegram shows: it signs no body.
3. What nobody here knows is kept as an outline and counted, and Telegram is not asked for it again.
4. A press of a button is answered at once, in the answer to the request: else the telephone waits for it.

https://core.telegram.org/bots/api#setwebhook, https://core.telegram.org/bots/api#making-requests-when-getting-updates
"""

import hmac
from collections.abc import Sequence

import structlog
from aiohttp import web

from adapters.answering import answered
from adapters.bodies import read_body
from adapters.contacts import hidden
from adapters.fields import Fields, read_json
from adapters.late_replies import is_late
from adapters.spec import Context
from adapters.telegram import inbound
from adapters.telegram.config import TelegramSection
from adapters.telegram.ids import contact_of
from adapters.telegram.inbound import End
from adapters.telegram.payload import Pressed, Strange, Update, Wrote, read_update
from core.errors import PayloadMalformed, SignatureInvalid
from core.ids import ChannelName, QueueId

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - where the secret stands, not the secret
LARGEST = 1024 * 1024
"""In bytes. A message has 4,096 characters, a hundred marks, and the message that it answers."""

log = structlog.get_logger(__name__)


class Edge:
    """The handler of one bot."""

    def __init__(self, context: Context) -> None:
        self._name = ChannelName(context.name)
        self._section: TelegramSection = context.section
        self._secrets = [one.encode() for one in self._section.secrets]
        self._inbox = context.inbox
        self._feed = context.feed
        self._clock = context.clock
        self._unknown = context.unknown

    @property
    def path(self) -> str:
        """Give the address that Telegram calls, behind the bridge's own."""
        return f"/{self._name}/webhook"

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give that address to be mounted."""
        return (web.post(self.path, self._answer),)

    async def _answer(self, request: web.Request) -> web.Response:
        return await answered("telegram", self._name, request, self._store)

    async def _store(self, request: web.Request) -> web.Response:
        self._verify(request.headers.get(SECRET_HEADER))
        return await self._take(read_json(await read_body(request, LARGEST)))

    def _verify(self, given: str | None) -> None:
        """Let pass what shows the secret. Raises `SignatureInvalid`."""
        shown = (given or "").encode(errors="replace")
        if not sum(hmac.compare_digest(one, shown) for one in self._secrets):  # a sum, so that all are compared
            raise SignatureInvalid("no secret" if not given else "the secret is another one")

    async def _take(self, payload: Fields) -> web.Response:
        try:
            came = read_update(payload, self._clock.now())
        except PayloadMalformed:
            await self._unknown.keep("malformed", payload)
            return web.Response()
        if isinstance(came, Strange):
            await self._unknown.keep(came.kind, came.payload)
            return web.Response()
        if came.strange:
            await self._unknown.keep("field", came.strange)
        await self._hand_in(came)
        if not isinstance(came.what, Pressed):
            return web.Response()
        return web.json_response({"method": "answerCallbackQuery", "callback_query_id": came.what.id})

    async def _hand_in(self, came: Update) -> None:
        """Hand on what a person did, unless nobody is to see it."""
        handed = inbound.handed(End(self._name, self._queue(came)), came)
        if handed is None:
            return
        if isinstance(came.what, Wrote | Pressed) and await self._is_late(came):
            log.info("telegram_late_reply_ignored", channel=self._name, customer=hidden(came.person.id))
            return
        await self._inbox.accept(handed)

    def _queue(self, came: Update) -> QueueId:
        """Say who takes it: whom the link named by which the person came (t.me/bot?start=sales), else the channel's."""
        ref = came.what.ref if isinstance(came.what, Wrote) else ""
        return QueueId(ref if ref in self._section.queues else self._section.queue)

    async def _is_late(self, came: Update) -> bool:
        return await is_late(self._section.late_replies, self._feed, self._name, contact_of(came.person.id))
