"""One life of a bridge: from its start to its orderly end, or to its sudden one; of one process, or of several."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bridge.app import Server
from bridge.bootstrap import Bridge, build
from bridge.handlers.features import Features
from config.schema import Config
from core.ports import Clock
from tests.scenarios.hearing import Hearing


@dataclass(frozen=True, slots=True)
class Shared:
    """The servers that the bridges of a world share: two, or one alone where there is no Redis."""

    postgres: str
    redis: str = ""


SHARED: list[Shared] = []
"""Where a world's bridges are on servers that they share; empty where there is one, on a file of its own."""


class Running:
    """A bridge behind its address, with others beside it where there are several."""

    def __init__(self, bridge: Bridge, server: Server, others: "Sequence[Running]" = ()) -> None:
        """Keep them; `begin` makes them."""
        self.bridge = bridge
        self._server = server
        self._others = others
        self._hearing = Hearing([one.bridge.hints for one in self._all])

    @classmethod
    async def begin(cls, configs: Sequence[Config], clock: Clock, features: Features | None = None) -> "Running":
        """Build the bridges and start them."""
        others = [await cls.begin([config], clock, features) for config in configs[1:]]
        bridge = await build(configs[0], clock, features)
        server = Server(bridge, configs[0].server.host, configs[0].server.port)
        await server.start()
        return cls(bridge, server, others)

    @property
    def all(self) -> "Sequence[Running]":
        """It, and the others beside it."""
        return self._all

    @property
    def is_shared(self) -> bool:
        """Whether several processes share the work."""
        return bool(self._others)

    @property
    def is_idle(self) -> bool:
        """Whether no worker has anything to do at this moment, and nothing is on the way between processes."""
        return not self.busy_workers() and self._hearing.is_done

    def busy_workers(self) -> list[str]:
        """Give the workers that have something to do at this moment, each with its bridge's number."""
        return [
            f"{type(worker).__name__} of {number}"
            for number, one in enumerate(self._all)
            for worker in one.bridge.workers
            if not worker.is_idle
        ]

    def doings(self) -> str:
        """Tell what goes on, for a failure's message."""
        return f"busy are {self.busy_workers()}; of hints, {self._hearing}"

    @property
    def _all(self) -> "Sequence[Running]":
        return (self, *self._others)

    async def settle(self) -> None:
        """Wait for what an adapter does behind its acknowledgements."""
        for one in self._all:
            for adapter in one.bridge.adapters.values():
                settle = getattr(adapter, "settle", None)
                if settle is not None:
                    await settle()

    async def stop(self) -> None:
        """End it as SIGTERM does."""
        for one in self._others:
            await one.stop()
        await self._server.stop()

    async def freeze(self, *names: str) -> None:
        """Let workers take nothing more, as if the process had died before their turn; all of them when none is named.

        What a cancelled worker had in hand stays as the database has it. Without the inbox's worker nothing is handled
        when it is accepted either.
        """
        for one in self._others:
            await one.freeze(*names)
        if not names or "InboxWorker" in names:
            self.bridge.inbox.at_once = False
        if not names or "OutboxWorker" in names:
            self.bridge.office.departures.gate = None
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
        for one in self._others:
            await one.crash()
        await self.freeze()
        for worker in self.bridge.workers:
            worker._task = None  # noqa: SLF001 - nothing of it is left to wait for
        await self._server.stop()
