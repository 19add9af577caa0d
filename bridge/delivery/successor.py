"""The next row of a lane, begun in the transaction that settles the one before it.

So a lane goes on with one transaction a row, not two. The one before it is settled for certain then: the platform has
it, and the order stays.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bridge.delivery.gate import LEASE
from bridge.delivery.looking import Seen, look
from bridge.handlers.unit import Unit
from bridge.store import outbox
from bridge.store.outbox import OutboxRow


@dataclass(slots=True)
class Successor:
    """A row that is to go next, and what the transaction made of it."""

    row: OutboxRow
    owner: str
    begun: tuple[OutboxRow, Seen | Exception] | None = None
    """The row as it was begun, and what it is about; None while the transaction has not begun it."""

    def after(self, work: Callable[[Unit], object]) -> Callable[[Unit], None]:
        """Give a work that does another one and then begins this row, if the table agrees."""

        def both(unit: Unit) -> None:
            self.begun = None
            work(unit)
            for row in outbox.begin(unit.conn, [self.row.id], self.owner, unit.now, LEASE):
                self.begun = row, look(unit.conn, unit.office, row)

        return both
