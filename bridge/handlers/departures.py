"""Rows for the outbox on their way from the transaction that added them to whoever sends them.

Rules:
1. Rows are offered after the commit, in the event loop's thread; what is offered is durable already.
2. An offer may be lost, doubled, or come in another order than the rows were added: whoever listens asks the table
   before it acts, and looks at it now and then.
"""

from collections.abc import Callable, Sequence

from bridge.store.outbox import OutboxRow

Listener = Callable[[Sequence[OutboxRow]], None]


class Departures:
    """Hands committed rows on, within this process."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Be told of every offer from now on."""
        self._listeners.append(listener)

    def leave(self, listener: Listener) -> None:
        """Be told no more."""
        self._listeners.remove(listener)

    def offer(self, rows: Sequence[OutboxRow]) -> None:
        """Tell of rows that a transaction has added or changed, after its commit."""
        if rows:
            for listener in self._listeners:
                listener(rows)
