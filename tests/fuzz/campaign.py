"""Try one group of doors on one floor: each door so often, each example judged by the rules.

Rules:
1. The same seed gives the same examples: a run in CI is the same every time, a longer one prints its seed.
2. Every door is knocked at as often as every other one, in turns, so that one finds what another one left.
3. Time passes between examples, so that what slows strangers down lets most of them in.
4. What one example has brought about is finished before the next begins.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.doors import NOWHERE, doors_of
from tests.fuzz.floor import Floor, a_floor
from tests.fuzz.fresh import filled
from tests.fuzz.further import further_doors
from tests.fuzz.ground import Ground
from tests.fuzz.rules import REFUSED, judged, rows, stored
from tests.fuzz.windows import Window, visited, windows
from tests.fuzz.wire import Sent, send
from tests.scenarios.world import OUR_FAULT

IN_A_ROW = 8
PAUSE = 40.0
"""Seconds of the clock that pass after so many examples; in between it stands still, and nothing happens by itself."""
TURNS = 3
"""How often it goes round the doors of a group."""
ERRORS: Final = frozenset({"error", "critical"})
NOT_OURS: Final = frozenset({"teams_answer_failed"})
BY_SUITE: Final = "sign-in by the suite"
SOCKET: Final = "the widget's socket"
MESSENGERS: Final = "messengers"
TOGETHER: Final = {
    "the widget": ("GET /widget", "POST /widget"),
    "customers' pages": ("GET /f/", "POST /f/", "GET /transcript/", "GET /file/"),
    "agents' pages": ("GET /desk", "POST /desk"),
    "text messages": ("POST /sms/",),
    MESSENGERS: ("GET /messenger/", "POST /messenger/", "GET /whatsapp/", "POST /whatsapp/"),
    "probes and bots": ("GET /healthz", "GET /readyz", "GET /metrics", "POST /bots/"),
    "the installation": ("GET /slack/",),
}
"""By what the names of doors begin that are tried on one floor; any other one has its own."""

Example = Sent | Window
Knock = Callable[[Floor], st.SearchStrategy[Example]]
Tally = Counter[tuple[str, int]]


def groups(desk: str) -> Mapping[str, Mapping[str, Knock]]:
    """Give the doors in groups, each with a floor of its own."""
    found: dict[str, dict[str, Knock]] = {}
    further = further_doors()
    for door, knock in doors_of(Ground(desk)).items():
        begins = (name for name, prefixes in TOGETHER.items() if door.startswith(prefixes))
        group = next(begins, MESSENGERS if door in further else door)
        found.setdefault(group, {})[door] = knock
    by_suite = {door: knock for door, knock in doors_of(Ground(desk, by_suite=True)).items() if "/desk" in door}
    return MappingProxyType({**found, BY_SUITE: by_suite, "nowhere": {"nowhere": NOWHERE}, SOCKET: {SOCKET: windows}})


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: a group of a desk's doors, each how often, from which seed, on which database."""

    desk: str
    group: str
    examples: int
    seed: int
    postgres: str = ""

    @property
    def ground(self) -> Ground:
        """Give where it is tried."""
        return Ground(self.desk, by_suite=self.group == BY_SUITE, postgres=self.postgres)


def carry_out(trial: Trial, tally: Tally) -> None:
    """Try it, and count how often each door was answered by which status.

    Raises:
        AssertionError: a rule was broken; it has the smallest example that does it.
    """
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        floor = runner.run(stack.enter_async_context(a_floor(trial.ground)))
        try:
            for turn in range(TURNS):
                for door, knock in groups(trial.desk)[trial.group].items():
                    _knocked(runner, floor, trial, door, knock, turn)
        finally:
            tally.update(floor.answers)
            runner.run(stack.aclose())


def _knocked(runner: asyncio.Runner, floor: Floor, trial: Trial, door: str, knock: Knock, turn: int) -> None:
    @hypothesis.seed(trial.seed * TURNS + turn)
    @settings(
        max_examples=max(1, (trial.examples + turn) // TURNS),
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(knock(floor))
    def one(example: Example) -> None:
        wrong = runner.run(tried(floor, example, door))
        assert not wrong, f"{wrong} by {example!r}"

    one()


async def tried(floor: Floor, example: Example, door: str) -> list[str]:
    """Let one example come, and say what was wrong."""
    if isinstance(example, Window):
        code, wrong = await visited(floor, example)
        floor.answers[door, code] += 1
        await floor.world.quiet()
    else:
        wrong = await _asked(floor, example, door)
    floor.tried += 1
    if floor.tried % IN_A_ROW == 0:
        await floor.world.passes(PAUSE)
    return wrong + _logged(floor)


async def _asked(floor: Floor, sent: Sent, door: str) -> list[str]:
    sent = await filled(floor, sent)
    before = await floor.world.read(rows)
    answer = await send(sent, floor.port)
    floor.answers[door, answer.status] += 1
    wrong = judged(sent, answer)
    if answer.status < REFUSED:
        await floor.world.quiet()
    after = await floor.world.read(rows)
    return wrong + stored(answer, before, after, may_note=sent.target.startswith((b"/desk/", b"/f/")))


def _logged(floor: Floor) -> list[str]:
    """Give the lines that have come to the log since the last time and tell of a fault."""
    new, floor.read = floor.world.log[floor.read :], len(floor.world.log)
    said = [one for one in new if one["event"] in OUR_FAULT or one["log_level"] in ERRORS]
    wrong = [str(one) for one in said if one["event"] not in NOT_OURS]
    floor.world.log[:] = [one for one in floor.world.log if one not in said]  # judged here, not again at the end
    floor.read = len(floor.world.log)
    more, floor.faults.lines = floor.faults.lines, []
    return wrong + more
