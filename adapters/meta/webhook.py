"""Meta's requests: size, signature, every entry of the batch, answer. In that order.

Rules:
1. 200 means stored, every entry of the batch. Where that can't be, Meta gets 500 or 503 and comes again with the whole
   batch: what was stored of it is known by its id.
2. Nothing is done with a request, and nothing of it is logged but names, before its signature was checked; a wrong one
   is 403.
3. An entry that can't be read holds up no other: it is counted, its kind is logged, and Meta is not asked for it again.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from adapters.answering import answered
from adapters.bodies import read_body
from adapters.meta.payload import Fields, listed, read_json, text
from adapters.meta.signature import SIGNATURE_HEADER, Verifier
from core.errors import PayloadMalformed
from core.ids import ChannelName

LARGEST = 3 * 1024 * 1024
"""In bytes: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview"""


class Webhook:
    """The address that Meta calls for one channel; `of` is what it says that its entries are of."""

    def __init__(
        self, name: ChannelName, of: str, verifier: Verifier, take: Callable[[Fields], Awaitable[None]]
    ) -> None:
        self._name = name
        self._of = of
        self._verifier = verifier
        self._take = take

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the address, for Meta's handshake and for what comes in."""
        path = f"/{self._name}/webhook"
        return web.get(path, self._handshake, allow_head=False), web.post(path, self._answer)

    async def _handshake(self, request: web.Request) -> web.Response:
        """Show Meta that the address is ours: https://developers.facebook.com/docs/graph-api/webhooks/getting-started."""
        asked = request.query
        if not self._verifier.is_handshake(asked.get("hub.mode", ""), asked.get("hub.verify_token", "")):
            return web.Response(status=403)
        return web.Response(text=asked.get("hub.challenge", "")[:1000], headers={"Cache-Control": "no-store"})

    async def _answer(self, request: web.Request) -> web.Response:
        return await answered("meta", self._name, request, self._store)

    async def _store(self, request: web.Request) -> web.Response:
        body = await read_body(request, LARGEST)
        self._verifier.verify(body, request.headers.get(SIGNATURE_HEADER))
        await self._each(read_json(body))
        return web.Response()

    async def _each(self, payload: Fields) -> None:
        if text(payload, "object") != self._of:
            raise PayloadMalformed("it is of something else")
        for entry in listed(payload, "entry"):
            await self._take(entry)
