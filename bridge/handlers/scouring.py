"""Words that a step has overwritten, gone from the database's log too: its table has them no more, the log still has.

It deliberately doesn't wait: the row is written with the step, and `bridge.workers.scouring` works it off.
"""

from typing import TYPE_CHECKING

from bridge import topics
from bridge.store import scour

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def scour_log(unit: "Unit") -> None:
    """Have the log overwritten in which the database wrote what stood there."""
    scour.add_log(unit.conn, unit.now)
    unit.wakes.add(topics.SCOURING)
