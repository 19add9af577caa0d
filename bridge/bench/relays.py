"""G1, G2, G3, G13: what comes through in closed loops, against the floors, in the same rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bridge.bench.cores import used_by
from bridge.bench.measure import Measure
from bridge.bench.stand import Plan, Stand
from bridge.bench.table import Findings, Result, Series

Round = Mapping[str, Measure]
WARM_UP = 1.5
NAMES = {
    "ingest": "floor d  ingest, grouped commits",
    "G1": "bridge   ingest",
    "relay": "floor a  relay, nothing kept",
    "durable-relay": "floor b  relay, grouped commits",
    "G2": "bridge   customer to Slack",
    "bolt": "floor c  Bolt echo, nothing kept",
    "bolt-documented": "peer     Bolt echo, new session per call",
    "G3": "bridge   Slack to customer",
}
FLOORS_ONLY = frozenset({"relay", "bolt-documented"})
"""No goal asks for them; they are run along where everything is."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A goal that is a ratio of two windows of a round."""

    id: str
    what: str
    ours: str
    floor: str
    bound: float
    of: Literal["rate", "cost"] = "rate"

    def value(self, one: Round) -> float:
        """Give the ratio within a round."""
        return float(getattr(one[self.ours], self.of)) / float(getattr(one[self.floor], self.of))

    def result(self, rounds: Sequence[Round]) -> Result:
        """Judge it by its rounds."""
        values = [self.value(one) for one in rounds]
        return Result(self.id, self.what, self.bound, values, at_most=self.of == "cost")


RATIOS = (
    Ratio("G1", "durable ingest / floor d", "G1", "ingest", 0.60),
    Ratio("G2", "customer to Slack / floor b", "G2", "durable-relay", 0.60),
    Ratio("G3", "Slack to customer / floor c", "G3", "bolt", 0.80),
    Ratio("G13", "CPU of a message, customer to Slack / floor b", "G2", "durable-relay", 1.70, "cost"),
)


async def measure_relays(plan: Plan, wanted: Collection[str], stand: Stand) -> Findings:
    """Run the rounds. Raises `Trouble` when anything was lost, doubled or out of order."""
    ratios = [one for one in RATIOS if one.id in wanted]
    needed = {key for one in ratios for key in (one.ours, one.floor)}
    if len(ratios) == len(RATIOS):
        needed |= FLOORS_ONLY
    keys = [key for key in NAMES if key in needed]
    await run_round(stand, keys, WARM_UP)
    rounds: list[Round] = []
    for number in range(1, plan.rounds + 1):
        rounds.append(await run_round(stand, keys, plan.seconds))
        print(f"round {number}: " + ", ".join(f"{key} {rounds[-1][key].rate:,.0f}/s" for key in keys), flush=True)
    series = [Series(NAMES[key], [one[key] for one in rounds]) for key in keys]
    return Findings(series, [one.result(rounds) for one in ratios])


async def run_round(stand: Stand, keys: Sequence[str], seconds: float) -> Round:
    """Run each load once, one directly after the other, and check what came of them."""
    found: dict[str, Measure] = {}
    for key in keys:
        load = await stand.load(key)
        before = used_by(stand.pid(key))
        seen = await load.window(seconds)
        if key in {"G1", "G2", "G3"}:
            await stand.shop.quiet()
        found[key] = replace(seen, cost=(used_by(stand.pid(key)) - before) / seen.total)
    await stand.check()
    return found
