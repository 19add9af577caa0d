"""The keys with which a platform signs who somebody is (a JSON Web Key Set, https://www.rfc-editor.org/rfc/rfc7517).

Rules: asked for when a key is wanted that isn't known, every few seconds at most; keys that are a day old are asked for
anew, so that one that was withdrawn doesn't serve for ever; while there are no new ones, the old ones do.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from adapters.openid.asking import Session, ask
from core.errors import NotSignedIn
from core.ports import Clock

OLD = timedelta(days=1)
PAUSE = timedelta(seconds=10)


class KeySet:
    """The keys of one platform."""

    def __init__(self, url: str, session: Session, clock: Clock) -> None:
        """Take where they are published."""
        self._url = url
        self._session = session
        self._clock = clock
        self._keys: dict[str, Any] = {}
        self._at: datetime | None = None
        self._lock = asyncio.Lock()

    async def key(self, kid: str) -> Any:
        """Give a key by its id.

        Raises:
            NotSignedIn: there is none, or they can't be had now.
        """
        async with self._lock:
            age = self._clock.now() - self._at if self._at is not None else OLD
            if age >= OLD or (kid not in self._keys and not timedelta() <= age < PAUSE):
                await self._renewed(kid)
        if kid not in self._keys:
            raise NotSignedIn("key_unknown")
        return self._keys[kid]

    async def _renewed(self, kid: str) -> None:
        try:
            await self._load()
        except NotSignedIn:
            if kid not in self._keys:
                raise

    async def _load(self) -> None:
        import jwt  # noqa: PLC0415 - brings all of cryptography, which a start doesn't wait for

        answer = await ask(self._session, self._url)
        listed = answer.get("keys")
        found: dict[str, Any] = {}
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and one.get("kty") == "RSA" and one.get("use", "sig") == "sig":
                try:
                    found[str(one.get("kid", ""))] = jwt.PyJWK.from_dict({**one, "alg": "RS256"}).key
                except (jwt.PyJWTError, ValueError, TypeError):
                    continue
        if not found:
            raise NotSignedIn("no_keys", is_for_now=True)
        self._keys, self._at = found, self._clock.now()
