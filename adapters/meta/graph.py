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
from adapters.meta.settings import MetaSection
from adapters.timeouts import CONNECT, limits
from core.errors import Uncertain

UPLOAD = ClientTimeout(total=120, connect=CONNECT)
_OK = range(200, 300)
USER_AGENT = "deskbridge/1.0"


class Graph:
    """The calls of one app, of the configured version."""

    def __init__(self, session: Callable[[], ClientSession], section: MetaSection, meanings: Meanings) -> None:
        self._session = session
        self._base = f"{section.api_url}/{section.graph_version}"
        self._secret = section.app_secret.get_secret_value().encode()
        self._patience = limits(section.timeout)
        self._meanings = meanings

    async def get(self, token: str, path: str, patience: ClientTimeout | None = None, **params: str) -> Fields:
        """Ask for something. Raises `DeliveryFailed`."""
        return await self._call("GET", token, path, patience or self._patience, params=params)

    async def post(self, token: str, path: str, body: Mapping[str, Any]) -> Fields:
        """Have something done. Raises `DeliveryFailed`."""
        return await self._call("POST", token, path, self._patience, json=body)

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
