"""The keys that Teams signs its requests with, as Microsoft publishes them.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#step-3-get-the-list-of-valid-signing-keys

Rules:
1. They are asked for once, whoever wants them meanwhile, and never on the way of a request whose key is known.
2. A key that is not known may be a new one, whatever else was asked for in vain just before: it is never refused
   unasked. They are asked for again every few seconds at most, however many unknown ones come; so it waits for the next
   time, which is within Teams' patience. Only so many wait; who comes too much is asked to come again.
3. When they can't be had, the old ones go on serving: a key doesn't become wrong by our not hearing of it. One that is
   not among them may be new: Teams is asked to come again, for what is refused it never repeats.
4. Nothing blocks: Microsoft's own library asks on the event loop, and without a time limit.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from aiohttp import ClientTimeout
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from adapters.teams.hosts import is_secure
from adapters.teams.payload import Json, objects, text
from adapters.teams.wire import NoAnswer, Session, ask
from core.ports import Clock

log = structlog.get_logger(__name__)

_LIMITS = ClientTimeout(total=5, connect=3)
"""Teams waits fifteen seconds for us, and there are two things to ask."""
_OLD = timedelta(hours=24)
_PAUSE = timedelta(seconds=5)
"""Between two times of asking because of keys that are not known. Teams waits fifteen seconds for an answer."""
_MOST_WAITING = 50
"""Requests that wait for the keys to be asked for again: forged ones, if they are many."""
_AFTER_FAILURE = timedelta(seconds=5)
_MOST_KEYS = 100
_SHORTEST_KEY = 2048


class KeysUnavailable(Exception):
    """Keys couldn't be had yet, so that nobody with one that isn't known can be believed, or refused."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and the channels for which it speaks."""

    public: RSAPublicKey
    endorsements: frozenset[str] = frozenset()


class Keys:
    """The keys of one authority."""

    def __init__(self, metadata_url: str, session: Session, clock: Clock) -> None:
        self._url = metadata_url
        self._session = session
        self._clock = clock
        self._keys: Mapping[str, Key] | None = None
        self._loaded_at: datetime | None = None
        self._not_before: datetime | None = None
        """When an unknown key may have us ask again."""
        self._is_unheard = True
        """Whether the authority was not heard when it was last asked."""
        self._loading: asyncio.Task[bool] | None = None
        self._waiting = 0

    async def find(self, kid: str) -> Key | None:
        """Give the key with an id; None when the authority has none.

        Raises:
            KeysUnavailable: whether it has this key can't be told: it couldn't be asked, or too many want to know.
        """
        now = self._clock.now()
        if self._keys is not None and kid in self._keys:
            if self._loaded_at is not None and now - self._loaded_at >= _OLD and self._may_ask(now):
                self._begin()
            return self._keys[kid]
        if not self._may_ask(now) and (self._is_unheard or self._waiting >= _MOST_WAITING):
            raise KeysUnavailable(self._url)
        self._waiting += 1
        try:
            answered = await asyncio.shield(self._load())
        finally:
            self._waiting -= 1
        if kid not in (self._keys or {}):
            self._not_before = self._clock.now() + (_PAUSE if answered else _AFTER_FAILURE)
        key = (self._keys or {}).get(kid)
        if key is None and self._is_unheard:
            raise KeysUnavailable(self._url)
        return key

    async def stop(self) -> None:
        """Ask no more."""
        if self._loading is not None:
            self._loading.cancel()
            await asyncio.gather(self._loading, return_exceptions=True)

    def _may_ask(self, now: datetime) -> bool:
        return self._not_before is None or now >= self._not_before

    def _load(self) -> "asyncio.Task[bool]":
        if self._loading is None:
            self._loading = asyncio.get_running_loop().create_task(self._fetch(), name="teams-keys")
            self._loading.add_done_callback(self._loaded)
        return self._loading

    def _begin(self) -> None:
        """Ask, and don't wait for it."""
        _ = self._load()

    def _loaded(self, _: "asyncio.Task[bool]") -> None:
        self._loading = None

    async def _fetch(self) -> bool:
        """Ask for the keys in time; whatever goes wrong, the old ones stay. Tell whether there was an answer."""
        if self._not_before is not None:
            await self._clock.sleep(min(self._not_before - self._clock.now(), _PAUSE).total_seconds())
        try:
            where = text(await self._get(self._url), "jwks_uri")
            found = _read(await self._get(where)) if is_secure(where) else {}
        except NoAnswer as trouble:
            log.warning("teams_keys_missing", url=self._url, why=str(trouble))
            found = {}
        self._is_unheard = not found
        if found:
            self._keys, self._loaded_at = found, self._clock.now()
        else:
            self._not_before = self._clock.now() + _AFTER_FAILURE
        return bool(found)

    async def _get(self, url: str) -> Json:
        answer = await ask(self._session, "GET", url, headers={"Accept": "application/json"}, limits=_LIMITS)
        if not answer.ok or not answer.body:
            raise NoAnswer(f"answered {answer.status}", sent=True)
        return answer.body


def _read(published: Json) -> Mapping[str, Key]:
    """Read the keys that we can use."""
    found: dict[str, Key] = {}
    for one in objects(published, "keys")[:_MOST_KEYS]:
        key = _public(one)
        if key is not None and text(one, "kid"):
            found[text(one, "kid")] = Key(key, _endorsements(one))
    return found


def _public(one: Json) -> RSAPublicKey | None:
    if text(one, "kty") != "RSA" or text(one, "use") not in ("", "sig"):
        return None
    try:
        key = RSAAlgorithm.from_jwk({name: one.get(name) for name in ("kty", "n", "e")})
    except Exception:  # noqa: BLE001 - whatever is wrong with this key, the others may be right
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size >= _SHORTEST_KEY else None


def _endorsements(one: Json) -> frozenset[str]:
    value = one.get("endorsements")
    return frozenset(name for name in value if isinstance(name, str)) if isinstance(value, list) else frozenset()
