"""Two small things to count with, cheap enough for every message.

Rules:
1. Counting is an addition in a dictionary or a list; nothing is locked, named or made for it.
2. The number of labels is bounded: what comes after the first so many is counted as `other`.
"""

from bisect import bisect_left
from collections.abc import Sequence

MOST = 500
"""How many different labels one tally keeps."""

OTHER = "other"

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""The upper bounds of what is measured in seconds."""


class Tally:
    """Numbers by labels."""

    def __init__(self) -> None:
        """Begin with none."""
        self.counts: dict[tuple[str, ...], int] = {}

    def add(self, *labels: str) -> None:
        """Count one."""
        try:
            self.counts[labels] += 1
        except KeyError:
            self._add_first(labels)

    def _add_first(self, labels: tuple[str, ...]) -> None:
        kept = labels if len(self.counts) < MOST else (OTHER,) * len(labels)
        self.counts[kept] = self.counts.get(kept, 0) + 1


class Histogram:
    """How often a measured length fell below each of some bounds."""

    def __init__(self, bounds: Sequence[float] = SECONDS) -> None:
        """Begin with nothing measured."""
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        """Count a measurement."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self.total += value

    def buckets(self) -> list[tuple[str, float]]:
        """Give the bounds and how many were not above each, as Prometheus reads them."""
        names, below, result = [*map(str, self._bounds), "+Inf"], 0, []
        for name, count in zip(names, self._counts, strict=True):
            below += count
            result.append((name, float(below)))
        return result
