"""Asks a bot of somebody else's: one signed request for each message of a customer's.

Rules:
1. A request carries its own name (`Deskbridge-Delivery`), the same at each try, so that a bot answers once.
2. The response counts only when it is signed with the bot's secret; else the chat goes to an agent.
3. A bot that can't be reached is tried again a few times; then the chat goes to an agent: a customer waits.
4. No redirect is followed: what customers write goes to the configured address and nowhere else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import orjson
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bridge.bots.reply import LARGEST, read_reply
from bridge.bots.signing import HEADER, sign, verify
from config.schema import Config
from core.conversation.model import Conversation
from core.errors import PayloadMalformed, Permanent, SignatureInvalid, Transient
from core.features.answering import Answer
from core.features.quoted import own
from core.ids import BotId
from core.inbound import BotAnswered
from core.messages import Message, Text, plain_text
from core.ports import Clock

TRIES = 3
"""How often one message is given to a bot before the chat goes to an agent."""

_TOO_MANY, _TIMED_OUT, _FAILING, _REFUSING = 429, 408, 500, 300


@dataclass(frozen=True, slots=True)
class Hook:
    """Where a bot is; `secret` is never shown."""

    url: str
    secret: str = field(repr=False)
    timeout: timedelta = timedelta(seconds=10)


class Bots:
    """The bots of somebody else's, by name."""

    def __init__(
        self, hooks: Mapping[BotId, Hook], session: Callable[[], ClientSession], clock: Clock, public_url: str
    ) -> None:
        """Take where they are, and where they answer later."""
        self.hooks = hooks
        self._session = session
        self._clock = clock
        self._public_url = public_url.rstrip("/")

    async def ask(
        self, bot: BotId, key: str, chat: Conversation, message: Message, known: tuple[Answer, ...], attempt: int
    ) -> BotAnswered:
        """Give a message to a bot and read its answer. Raises `Transient`, `Permanent`."""
        hook = self.hooks.get(bot)
        if hook is None:
            raise Permanent(f"bot {bot} is not configured")
        body = orjson.dumps(self._request(bot, key, chat, message, known))
        try:
            return await self._post(bot, hook, key, body)
        except Transient as trouble:
            if attempt >= TRIES:
                raise Permanent(f"given up after {attempt} tries: {trouble.detail}") from None
            raise

    async def _post(self, bot: BotId, hook: Hook, key: str, body: bytes) -> BotAnswered:
        headers = {
            "Content-Type": "application/json",
            "Deskbridge-Delivery": key,
            HEADER: sign(hook.secret, body, self._clock.now()),
        }
        timeout = ClientTimeout(total=hook.timeout.total_seconds())
        try:
            async with self._session().post(
                hook.url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return await self._read(bot, hook, response)
        except (ClientError, OSError) as error:  # a time-out is one of the latter
            raise Transient(f"bot {bot}: {type(error).__name__}", retry_after=1.0) from None

    async def _read(self, bot: BotId, hook: Hook, response: ClientResponse) -> BotAnswered:
        status = response.status
        if status in (_TOO_MANY, _TIMED_OUT) or status >= _FAILING:
            raise Transient(f"bot {bot}: HTTP {status}", retry_after=1.0)
        if status >= _REFUSING:
            raise Permanent(f"bot {bot}: HTTP {status}")
        answer = await response.content.read(LARGEST + 1)
        while len(answer) <= LARGEST and (more := await response.content.read(LARGEST + 1 - len(answer))):
            answer += more
        if len(answer) > LARGEST:
            raise Permanent(f"bot {bot}: an answer has at most {LARGEST} bytes")
        if not answer.strip():
            return BotAnswered(bot)
        try:
            verify(hook.secret, answer, response.headers.get(HEADER, ""), self._clock.now())
            return read_reply(bot, answer)
        except (SignatureInvalid, PayloadMalformed) as error:
            raise Permanent(f"bot {bot}: {error.detail}") from None

    def _request(
        self, bot: BotId, key: str, chat: Conversation, message: Message, known: tuple[Answer, ...]
    ) -> dict[str, object]:
        return {
            "v": 1,
            "id": key,
            "bot": bot,
            "conversation": chat.id,
            "number": chat.number,
            "queue": chat.queue,
            "channel": chat.channel,
            "language": chat.language,
            "customer": {"name": chat.customer_name},
            "page": {"url": chat.page.url, "title": chat.page.title} if chat.page is not None else None,
            "message": {
                "id": message.id,
                "at": message.at.isoformat(),
                "text": plain_text(own(message.parts)),
                "files": [
                    {"name": part.name, "mime": part.mime, "size": part.size}
                    for part in message.parts
                    if not isinstance(part, Text)
                ],
            },
            "attributes": {one.name: one.text for one in known},
            "answers_to": f"{self._public_url}/bots/{bot}/answers",
        }


def bots_of(config: Config, session: Callable[[], ClientSession], clock: Clock) -> Bots:
    """Make the bots of a configuration that are somebody else's."""
    hooks = ((name, bot.webhook) for name, bot in config.bots.items())
    known = {BotId(name): Hook(str(one.url), one.secret.get_secret_value(), one.timeout) for name, one in hooks if one}
    return Bots(known, session, clock, str(config.server.public_url))
