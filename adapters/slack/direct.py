"""Posting without Slack's library in between: the calls that every message pays for.

https://docs.slack.dev/apis/web-api/

Rules:
1. Only calls with a JSON body whose answer is an ordinary one; everything else stays with the library (`client`).
2. An answer counts when it is 200 and says `"ok": true` in JSON; any other is judged by `failures`, as the library's.
3. Nothing is repeated here, no redirect is followed, bodies are never logged.

Why: docs/decisions/0016-direct-call-for-posts.md.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from aiohttp import ClientSession, ClientTimeout
from yarl import URL

from adapters.slack.failures import from_answer

METHODS = frozenset({"chat.postMessage", "chat.update"})
_JSON = "application/json"
_OK = 200


class DirectCalls:
    """Calls of the Web API over the shared session alone."""

    def __init__(
        self, base: str, token: str, proxy: str | None, session: Callable[[], ClientSession], limits: ClientTimeout
    ) -> None:
        self._urls = {method: URL(base + method) for method in METHODS}
        self._headers = {"Content-Type": f"{_JSON}; charset=utf-8", "Authorization": f"Bearer {token}"}
        self._proxy = proxy
        self._session = session
        self._limits = limits

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """Call one of `METHODS` and give its answer; what the connection raises goes on to the caller.

        Raises:
            DeliveryFailed: Slack's answer is not the one hoped for.
        """
        async with self._session().post(
            self._urls[method],
            data=_dumped({key: value for key, value in arguments.items() if value is not None}),
            headers=self._headers,
            timeout=self._limits,
            allow_redirects=False,
            proxy=self._proxy,
        ) as response:
            body = await response.read()
            data = _loaded(body) if response.content_type == _JSON else None
            if response.status == _OK and isinstance(data, dict) and data.get("ok"):
                return data
            raise from_answer(method, response.status, response.headers, data)


def _dumped(arguments: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(arguments)
    except TypeError:  # half a character, which the standard library escapes and orjson refuses
        return json.dumps(arguments).encode()


def _loaded(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except ValueError:
        pass
    try:
        return json.loads(body)  # takes half a character, which orjson refuses
    except (ValueError, RecursionError):
        return None
