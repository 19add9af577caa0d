"""The log as a running bridge writes it, read line by line."""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from bridge.cli.logs import set_up
from config.server import Log

Lines = list[dict[str, Any]]


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Call it to read all that has been written to standard error; what a log set-up changes is put back."""
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before, root = structlog.get_config(), logging.getLogger()
    handlers, level, so_far = root.handlers.copy(), root.level, [""]

    def read() -> str:
        so_far[0] += capsys.readouterr().err
        return so_far[0]

    yield read
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def lines(written: Callable[[], str]) -> Callable[[], Lines]:
    """Set the log up for machines at DEBUG; call it to read its lines."""
    set_up(Log.model_validate({"level": "debug", "format": "json"}))
    return lambda: [json.loads(line) for line in written().splitlines()]
