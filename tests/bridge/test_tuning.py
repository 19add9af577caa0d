"""What a serving process sets: looks for garbage stop everything, so each of them is short."""

import json
import subprocess
import sys

TUNED = """
import gc, json
from bridge.cli.tuning import load_all, tune
load_all()
looked = []
gc.callbacks.append(lambda phase, info: looked.append(info["generation"]) if phase == "start" else None)
while_loading = [[] for _ in range(10_000)]
before = len(looked)
tune()
kept = [[] for _ in range(100_000)]
print(json.dumps({"before": before, "after": looked, "frozen": gc.get_freeze_count()}))
"""


def test_looks_for_garbage_are_short_and_leave_out_what_was_loaded() -> None:
    said = subprocess.run([sys.executable, "-c", TUNED], capture_output=True, check=True, text=True).stdout
    told = json.loads(said)

    assert told["before"] == 0
    assert told["frozen"] > 10_000
    assert set(told["after"]) == {0}
    assert len(told["after"]) >= 100_000 / 10_000
