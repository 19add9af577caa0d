"""Where bots answer later: `POST /bots/<name>/answers`, signed like everything between a bot and us.

Rule: the signature is checked over the raw body before anything in it is read; a stranger learns no bot's name.
"""

import math
from collections.abc import Sequence

from aiohttp import web

from bridge.bots.calling import Bots
from bridge.bots.reply import LARGEST, read_later
from bridge.bots.signing import HEADER, verify
from core.errors import Overloaded, PayloadMalformed, SignatureInvalid
from core.ids import BotId, ConversationId
from core.inbound import ConversationSubject, Inbound
from core.ports import Clock, Inbox


class BotEdge:
    """Takes the answers of bots."""

    def __init__(self, bots: Bots, inbox: Inbox, clock: Clock) -> None:
        """Take the secrets, and where answers are stored."""
        self._bots = bots
        self._inbox = inbox
        self._clock = clock

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes; none where no bot is somebody else's."""
        return (web.post("/bots/{bot}/answers", self.answers),) if self._bots.hooks else ()

    async def answers(self, request: web.Request) -> web.Response:
        """Store an answer; the same one twice counts once."""
        bot = BotId(request.match_info["bot"])
        if (request.content_length or 0) > LARGEST:
            return _refuse(413, "too_large", f"An answer has at most {LARGEST} bytes.")
        body = await request.content.read(LARGEST + 1)
        while len(body) <= LARGEST and (more := await request.content.read(LARGEST + 1 - len(body))):
            body += more
        if len(body) > LARGEST:
            return _refuse(413, "too_large", f"An answer has at most {LARGEST} bytes.")
        try:
            self._verify(bot, body, request.headers.get(HEADER, ""))
            later, answered = read_later(bot, body)
        except SignatureInvalid:
            return _refuse(401, "signature_invalid", f"Sign the body with the bot's secret, in {HEADER}.")
        except PayloadMalformed as error:
            return _refuse(400, "malformed", f"{error.detail[:1].upper()}{error.detail[1:]}.")
        subject = ConversationSubject(ConversationId(later.conversation))
        try:
            fresh = await self._inbox.accept(Inbound(f"bot:{bot}", later.id, subject, answered, self._clock.now()))
        except Overloaded as busy:
            refusal = _refuse(503, "overloaded", f"Try again in {busy.retry_after:g} seconds.")
            refusal.headers["Retry-After"] = str(math.ceil(busy.retry_after))
            return refusal
        return web.json_response({"ok": True, "stored": fresh}, status=202)

    def _verify(self, bot: BotId, body: bytes, signature: str) -> None:
        """Let pass what a bot of ours has signed. Raises `SignatureInvalid`."""
        hook = self._bots.hooks.get(bot)
        if hook is None:
            raise SignatureInvalid("no such bot")
        verify(hook.secret, body, signature, self._clock.now())


def _refuse(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)
