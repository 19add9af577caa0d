"""The Bot API: one call at a time, by the bridge's own session, each failure judged.

Rules:
1. The token stands in the address, as Telegram has it: so no address is ever logged or put into an error.
2. Nothing of a request or an answer is logged, no redirect is followed, and nothing is repeated here.

https://core.telegram.org/bots/api#making-requests
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, FormData

from adapters.fetching import Fetching
from adapters.fields import Fields, mapping, number, text
from adapters.telegram.failures import FIRST_PAUSE, from_transport, judge
from adapters.timeouts import CONNECT, limits
from core.errors import DeliveryFailed, Permanent, Transient, Uncertain
from core.sentences import say

TRANSFER = ClientTimeout(total=120, connect=CONNECT, sock_read=60)
USER_AGENT = "deskbridge/1.0"
_OK = 200


class BotApi:
    """The calls of one bot."""

    def __init__(self, session: Callable[[], ClientSession], base: str, token: str, timeout: timedelta) -> None:
        self._session = session
        self._patience = limits(timeout)
        self._methods = f"{base}/bot{token}"
        self._files = f"{base}/file/bot{token}"
        self._fetching = Fetching(session, TRANSFER, _limited, most_hops=0)

    async def call(self, method: str, body: Mapping[str, Any]) -> Any:
        """Have something done and give its result. Raises `DeliveryFailed`."""
        return await self._call(method, self._patience, json=body)

    async def upload(self, method: str, form: FormData) -> Any:
        """Hand over a file and give the result. Raises `DeliveryFailed`."""
        return await self._call(method, TRANSFER, data=form)

    async def download(self, path: str) -> AsyncIterator[bytes]:
        """Give the bytes of a file in pieces; `path` is Telegram's own. Raises `DeliveryFailed`."""
        if path.startswith("/") or ".." in path.split("/"):
            raise Permanent("file: a path that leads elsewhere", reason=say("fail_file_fetch"))
        async for piece in self._fetching.fetch(f"{self._files}/{quote(path)}", _nothing_shown):
            yield piece

    async def _call(self, method: str, patience: ClientTimeout, **given: Any) -> Any:
        try:
            async with self._session().post(
                f"{self._methods}/{method}",
                headers={"User-Agent": USER_AGENT},
                timeout=patience,
                allow_redirects=False,
                **given,
            ) as answer:
                return await _read(answer)
        except (TimeoutError, ClientError, OSError) as error:
            raise from_transport(error) from None


async def _read(answer: ClientResponse) -> Any:
    try:
        read = json.loads(await answer.read())
    except (ValueError, RecursionError):
        read = None
    said: Fields = read if isinstance(read, dict) else {}
    if said.get("ok") is True and "result" in said:
        return said["result"]
    raise _refused(answer.status, said)


def _refused(status: int, said: Fields) -> DeliveryFailed:
    if status == _OK and not said:
        return Uncertain(f"telegram {status}: an answer that can't be read")
    code = number(said, "error_code") or status
    pause = number(mapping(said, "parameters"), "retry_after")
    return judge(code, text(said, "description"), float(pause) if pause is not None else None)


def _nothing_shown(_: str, __: int) -> Mapping[str, str]:
    """Show nothing: the token stands in the address."""
    return {}


def _limited(_: Mapping[str, str]) -> Transient:
    return Transient("file: 429", retry_after=FIRST_PAUSE, throttled=True)


def id_of(message: Any) -> int:
    """Give the number of a message that was sent.

    Raises:
        Uncertain: it has none.
    """
    found = number(message, "message_id") if isinstance(message, dict) else None
    if found is None:
        raise Uncertain("telegram: an answer without an id")
    return found
