"""Starting the adapters, each by itself: one that can't start keeps no other from starting.

Three outcomes: started; not ready (the platform can't be reached: tried again soon); refused (its credentials: a person
must act, and it is tried again in case that person did so on the platform's side). What is wrong stands in `/readyz`.
"""

import asyncio
from collections.abc import Mapping

import structlog

from adapters.spec import Adapter
from core.errors import AdapterAuthFailed, AdapterNotReady
from core.ports import Clock

SOON = 5.0
"""Seconds until a platform that could not be reached is asked again."""

LATER = 60.0
"""Seconds until refused credentials are tried again."""

log = structlog.get_logger(__name__)


class Starter:
    """Starts adapters and keeps trying those that could not start."""

    def __init__(self, adapters: Mapping[str, Adapter], clock: Clock) -> None:
        """Take the adapters by name."""
        self._adapters = adapters
        self._clock = clock
        self._tasks: list[asyncio.Task[None]] = []
        self.troubles: dict[str, str] = {}

    async def start(self) -> None:
        """Try each adapter once, all at the same time; go on in the background with those that could not start."""
        pauses = await asyncio.gather(*map(self._try, self._adapters), return_exceptions=True)
        for name, pause in zip(self._adapters, pauses, strict=True):
            if isinstance(pause, BaseException):
                raise pause
            if pause is not None:
                self._tasks.append(asyncio.create_task(self._keep_trying(name, pause)))

    async def stop(self) -> None:
        """Stop trying, and stop the adapters."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for adapter in self._adapters.values():
            await adapter.stop()

    async def _keep_trying(self, name: str, pause: float | None) -> None:
        while pause is not None:
            await self._clock.sleep(pause)
            pause = await self._try(name)

    async def _try(self, name: str) -> float | None:
        """Start an adapter; give the seconds until the next try, None when it has started."""
        try:
            await self._adapters[name].start()
        except AdapterNotReady as trouble:
            log.warning("adapter_not_ready", adapter=name, why=trouble.detail)
            self.troubles[name] = trouble.detail
            return SOON
        except AdapterAuthFailed as trouble:
            log.warning("adapter_refused", adapter=name, why=trouble.detail)
            self.troubles[name] = trouble.detail
            return LATER
        self.troubles.pop(name, None)
        return None
