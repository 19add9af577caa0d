"""`make test` tells the truth: what fails, or runs nothing, fails the whole run, and every suite has its seconds."""

import re
import subprocess
import sys

from tests.meta.repository import ROOT
from tests.run import Result, report, suites


def runner(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the runner as `make test` does."""
    command = [sys.executable, "tests/run.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_suite_that_passes_shows_the_last_line_of_pytest_and_its_seconds() -> None:
    done = runner("meta", "--", "-k", "test_every_state_is_one_of_three")

    assert done.returncode == 0
    assert re.search(r"1 passed, \d+ deselected in", done.stdout)
    assert re.search(r"meta +\d+\.\d s +passed", done.stdout)


def test_a_suite_that_runs_no_test_fails_the_run() -> None:
    done = runner("meta", "--", "-k", "no_test_has_this_name")

    assert done.returncode == 1
    assert "FAILED: meta" in done.stdout


def test_a_suite_whose_files_run_apart_passes_when_only_one_part_has_what_is_asked_for() -> None:
    done = runner("crash", "--", "-k", "test_what_is_whole_is_found_whole")

    assert done.returncode == 0
    assert re.search(r"no tests ran|\d+ deselected in", done.stdout)
    assert "1 passed" in done.stdout


def test_an_unknown_suite_is_refused_with_the_known_ones() -> None:
    done = runner("no-such-suite")

    assert done.returncode == 2
    assert "No such suite: no-such-suite. There are: meta" in done.stderr


def test_the_report_names_every_suite_that_failed_and_adds_up_the_seconds() -> None:
    text = report([Result("core", 1.25, 0), Result("scenarios", 10.5, 1)])

    assert re.search(r"core +1\.2 s +passed", text)
    assert re.search(r"scenarios +10\.5 s +FAILED", text)
    assert re.search(r"total +11\.8 s +FAILED: scenarios$", text)


def test_the_checks_of_the_repository_run_first() -> None:
    assert suites()[0] == "meta"
