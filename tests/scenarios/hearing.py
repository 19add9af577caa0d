"""Whether what several bridges say to each other is still on the way.

Rules:
1. What was said is on the way until each of the others has heard it.
2. A hint may be lost, as a line is that carried it, or doubled: it is so by contract. So what has not come for a while
   of real time in which nothing else came either is on the way no more.
"""

from collections.abc import Sequence

from bridge.hints.shared import SharedHints
from tests.scenarios.lasting import Lasting

LOST = 1.0
"""Real seconds after which nothing more comes of what was said."""


class Hearing:
    """Counts what bridges say and hear."""

    def __init__(self, hints: Sequence[object]) -> None:
        """Take the hints of each bridge; those that reach nobody else don't count."""
        self._hints = [one for one in hints if isinstance(one, SharedHints)]
        self._missing = 0
        """How many of those that were said are on the way no more; fewer than none when some came twice."""
        self._seen = (0, 0)
        self._unchanged = Lasting()

    @property
    def is_done(self) -> bool:
        """Whether everything that was said has come, as far as it will."""
        if not all(one.is_quiet for one in self._hints):
            return False
        said, heard = self._counts
        gap = said * (len(self._hints) - 1) - heard
        unchanged = self._unchanged.look(is_so=(said, heard) == self._seen)
        self._seen = (said, heard)
        if gap < self._missing or (unchanged or 0.0) > LOST:
            self._missing = gap
        return gap <= self._missing

    @property
    def _counts(self) -> tuple[int, int]:
        return sum(one.said for one in self._hints), sum(one.heard for one in self._hints)

    def __str__(self) -> str:
        """Tell what was said and heard, for a failure's message."""
        waiting = [number for number, one in enumerate(self._hints) if not one.is_quiet]
        return f"said and heard {self._counts}, given up {self._missing}, having more to say: {waiting}"
