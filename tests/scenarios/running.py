"""One life of a bridge: from its start to its orderly end, or to its sudden one."""

import asyncio

from bridge.app import Server
from bridge.bootstrap import Bridge, build
from config.schema import Config
from core.ports import Clock


class Running:
    """A bridge behind its address."""

    def __init__(self, bridge: Bridge, server: Server) -> None:
        """Keep both; `begin` makes them."""
        self.bridge = bridge
        self._server = server

    @classmethod
    async def begin(cls, config: Config, clock: Clock) -> "Running":
        """Build a bridge and start it."""
        bridge = await build(config, clock)
        server = Server(bridge, config.server.host, config.server.port)
        await server.start()
        return cls(bridge, server)

    @property
    def is_idle(self) -> bool:
        """Whether no worker has anything to do at this moment."""
        return all(worker.is_idle for worker in self.bridge.workers)

    async def settle(self) -> None:
        """Wait for what the Slack adapter does behind its acknowledgements."""
        settle = getattr(self.bridge.adapters["slack"], "settle", None)
        if settle is not None:
            await settle()

    async def stop(self) -> None:
        """End it as SIGTERM does."""
        await self._server.stop()

    async def freeze(self, *names: str) -> None:
        """Let workers take nothing more, as if the process had died before their turn; all of them when none is named.

        What a cancelled worker had in hand stays as the database has it. Without the inbox's worker nothing is handled
        when it is accepted either.
        """
        if not names or "InboxWorker" in names:
            self.bridge.inbox.at_once = False
        tasks: list[asyncio.Task[None]] = []
        for worker in self.bridge.workers:
            if names and type(worker).__name__ not in names:
                continue
            tasks += [task for task in (worker._task,) if task is not None]  # noqa: SLF001 - a death asks nobody
            tasks += getattr(worker, "_in_hand", {}).values()
        while tasks:  # again, because one that was just tidying up may not have noticed
            for task in tasks:
                task.cancel()
            _, pending = await asyncio.wait(tasks, timeout=0.1)
            tasks = list(pending)

    async def crash(self) -> None:
        """End it as a kill does: what was in hand is dropped, nothing is finished, only commits stay."""
        await self.freeze()
        for worker in self.bridge.workers:
            worker._task = None  # noqa: SLF001 - nothing of it is left to wait for
        await self._server.stop()
