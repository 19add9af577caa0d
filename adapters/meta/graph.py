"""Meta's Graph API: one call at a time, by the bridge's own session, each failure judged.

Rules:
1. Every call shows that it comes from who knows the app's secret (`appsecret_proof`); the token goes in the header,
   never in an address.
2. Nothing of a request or an answer is logged, no redirect is followed, and nothing is repeated here.

https://developers.facebook.com/docs/graph-api/guides/secure-requests
"""

import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, FormData

from adapters.meta.failures import Meanings, Refusal, from_transport, judge
from adapters.meta.payload import Fields, mapping, number
from core.errors import Uncertain

CALL = ClientTimeout(total=20, connect=5)
UPLOAD = ClientTimeout(total=120, connect=5)
_OK = range(200, 300)
USER_AGENT = "deskbridge/1.0"


class Graph:
    """The calls of one app, of the configured version."""

    def __init__(
        self, session: Callable[[], ClientSession], base: str, version: str, secret: str, meanings: Meanings
    ) -> None:
        self._session = session
        self._base = f"{base}/{version}"
        self._secret = secret.encode()
        self._meanings = meanings

    async def get(self, token: str, path: str, timeout: ClientTimeout = CALL, **params: str) -> Fields:  # noqa: ASYNC109 - aiohttp's own
        """Ask for something. Raises `DeliveryFailed`."""
        return await self._call("GET", token, path, timeout, params=params)

    async def post(self, token: str, path: str, body: Mapping[str, Any]) -> Fields:
        """Have something done. Raises `DeliveryFailed`."""
        return await self._call("POST", token, path, CALL, json=body)

    async def upload(self, token: str, path: str, form: FormData) -> Fields:
        """Hand over a file. Raises `DeliveryFailed`."""
        return await self._call("POST", token, path, UPLOAD, data=form)

    async def _call(self, method: str, token: str, path: str, patience: ClientTimeout, **given: Any) -> Fields:
        params = {**given.pop("params", {}), "appsecret_proof": self._proof(token)}
        try:
            async with self._session().request(
                method,
                f"{self._base}/{path}",
                params=params,
                headers={"Authorization": f"Bearer {token}", "User-Agent": USER_AGENT},
                timeout=patience,
                allow_redirects=False,
                **given,
            ) as answer:
                return await self._read(answer)
        except (TimeoutError, ClientError, OSError) as error:
            raise from_transport(error) from None

    async def _read(self, answer: ClientResponse) -> Fields:
        try:
            read = json.loads(await answer.read())
        except (ValueError, RecursionError):
            read = None
        said: Fields = read if isinstance(read, dict) else {}
        if answer.status in _OK and "error" not in said:
            if not said:
                raise Uncertain(f"meta {answer.status}: an answer that can't be read")
            return said
        error = mapping(said, "error")
        refusal = Refusal(answer.status, number(error, "code") or 0, number(error, "error_subcode") or 0)
        raise judge(refusal, self._meanings, _pause(answer.headers))

    def _proof(self, token: str) -> str:
        return hmac.new(self._secret, token.encode(), "sha256").hexdigest()


def _pause(headers: Mapping[str, str]) -> float | None:
    asked = headers.get("Retry-After", "")
    return float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None  # noqa: PLR2004 - three years
