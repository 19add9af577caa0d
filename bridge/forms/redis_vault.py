"""The form vault of many processes, in Redis: on one server, behind Sentinel, or on a cluster.

Rules:
1. A value has an end of its own from the first moment on (SET with PX), https://redis.io/docs/latest/commands/set/.
2. It is taken by GETDEL, which no other command can come between, https://redis.io/docs/latest/commands/getdel/.
3. Nothing is sent twice by itself: a repeated GETDEL would find nothing and lose the value.
4. Redis should write nothing to a disk: docs/guard.md says how to turn that off. What it holds is sealed all the same.
"""

from datetime import timedelta
from typing import Any, cast

from redis.asyncio import Redis
from redis.asyncio.cluster import ClusterNode, RedisCluster
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from config.redis import Kind, RedisAddress
from core.errors import VaultUnreachable
from core.ports import FormVault

PATIENCE = 3.0
"""Seconds for connecting and for an answer: a person waits."""


class RedisVault:
    """Keeps values in Redis."""

    def __init__(self, address: RedisAddress, prefix: str) -> None:
        """Take where Redis is and what our names begin with. Connects when it is first needed."""
        self._address = address
        self._prefix = f"{prefix}:form:"
        self._made: Any = None

    async def put(self, slot: str, sealed: bytes, keep: timedelta) -> None:
        """Keep values. Raises `VaultUnreachable`."""
        try:
            await self._redis().set(self._prefix + slot, sealed, px=max(1, int(keep.total_seconds() * 1000)))
        except (RedisError, OSError) as error:
            raise VaultUnreachable(type(error).__name__) from None

    async def take(self, slot: str) -> bytes | None:
        """Give values and forget them. Raises `VaultUnreachable`."""
        try:
            return cast("bytes | None", await self._redis().getdel(self._prefix + slot))
        except (RedisError, OSError) as error:
            raise VaultUnreachable(type(error).__name__) from None

    async def holds(self, slot: str) -> bool:
        """Tell whether values are there. Raises `VaultUnreachable`."""
        try:
            return bool(await self._redis().exists(self._prefix + slot))
        except (RedisError, OSError) as error:
            raise VaultUnreachable(type(error).__name__) from None

    async def drop(self, slot: str) -> None:
        """Forget values. Raises `VaultUnreachable`."""
        try:
            await self._redis().delete(self._prefix + slot)
        except (RedisError, OSError) as error:
            raise VaultUnreachable(type(error).__name__) from None

    async def close(self) -> None:
        """Close the connections; values stay until their time is over."""
        made, self._made = self._made, None
        if made is not None:
            await made.aclose()

    def _redis(self) -> Any:
        if self._made is None:
            self._made = self._connected()
        return self._made

    def _connected(self) -> Any:
        address = self._address
        if address.kind is Kind.CLUSTER:
            nodes = [ClusterNode(host, port) for host, port in address.nodes]
            return RedisCluster(startup_nodes=nodes, cluster_error_retry_attempts=0, **self._manner(of_cluster=True))
        if address.kind is Kind.SENTINEL:
            patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
            sentinel = Sentinel(list(address.nodes), sentinel_kwargs=patience)  # type: ignore[no-untyped-call]
            return sentinel.master_for(address.master, **self._manner())
        host, port = address.nodes[0]
        return Redis(host=host, port=port, db=address.database, **self._manner())

    def _manner(self, *, of_cluster: bool = False) -> dict[str, Any]:
        manner: dict[str, Any] = {
            "username": self._address.user,
            "password": self._address.password,
            "ssl": self._address.tls,
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
        }
        return manner if of_cluster else {**manner, "retry": Retry(NoBackoff(), 0)}


_: type[FormVault] = RedisVault
