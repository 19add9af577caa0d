"""What is masked: what is refused, with its place and what to do, and what holds when nothing is said."""

from datetime import timedelta

import pytest

from core.policy.masking import MaskAction, Sensitive
from tests.config.conftest import GOOD, Folder


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("masking: {find: [card]}", "masking -> find -> item 1: must be one of: cards, ibans, ssns, got 'card'"),
        ("masking: {patterns: {x: '(a+)+'}}", "masking -> patterns -> x: repeats a group that has a repetition"),
        ("masking: {allow: {order: '[0-9]*'}}", "masking -> allow -> order: finds nothing at all too"),
        ("masking: {patterns: {x: '['}}", "masking -> patterns -> x: must be a regular expression"),
        ("masking: {fnd: []}", "masking -> fnd: unknown key"),
    ],
)
def test_a_mistake_about_what_is_found_is_told_at_its_line(folder: Folder, more: str, message: str) -> None:
    [problem] = folder.problems(more=f"{more}\n")

    assert problem.startswith(f"bridge.yaml:18  {message}")
    assert "See docs/configuration.md#" in problem


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{wait: 10s}", "queues -> billing -> masking -> wait: must be at most 3s"),
        ("{action: hide}", "queues -> billing -> masking -> action: must be one of: mask, tell, leave, got 'hide'"),
        ("{wait: soon}", "queues -> billing -> masking -> wait: must be a length of time"),
    ],
)
def test_a_mistake_of_a_queue_is_told_at_its_line(folder: Folder, rule: str, message: str) -> None:
    [problem] = folder.problems(GOOD.replace("    places: [C1]\n", f"    places: [C1]\n    masking: {rule}\n"))

    assert problem.startswith(f"bridge.yaml:6  {message}")


def test_everything_is_masked_when_nothing_is_said(folder: Folder) -> None:
    loaded = folder.load()

    assert set(loaded.masking.find) == set(Sensitive)
    assert loaded.masking.agents
    queue = loaded.queues["billing"].masking
    assert (queue.action, queue.wait) == (MaskAction.MASK, None)


def test_a_wait_is_up_to_three_seconds_or_none(folder: Folder) -> None:
    waits = []
    for written in ("3s", "0s", ""):
        text = GOOD.replace("    places: [C1]\n", f"    places: [C1]\n    masking: {{wait: {written}}}\n")
        waits.append(folder.load(text).queues["billing"].masking.wait)

    assert waits == [timedelta(seconds=3), None, None]
