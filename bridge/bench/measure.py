"""What one window of a load showed."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


class Trouble(Exception):
    """The run can't go on, or what it shows is wrong; the message says why."""


def quantiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Give median and 99th percentile in milliseconds. Raises `Trouble` when there is next to nothing."""
    if len(seconds) < 2:  # noqa: PLR2004 - no quantile of less
        raise Trouble("next to nothing came through")
    hundredths = statistics.quantiles(seconds, n=100)
    return hundredths[49] * 1000, hundredths[98] * 1000


@dataclass(frozen=True, slots=True)
class Measure:
    """One window. `busy` is how much of its core the measuring process used.

    `total` counts what came after the window too; `cost` is what one of them cost the measured process, in seconds of
    its core, with all that followed from it.
    """

    rate: float
    p50: float
    p99: float
    busy: float
    total: int
    cost: float = 0.0

    @classmethod
    def of(cls, seconds: float, latencies: Sequence[float], busy: float, within: int | None = None) -> Self:
        """Put together; latencies in seconds. `within` is how many came within the window, all when left out.

        Raises `Trouble` when there is next to nothing.
        """
        p50, p99 = quantiles(latencies)
        came = len(latencies) if within is None else within
        return cls(came / seconds, p50, p99, busy / seconds, len(latencies))
