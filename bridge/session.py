"""The way out to the platforms: one client session, and its limits."""

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from bridge.observing.tracing import Tracing

CALL = ClientTimeout(total=30, connect=5)
"""Seconds for one call to a platform; an adapter may set its own."""
MOST_CONNECTIONS = 128
"""To one host. There is no limit for all together, or a platform that hangs would keep connections from the others."""


class LazySession:
    """One client session for all adapters, made in the running loop when it is first wanted."""

    def __init__(self, tracing: Tracing | None) -> None:
        """Begin without one."""
        self._tracing = tracing
        self._session: ClientSession | None = None

    def __call__(self) -> ClientSession:
        """Give the session."""
        if self._session is None or self._session.closed:
            traces = [self._tracing.calls()] if self._tracing else None
            connector = TCPConnector(limit=0, limit_per_host=MOST_CONNECTIONS, ttl_dns_cache=60)
            self._session = ClientSession(timeout=CALL, connector=connector, trace_configs=traces)
        return self._session

    async def close(self) -> None:
        """Close the session, if there is one."""
        if self._session is not None:
            await self._session.close()
