"""Hints over Redis: a classic channel of publish and subscribe, on one server, behind Sentinel, or on a cluster.

Rules:
1. Nothing is kept in Redis. A text that nobody hears is gone, and that is all right.
2. On a cluster any node will do: the nodes pass a published text on among themselves, whichever slot its channel is in.
   https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#pubsub
3. Sentinel is asked anew at each connection who the master is.
4. Channels know no database numbers (https://redis.io/docs/latest/develop/pubsub/#database--scoping), so that two
   installations on one Redis need different prefixes.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bridge.hints.port import Carrier, Hear, Link
from config.redis import Kind, RedisAddress

PATIENCE = 1.0
"""Seconds for connecting."""


class RedisCarrier:
    """Connects to Redis."""

    name = "redis"
    most_bytes = 256 * 1024
    lost: tuple[type[Exception], ...] = (RedisError, OSError)

    def __init__(self, address: RedisAddress, prefix: str) -> None:
        """Take where Redis is and what our channel begins with."""
        self._address = address
        self._channel = f"{prefix}:hints"
        self._turn = 0

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Link]:
        """Connect and subscribe; texts published from then on are heard."""
        host, port = await self._node()
        client = Redis(host=host, port=port, db=self._address.database, **self._manner())
        pubsub = client.pubsub()
        try:
            async with asyncio.timeout(PATIENCE):
                await pubsub.subscribe(self._channel)
            yield RedisLink(client, pubsub, self._channel)
        finally:
            await pubsub.aclose()  # type: ignore[no-untyped-call]
            await client.aclose()

    async def _node(self) -> tuple[str, int]:
        nodes = self._address.nodes
        if self._address.kind is Kind.SENTINEL:
            sentinel = Sentinel(  # type: ignore[no-untyped-call]
                list(nodes), sentinel_kwargs={"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
            )
            host, port = await sentinel.discover_master(self._address.master)
            return str(host), int(port)
        self._turn += 1  # another node of a cluster each time: the one before may be gone
        return nodes[self._turn % len(nodes)]

    def _manner(self) -> dict[str, Any]:
        return {
            "username": self._address.user,
            "password": self._address.password,
            "ssl": self._address.tls,
            # How long a text may take is the line's to say; the driver would count a standstill of this process.
            "socket_timeout": None,
            "socket_connect_timeout": PATIENCE,
            "socket_keepalive": True,
            # Connections are made anew by the line, and hints that took seconds to get through are worth nothing.
            "retry": Retry(NoBackoff(), 0),
            "decode_responses": True,
        }


class RedisLink:
    """One connection to publish on and one that is subscribed."""

    def __init__(self, client: Redis, pubsub: PubSub, channel: str) -> None:
        """Take both."""
        self._client = client
        self._pubsub = pubsub
        self._channel = channel

    async def publish(self, text: str) -> None:
        """Send a text to all who are subscribed, this process included."""
        await self._client.publish(self._channel, text)

    async def listen(self, hear: Hear) -> None:
        """Hand over what comes, until the connection is lost."""
        while True:
            message = await self._pubsub.get_message(ignore_subscribe_messages=True, timeout=5.0)
            if message is not None and message["type"] == "message":
                hear(message["data"])


_: type[Carrier] = RedisCarrier
