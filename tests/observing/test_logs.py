"""A log line tells what happened and where; whatever a person wrote stays out of it, whoever writes the line."""

import asyncio
import errno
import gc
import io
import logging
import sqlite3
import sys
import threading
from collections.abc import Callable

import pytest
import structlog

from bridge.cli.logs import catch_all, set_up
from config.server import Log
from core.errors import Overloaded
from tests.observing.conftest import Lines

PLANTED = "my card is 4111"

log = structlog.get_logger("tests")


def fail() -> None:
    """Fail as a library does: with what it was given in its words."""
    try:
        int(PLANTED)
    except ValueError as error:
        raise KeyError(PLANTED) from error


def test_a_line_has_event_level_time_and_its_fields(lines: Callable[[], Lines]) -> None:
    log.info("outbox_parked", row=7)

    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "outbox_parked", "level": "info", "row": 7}


def test_an_errors_words_stay_out_and_its_places_are_told(
    lines: Callable[[], Lines], written: Callable[[], str]
) -> None:
    try:
        fail()
    except KeyError:
        log.exception("inbound_failed", row=7)

    (line,) = lines()
    assert line["error"] == "KeyError from ValueError"
    assert line["origin"].startswith("tests/observing/test_logs.py:")
    assert " fail < tests/observing/test_logs.py:" in line["origin"]
    assert PLANTED not in written()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Overloaded("1000 units of work wait"), "Overloaded (1000 units of work wait)"),
        (OSError(28, "No space left on device", PLANTED), "OSError (No space left on device)"),
        (sqlite3.OperationalError("database is locked"), "OperationalError (database is locked)"),
        (RuntimeError(PLANTED), "RuntimeError"),
    ],
)
def test_words_that_can_hold_nothing_of_a_persons_are_told(
    lines: Callable[[], Lines], error: Exception, told: str
) -> None:
    log.error("failed", exc_info=error)

    assert lines()[0]["error"] == told


@pytest.mark.parametrize("name", ["aiohttp.server", "slack_sdk.web.async_client", "slack_bolt", "sqlalchemy.engine"])
def test_libraries_are_not_heard_below_warning_whatever_they_are_set_to(
    lines: Callable[[], Lines], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    library = logging.getLogger(name)
    monkeypatch.setattr(library, "level", logging.DEBUG)
    library.debug("body: %s", PLANTED)
    library.info(PLANTED)

    assert lines() == []


def test_of_what_a_library_says_the_values_stay_out(lines: Callable[[], Lines], written: Callable[[], str]) -> None:
    logging.getLogger("aiohttp.server").error("Error handling request from %s", PLANTED)
    logging.getLogger("slack_sdk").warning(f"Failed to send {PLANTED}")  # noqa: G004 - as that library does
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: <Task {PLANTED}>")  # noqa: G004 - the same

    assert [(line["event"], line["level"], line["logger"], line["says"]) for line in lines()] == [
        ("library_said", "error", "aiohttp.server", "Error handling request from %s"),
        ("library_said", "warning", "slack_sdk", ""),
        ("library_said", "error", "asyncio", "Task exception was never retrieved"),
    ]
    assert PLANTED not in written()


async def test_a_task_that_fails_unseen_is_told_without_words(
    lines: Callable[[], Lines], written: Callable[[], str]
) -> None:
    async def failing() -> None:
        fail()

    task = asyncio.create_task(failing())
    await asyncio.wait([task])
    del task
    gc.collect()

    (line,) = lines()
    assert (line["says"], line["error"]) == ("Task exception was never retrieved", "KeyError from ValueError")
    assert PLANTED not in written()


def test_a_thread_that_fails_is_told_without_words(lines: Callable[[], Lines], written: Callable[[], str]) -> None:
    catch_all()
    thread = threading.Thread(target=fail, name="writer")
    thread.start()
    thread.join()

    (line,) = lines()
    assert (line["event"], line["thread"], line["error"]) == ("thread_failed", "writer", "KeyError from ValueError")
    assert PLANTED not in written()


def test_lines_for_people_leave_the_same_out(written: Callable[[], str]) -> None:
    set_up(Log.model_validate({"level": "debug", "format": "text"}))
    try:
        fail()
    except KeyError:
        log.exception("inbound_failed", row=7)

    assert "inbound_failed" in written()
    assert "KeyError from ValueError" in written()
    assert PLANTED not in written()


class FullDisk(io.StringIO):
    """A file on a disk that has no room left."""

    def write(self, _: str) -> int:
        """Refuse."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_line_that_cannot_be_written_fails_nobodys_work(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(Log())
    monkeypatch.setattr(sys, "stderr", FullDisk())

    log.warning("outbox_parked", row=7)
    logging.getLogger("aiohttp.server").error("Error handling request")


@pytest.mark.parametrize("layout", ["text", "json"])
def test_what_somebody_sends_makes_no_line_of_its_own(layout: str, written: Callable[[], str]) -> None:
    set_up(Log.model_validate({"format": layout}))
    log.info("identity_refused", reason="expired\n2026-01-01T00:00:00Z [info] signed_in by=root\r\n\x1b[2J")

    shown = written()
    assert len(shown.splitlines()) == 1
    assert "\x1b[2J" not in shown
