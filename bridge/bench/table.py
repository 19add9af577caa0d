"""From windows to goals: what became of each, and the tables that show it."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bridge.bench.measure import Measure


@dataclass(frozen=True, slots=True)
class Series:
    """The windows of one system, a line of the first table."""

    name: str
    windows: Sequence[Measure]

    def line(self) -> str:
        """Give the line."""
        rates = [one.rate for one in self.windows]
        p50, p99 = (statistics.median(getattr(one, which) for one in self.windows) for which in ("p50", "p99"))
        cost = statistics.median(one.cost for one in self.windows) * 1_000_000
        busy = statistics.median(one.busy for one in self.windows)
        return (
            f"{self.name:42}{statistics.median(rates):8,.0f}{min(rates):8,.0f}{max(rates):8,.0f}"
            f"{p50:8.1f}{p99:8.1f}{cost:8,.0f}{busy:8.0%}"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a goal: one value a round, of which the median counts. Without values: why it was not measured."""

    id: str
    what: str
    bound: float
    values: Sequence[float] = ()
    at_most: bool = False
    unit: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    why_not: str = ""

    @property
    def value(self) -> float:
        """Give the median."""
        return statistics.median(self.values)

    @property
    def is_met(self) -> bool:
        """Tell whether the value is good enough."""
        if not self.values:
            return False
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    def entry(self) -> dict[str, object]:
        """Give the entry of `bench/latest.json`."""
        entry: dict[str, object] = {"id": self.id, "what": self.what, "unit": self.unit or "ratio"}
        if self.values:
            low, high = min(self.values), max(self.values)
            entry |= {"value": round(self.value, 3), "goal": self.bound, "spread": [round(low, 3), round(high, 3)]}
        else:
            entry |= {"value": None, "goal": self.bound, "spread": None, "why": self.why_not}
        return entry | {"better": "lower" if self.at_most else "higher", "met": self.is_met} | dict(self.details)

    def line(self) -> str:
        """Give the line of the second table."""
        name = f"{self.id:8}{self.what}"
        limit = f"{'<=' if self.at_most else '>='} {self.bound:g}{self.unit and ' ' + self.unit}"
        if not self.values:
            return f"{name:58}{'':24}{limit:>14}  not measured: {self.why_not}"
        spread = f"{self.value:8.2f}{min(self.values):8.2f}{max(self.values):8.2f}"
        return f"{name:58}{spread}{limit:>14}  {'met' if self.is_met else 'NOT MET'}"


@dataclass(slots=True)
class Findings:
    """What one part of the bench, or all of it, has found."""

    series: list[Series] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        """Take another part's too."""
        self.series += other.series
        self.results += other.results
        self.remarks += other.remarks


def table(found: Findings) -> str:
    """Give everything as text."""
    lines: list[str] = []
    if found.series:
        lines.append(
            f"{'':42}{'msg/s':>8}{'lowest':>8}{'highest':>8}{'p50 ms':>8}{'p99 ms':>8}{'CPU us':>8}{'driver':>8}"
        )
        lines += [one.line() for one in found.series]
        lines.append("")
    if found.results:
        lines.append(f"{'':58}{'median':>8}{'lowest':>8}{'highest':>8}{'goal':>14}")
        lines += [one.line() for one in found.results]
    if found.remarks:
        lines += ["", *found.remarks]
    return "\n".join(lines)
