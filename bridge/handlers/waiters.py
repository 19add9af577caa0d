"""Who waits for the outcome of an inbound that is being handled.

A platform that wants its answer in the same request waits here; when nobody waits, the answer goes out in private
through the outbox. A waiter either is promised the answer, in the transaction that makes it, or withdraws first: never
both, never neither.
"""

import asyncio
from threading import Lock

from core.inbound import Inbound
from core.ports import Outcome

Key = tuple[str, str]


def key_of(inbound: Inbound) -> Key:
    """Name an inbound among those waited for."""
    return inbound.source, inbound.dedupe


class Waiters:
    """The waiting requests of this process. `promise` is called from the thread that commits."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._lock = Lock()
        self._waiting: dict[Key, asyncio.Future[Outcome]] = {}
        self._promised: dict[Key, asyncio.Future[Outcome]] = {}

    def enter(self, inbound: Inbound) -> asyncio.Future[Outcome]:
        """Begin to wait."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        with self._lock:
            self._waiting[key_of(inbound)] = future
        return future

    def promise(self, inbound: Inbound) -> bool:
        """Take on the answering of a waiter; False when nobody waits. From then on `resolve` must follow."""
        with self._lock:
            key = key_of(inbound)
            if key in self._promised:
                return True
            future = self._waiting.pop(key, None)
            if future is None:
                return False
            self._promised[key] = future
            return True

    def withdraw(self, inbound: Inbound) -> bool:
        """Stop waiting; False when the answer is promised already and will come."""
        with self._lock:
            return self._waiting.pop(key_of(inbound), None) is not None or key_of(inbound) not in self._promised

    def resolve(self, inbound: Inbound, outcome: Outcome) -> None:
        """Hand over the outcome, after the commit, in the loop's thread; nobody waiting is fine."""
        with self._lock:
            key = key_of(inbound)
            future = self._promised.pop(key, None) or self._waiting.pop(key, None)
        if future is not None and not future.done():
            future.set_result(outcome)
