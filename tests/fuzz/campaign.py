"""Try one group of doors on one floor: so many examples, one after the other, each judged by the rules.

Rules:
1. The same seed gives the same examples: a run in CI is the same every time, a longer one prints its seed.
2. Time passes between examples, so that what slows strangers down lets most of them in.
3. What one example has brought about is finished before the next begins.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.doors import EVERYWHERE, NOWHERE, OF_DESK, Door
from tests.fuzz.floor import STATE, Floor, a_floor
from tests.fuzz.rules import REFUSED, judged, rows, stored
from tests.fuzz.windows import Window, visited, windows
from tests.fuzz.wire import Sent, send
from tests.scenarios.world import OUR_FAULT

IN_A_ROW = 8
PAUSE = 40.0
"""Seconds of the clock that pass after so many examples; in between it stands still, and nothing happens by itself."""
ERRORS: Final = frozenset({"error", "critical"})
NOT_OURS: Final = frozenset({"teams_answer_failed"})

Example = Sent | Window
Group = Callable[[Floor], st.SearchStrategy[Example]]


def doors_of(desk: str) -> Mapping[str, Door]:
    """Give all doors of a bridge with this desk."""
    return MappingProxyType({**EVERYWHERE, **OF_DESK[desk]})


_INSTALLING: Final = {name: one for name, one in OF_DESK["slack"].items() if name.startswith("GET")}


def _some(doors: Mapping[str, Door]) -> Group:
    return lambda floor: st.one_of([door(floor) for door in doors.values()])


def groups(desk: str) -> Mapping[str, Group]:
    """Give the doors in groups, each with a floor of its own."""
    prefixes = ("GET /widget", "POST /widget")
    widget = {name: one for name, one in EVERYWHERE.items() if name.startswith(prefixes)}
    pages = {name: one for name, one in EVERYWHERE.items() if name not in widget}
    return {
        **{name: one for name, one in OF_DESK[desk].items() if name not in _INSTALLING},
        **({"the installation": _some(_INSTALLING)} if desk == "slack" else {}),
        "the widget": _some(widget),
        "the pages": _some(pages),
        "nowhere": NOWHERE,
        "the widget's socket": windows,
    }


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: a group of a desk's doors, how often, and from which seed."""

    desk: str
    group: str
    examples: int
    seed: int


def carry_out(trial: Trial) -> None:
    """Try it. Raises `AssertionError` by what breaks a rule, with the smallest example that does."""
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        floor = runner.run(stack.enter_async_context(a_floor(trial.desk)))
        try:
            _tried_all(runner, floor, trial)
        finally:
            runner.run(stack.aclose())


def _tried_all(runner: asyncio.Runner, floor: Floor, trial: Trial) -> None:
    @hypothesis.seed(trial.seed)
    @settings(
        max_examples=trial.examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(groups(trial.desk)[trial.group](floor))
    def one(example: Example) -> None:
        wrong = runner.run(tried(floor, example))
        assert not wrong, f"{wrong} by {example!r}"

    one()


async def tried(floor: Floor, example: Example) -> list[str]:
    """Let one example come, and say what was wrong."""
    if isinstance(example, Window):
        wrong = await visited(floor, example)
        await floor.world.quiet()
    else:
        wrong = await _asked(floor, example)
    floor.tried += 1
    if floor.tried % IN_A_ROW == 0:
        await floor.world.passes(PAUSE)
    return wrong + _logged(floor)


async def _asked(floor: Floor, sent: Sent) -> list[str]:
    if STATE in sent.target:
        state = await floor.state()
        headers = tuple((name, value.replace(STATE, state)) for name, value in sent.headers)
        sent = replace(sent, target=sent.target.replace(STATE, state), headers=headers)
    before = await floor.world.read(rows)
    answer = await send(sent, floor.port)
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
