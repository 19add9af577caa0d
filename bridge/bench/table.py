"""From the windows of all rounds to goals: ratios within a round, their median and their spread."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bridge.bench.loads import Measure

Round = Mapping[str, Measure]

NAMES = {
    "ingest": "floor d  ingest, grouped commits",
    "G1": "bridge   ingest",
    "relay": "floor a  relay, nothing kept",
    "durable-relay": "floor b  relay, grouped commits",
    "G2": "bridge   customer to Slack",
    "bolt": "floor c  Bolt echo, nothing kept",
    "G3": "bridge   Slack to customer",
}


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio that is to be reached."""

    id: str
    what: str
    floor: str
    bound: float
    of: Literal["rate", "cost"] = "rate"
    way: str = ""
    """Which way through the bridge it is about, where its name isn't the goal's."""

    def value(self, one: Round) -> float:
        """Give the ratio within a round."""
        ours, floor = one[self.way or self.id], one[self.floor]
        return ours.rate / floor.rate if self.of == "rate" else ours.cost / floor.cost

    def is_met_by(self, value: float) -> bool:
        """Tell whether a ratio is good enough: of rates at least, of costs at most."""
        return value >= self.bound if self.of == "rate" else value <= self.bound


GOALS = (
    Goal("G1", "durable ingest / floor d", "ingest", 0.60),
    Goal("G2", "customer to Slack / floor b", "durable-relay", 0.60),
    Goal("G3", "Slack to customer / floor c", "bolt", 0.80),
    Goal("G13", "CPU of a message, G2 / floor b", "durable-relay", 1.70, "cost", "G2"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a goal."""

    goal: Goal
    value: float
    low: float
    high: float
    rate: float
    p50: float
    p99: float
    cost: float

    def entry(self) -> dict[str, object]:
        """Give the entry of `bench/latest.json`."""
        return {
            "id": self.goal.id,
            "what": self.goal.what,
            "value": round(self.value, 3),
            "goal": self.goal.bound,
            "met": self.goal.is_met_by(self.value),
            "spread": [round(self.low, 3), round(self.high, 3)],
            "messages_per_second": round(self.rate),
            "p50_ms": round(self.p50, 1),
            "p99_ms": round(self.p99, 1),
            "cpu_us": round(self.cost * 1_000_000),
        }


def result(goal: Goal, rounds: Sequence[Round]) -> Result:
    """Judge a goal by the median of its rounds."""
    ratios = [goal.value(one) for one in rounds]
    middle = [one[goal.way or goal.id] for one in rounds]
    return Result(
        goal,
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        statistics.median(one.rate for one in middle),
        statistics.median(one.p50 for one in middle),
        statistics.median(one.p99 for one in middle),
        statistics.median(one.cost for one in middle),
    )


def table(rounds: Sequence[Round], results: Sequence[Result]) -> str:
    """Give both tables as text."""
    lines = [f"{'':34}{'msg/s':>8}{'lowest':>8}{'highest':>8}{'p50 ms':>8}{'p99 ms':>8}{'CPU us':>8}{'driver':>8}"]
    for key, name in NAMES.items():
        found = [one[key] for one in rounds]
        rates = [one.rate for one in found]
        p50, p99 = (statistics.median(getattr(one, which) for one in found) for which in ("p50", "p99"))
        cost = statistics.median(one.cost for one in found) * 1_000_000
        busy = statistics.median(one.busy for one in found)
        lines.append(
            f"{name:34}{statistics.median(rates):8,.0f}{min(rates):8,.0f}{max(rates):8,.0f}"
            f"{p50:8.1f}{p99:8.1f}{cost:8,.0f}{busy:8.0%}"
        )
    lines += ["", f"{'':34}{'ratio':>8}{'lowest':>8}{'highest':>8}{'goal':>8}"]
    for one in results:
        name = f"{one.goal.id}  {one.goal.what}"
        verdict = "met" if one.goal.is_met_by(one.value) else "not met"
        lines.append(f"{name:34}{one.value:8.2f}{one.low:8.2f}{one.high:8.2f}{one.goal.bound:8.2f}  {verdict}")
    return "\n".join(lines)
