"""Things that are told in turn: what happens to one message is told after what happened to it before.

Rules: a fault may tell later, twice, behind the next one or never; things about different messages are told in any
order. What is told, and what each one is about, is the vendor's.
"""

from abc import abstractmethod
from collections import deque

from playground.background import REORDER_HOLD_SECONDS, Background, What, World
from playground.faults import Fault, Kind

_EMISSION = frozenset({Kind.DUPLICATE, Kind.REORDER, Kind.DELAY, Kind.LOST})


class InTurn(Background[What]):
    """One vendor's work in the background, some of which has its turn."""

    def __init__(self, world: World, vendor: str, target: str) -> None:
        """Begin with nothing under way; faults know what has its turn as `target`."""
        super().__init__(world, vendor)
        self._target = target
        self._queues: dict[str, deque[What]] = {}
        self._behind: dict[str, What] = {}

    @abstractmethod
    def about(self, what: What) -> str:
        """Name what a thing is about: things about the same have their turn."""

    async def stop(self) -> None:
        """End every delivery under way."""
        await super().stop()
        self._queues.clear()
        self._behind.clear()

    def changed(self, what: What) -> None:
        """Tell of something, after what was told before about the same."""
        about = self.about(what)
        waiting = self._queues.get(about)
        if waiting is None:
            self._queues[about] = deque([what])
            self.spawn(self._tell_all(about))
        else:
            waiting.append(what)

    async def _tell_all(self, about: str) -> None:
        waiting = self._queues[about]
        while waiting:
            what = waiting.popleft()
            fault = self._world.faults.take(self._vendor, self._target, _EMISSION)
            if fault:
                self._tell_amiss(what, fault)
                continue
            await self.deliver(what)
            if late := self._behind.pop(about, None):
                await self.deliver(late)
        self._queues.pop(about, None)

    def _tell_amiss(self, what: What, fault: Fault) -> None:
        """Tell later, twice, behind the next one, or never."""
        match fault.kind:
            case Kind.DUPLICATE:
                for _ in range(fault.copies):
                    self.spawn(self.deliver(what))
            case Kind.DELAY:
                self.spawn(self.deliver(what, fault.delay_ms / 1000))
            case Kind.REORDER:
                self._behind[self.about(what)] = what
                self.spawn(self._release_later_of(what))
            case _:
                pass  # lost

    async def _release_later_of(self, what: What) -> None:
        """Tell what nothing later has let go."""
        await self.pause(REORDER_HOLD_SECONDS)
        if self._behind.get(self.about(what)) is what:
            await self.deliver(self._behind.pop(self.about(what)))
