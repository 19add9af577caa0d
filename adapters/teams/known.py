"""What Teams has said in passing and can't be asked later: where its service is, personal chats, people's ids.

Rules:
1. It is kept durably, for all processes; written only when it has changed.
2. A process asks the store again after a minute: another one may have heard something newer.
3. A service's address is taken over only when it is one that our token may be shown to.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from adapters.teams.hosts import is_service
from core.ids import PersonRef
from core.ports import Clock, Memory

_FRESH = timedelta(minutes=1)
_MOST = 20_000


class Known:
    """The notes of one desk, with what was read lately."""

    def __init__(self, memory: Memory, clock: Clock, services: Iterable[str], begin: str) -> None:
        self._memory = memory
        self._clock = clock
        self._services = tuple(services)
        self._begin = begin
        self._lately: dict[str, tuple[str | None, datetime]] = {}

    async def service(self, tenant: str) -> str:
        """Give the connector's newest address for a tenant, without a slash at its end; empty when none is known."""
        found = await self._recall(f"service:{tenant}")
        return (found if found and is_service(found, self._services) else self._begin).rstrip("/")

    async def learn_service(self, tenant: str, url: str) -> None:
        """Keep where the connector is for a tenant now."""
        if is_service(url, self._services):
            await self._learn(f"service:{tenant}", url)

    async def personal(self, person: PersonRef) -> str | None:
        """Give the personal chat with somebody."""
        return await self._recall(f"personal:{person}")

    async def learn_personal(self, person: PersonRef, conversation: str) -> None:
        """Keep the personal chat with somebody."""
        await self._learn(f"personal:{person}", conversation)

    async def forget_personal(self, person: PersonRef) -> None:
        """Keep no personal chat with somebody any more."""
        self._lately.pop(f"personal:{person}", None)
        await self._memory.forget(f"personal:{person}")

    async def member(self, person: PersonRef) -> str | None:
        """Give the id by which Teams knows somebody towards our bot."""
        return await self._recall(f"member:{person}")

    async def learn_member(self, person: PersonRef, member: str) -> None:
        """Keep the id by which Teams knows somebody towards our bot."""
        await self._learn(f"member:{person}", member)

    async def group(self, channel: str) -> str | None:
        """Give the group id of the team that a channel is in."""
        return await self._recall(f"group:{channel}")

    async def learn_group(self, channel: str, group: str) -> None:
        """Keep the group id of the team that a channel is in."""
        await self._learn(f"group:{channel}", group)

    async def _recall(self, key: str) -> str | None:
        now, lately = self._clock.now(), self._lately.get(key)
        if lately is not None and now - lately[1] < _FRESH:
            return lately[0]
        found = await self._memory.recall(key)
        self._remember(key, found)
        return found

    async def _learn(self, key: str, value: str) -> None:
        if await self._recall(key) != value:
            await self._memory.keep(key, value)
            self._remember(key, value)

    def _remember(self, key: str, value: str | None) -> None:
        self._lately.pop(key, None)
        if len(self._lately) >= _MOST:
            self._lately.pop(next(iter(self._lately)))
        self._lately[key] = (value, self._clock.now())
