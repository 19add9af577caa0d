"""Rows for the outbox on their way from the transaction that added them to whoever sends them.

Rules:
1. Rows are offered after the commit, in the event loop's thread; what is offered is durable already.
2. An offer may be lost, doubled, or come in another order than the rows were added: whoever listens asks the table
   before it acts, and looks at it now and then.
3. A row that may go at once is stored as begun, where a gate says so: one transaction instead of two before its
   request leaves. It leaves only after the commit, when it is offered; `Leaving` gives it back when there is none.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from bridge.store.outbox import NewOutbox, OutboxRow, Start
from bridge.store.work_tables import OutboxState
from core.ids import MessageId
from core.messages import Message

Listener = Callable[[Sequence[OutboxRow]], None]


class Gate(Protocol):
    """Whoever sends rows, asked from within the transaction that adds them, in the event loop's thread."""

    def open(self, conn: Connection, new: NewOutbox, now: datetime) -> Start | None:
        """Let a new row go at once, and keep its lane for it; None when it must wait its turn."""
        ...

    def see(self, conn: Connection, row: OutboxRow, message: Message | None) -> None:
        """Read what a row is about: all of the transaction is written, and it is begun. Its message may be known."""
        ...

    def shut(self, new: NewOutbox) -> None:
        """Take a leave back: the row was stored as one that waits, or not at all."""
        ...


class Leaving:
    """The rows that one transaction stores as begun."""

    __slots__ = ("_gate", "_opened")

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._opened: list[NewOutbox] = []

    def start(self, conn: Connection, new: NewOutbox, now: datetime) -> Start | None:
        """Ask whether a row may go at once. What is merged, or for later, goes by its turn."""
        if new.coalesce is not None or new.not_before is not None:
            return None
        start = self._gate.open(conn, new, now)
        if start is not None:
            self._opened.append(new)
        return start

    def see(self, conn: Connection, rows: Sequence[OutboxRow], written: Mapping[MessageId, Message]) -> None:
        """Read what the begun rows are about, at the end of the transaction that has `written` these messages."""
        if not self._opened:
            return
        begun = {row.key for row in rows if row.state is OutboxState.SENDING}
        for row in rows:
            if row.key in begun:
                self._gate.see(conn, row, written.get(row.message) if row.message else None)
        for new in self._opened:
            if new.key not in begun:
                self._gate.shut(new)
        self._opened = [new for new in self._opened if new.key in begun]

    def give_back(self) -> None:
        """Say that the transaction was undone."""
        for new in self._opened:
            self._gate.shut(new)
        self._opened.clear()


class Departures:
    """Hands committed rows on, within this process."""

    def __init__(self) -> None:
        """Begin with nobody listening, and no gate."""
        self._listeners: list[Listener] = []
        self.gate: Gate | None = None
        """Whoever lets rows go at once; None where works run on other threads, or several processes share places."""

    def listen(self, listener: Listener) -> None:
        """Be told of every offer from now on."""
        self._listeners.append(listener)

    def leave(self, listener: Listener) -> None:
        """Be told no more."""
        self._listeners.remove(listener)

    def leaving(self) -> Leaving | None:
        """Begin on a transaction whose rows may go at once."""
        return None if self.gate is None else Leaving(self.gate)

    def offer(self, rows: Sequence[OutboxRow]) -> None:
        """Tell of rows that a transaction has added or changed, after its commit."""
        if rows:
            for listener in self._listeners:
                listener(rows)
