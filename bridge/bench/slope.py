"""Does something grow? A straight line through samples, and whether it climbs more than the noise of standing still."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SURE = 3.0
"""How many standard errors a slope must be above the idle one's to count as growth."""


@dataclass(frozen=True, slots=True)
class Slope:
    """A least-squares line: how much a second, and how sure that is (its standard error)."""

    a_second: float
    error: float

    def growth(self, idle: "Slope", step: float, seconds: float) -> float:
        """Give by how much a second this climbs above the idle one's noise; 0 when it doesn't.

        What stands still when idle has no noise at all: then less than one `step` in all the time is none either.
        """
        noise = abs(idle.a_second) + SURE * math.hypot(self.error, idle.error) + step / seconds
        return max(0.0, self.a_second - noise)


def slope(samples: Sequence[tuple[float, float]]) -> Slope:
    """Fit a line to (second, value) pairs. Raises `ValueError` with fewer than three, or all at one time."""
    count = len(samples)
    if count < 3:  # noqa: PLR2004 - two points always lie on a line
        raise ValueError("a slope needs at least three samples")
    middle_x = math.fsum(x for x, _ in samples) / count
    middle_y = math.fsum(y for _, y in samples) / count
    spread = math.fsum((x - middle_x) ** 2 for x, _ in samples)
    if not spread:
        raise ValueError("a slope needs samples of different times")
    a_second = math.fsum((x - middle_x) * (y - middle_y) for x, y in samples) / spread
    rest = math.fsum((y - middle_y - a_second * (x - middle_x)) ** 2 for x, y in samples)
    return Slope(a_second, math.sqrt(rest / (count - 2) / spread))
