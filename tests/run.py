"""Run the suites one after the other and say how long each took: what `make test` runs.

Usage: python tests/run.py [suite ...] [-- arguments of pytest]

A suite is a folder of `tests/`. Every suite runs even when an earlier one failed; the exit code tells whether all
passed. A folder that has test files but yields no test fails: an empty suite proves nothing.
"""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
# Fast and pure first, so that a plain mistake shows at once; folders not named here follow by name.
ORDER = (
    "meta",
    "core",
    "config",
    "adapters",
    "contracts",
    "playground",
    "bridge",
    "scenarios",
    "fuzz",
    "pressure",
    "crash",
    "workers",
    "browser",
)


# The browser tests share one event loop, and so one browser: starting one for each test took half of their time.
SHARED = ("-o", "asyncio_default_fixture_loop_scope=session", "-o", "asyncio_default_test_loop_scope=session")
# A run of crashes says what it did: how many, with which seed, what was repeated.
OPTIONS = {"browser": SHARED, "crash": ("-rP",)}
# Suites that mostly wait for themselves and measure nothing: so many files at a time, a file in one process. A scenario
# waits for its disk and its sockets half of the time, so that two cores have room for a third.
SHARED_OUT = {
    "core": 2,
    "config": 2,
    "adapters": 2,
    "contracts": 2,
    "playground": 2,
    "bridge": 2,
    "observing": 2,
    "scenarios": 3,
    "fuzz": 2,
    "crash": 2,
    "browser": 2,
}
# Files of those that get the machine to themselves, before the rest: the campaign of kills plays two bridges at once,
# and what a platform gives up because the machine is too slow for its tries isn't told apart from what a crash lost.
ALONE = {"crash": ("test_kills.py",)}


@dataclass(frozen=True, slots=True)
class Result:
    """How one suite went."""

    suite: str
    seconds: float
    code: int


def suites() -> list[str]:
    """Return every folder of tests that has test files, in running order."""
    found = [folder.name for folder in TESTS.iterdir() if folder.is_dir() and any(folder.rglob("test_*.py"))]
    return sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))


def run(suite: str, arguments: list[str]) -> Result:
    """Run one suite in a process of its own, its output shown as it comes."""
    print(f"\n=== {suite}", flush=True)
    started = time.monotonic()
    alone = [str(TESTS / suite / name) for name in ALONE.get(suite, ())]
    codes = [_pytest(suite, alone, arguments)] if alone else []
    shared_out = ("-n", str(SHARED_OUT[suite]), "--dist", "loadfile") if suite in SHARED_OUT else ()
    left_out = [f"--ignore={path}" for path in alone]
    codes.append(_pytest(suite, [str(TESTS / suite), *left_out, *shared_out], arguments))
    told = [code for code in codes if code != pytest.ExitCode.NO_TESTS_COLLECTED] or codes
    return Result(suite, time.monotonic() - started, max(told, key=abs))


def _pytest(suite: str, what: list[str], arguments: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *what, *OPTIONS.get(suite, ()), *arguments]
    return subprocess.run(command, cwd=TESTS.parent, check=False).returncode


def report(results: list[Result]) -> str:
    """Render the closing table."""
    width = max(len(result.suite) for result in results)
    lines = [
        f"  {result.suite:<{width}}  {result.seconds:7.1f} s  {'passed' if result.code == 0 else 'FAILED'}"
        for result in results
    ]
    total = sum(result.seconds for result in results)
    failed = [result.suite for result in results if result.code]
    verdict = f"FAILED: {', '.join(failed)}" if failed else "all suites passed"
    return "\n".join(["", "Seconds per suite", *lines, f"  {'total':<{width}}  {total:7.1f} s  {verdict}"])


def main(arguments: list[str]) -> int:
    """Run the wanted suites and return the exit code."""
    split = arguments.index("--") if "--" in arguments else len(arguments)
    wanted, passed_on = arguments[:split], arguments[split + 1 :]
    known = suites()
    if unknown := [name for name in wanted if name not in known]:
        print(f"No such suite: {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    results = [run(suite, passed_on) for suite in wanted or known]
    print(report(results), flush=True)
    return 1 if any(result.code for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
