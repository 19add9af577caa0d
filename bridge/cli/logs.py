"""Structured logs: an event's key and its fields, never the body of a message, never a secret.

Rules:
1. Every line has `event`, `level` and `timestamp`, whoever wrote it; as JSON each line is one object.
2. Of an error it tells the kind and the places, never its words: `observing.causes`.
3. Libraries are heard from WARNING on, whatever they are set to: at DEBUG they write whole bodies. Of what they say
   only what stands in their source is told, never the values that they put into it.
4. A line that can't be written, as on a full disk, is dropped: nobody's work fails because it could not be told of.
"""

import logging
import re
import sys
import threading
from contextlib import suppress
from typing import Any

import structlog

from bridge.observing.causes import without_words
from config.server import Layout, Log

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}

PLAIN_SPEAKERS = ("aiohttp.", "alembic.", "asyncio")
"""Loggers whose sentences begin with words of their own; from others only templates are told."""

_BEGINNING = re.compile(r"[A-Za-z ,']{0,80}")
_LONGEST = 200

log = structlog.get_logger(__name__)


def set_up(settings: Log) -> None:
    """Write logs to standard error, for people or for machines."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.format is Layout.JSON
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_words,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[settings.level.value]),
        logger_factory=lambda *_: _Lines(sys.stderr),  # looked up at each line: it may be replaced
        cache_logger_on_first_use=False,
    )
    _hear_libraries(max(logging.WARNING, LEVELS[settings.level.value]))


def catch_all() -> None:
    """Write what nobody caught, in threads and in the collector of garbage, to the log instead of in full."""
    sys.unraisablehook = lambda given: log.error("error_ignored", exc_info=given.exc_value)
    threading.excepthook = lambda given: log.error("thread_failed", thread=_thread(given), exc_info=given.exc_value)


def _hear_libraries(level: int) -> None:
    root = logging.getLogger()
    for one in [one for one in root.handlers if isinstance(one, _Libraries)]:
        root.removeHandler(one)
    root.addHandler(_Libraries(level))  # the handler's own level: a library may have set its loggers to DEBUG
    root.setLevel(logging.WARNING)


def _thread(given: Any) -> str:
    return given.thread.name if given.thread else ""


class _Lines(structlog.PrintLogger):
    """Lines into a file, as long as it takes them."""

    def msg(self, message: str) -> None:
        """Write one line."""
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = fatal = failure = err = error = critical = exception = msg


class _Libraries(logging.Handler):
    """What libraries say, as lines like ours."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line. Never raises: a line that can't be told is told without its words."""
        write = log.error if record.levelno >= logging.ERROR else log.warning
        fields = {"logger": record.name, "at": f"{record.filename}:{record.lineno}"}
        write("library_said", says=_says(record), **fields, exc_info=record.exc_info)


def _says(record: logging.LogRecord) -> str:
    """Give what is the library's own of a line: its template, or the words with which it begins."""
    said = record.msg
    if not isinstance(said, str):
        return type(said).__name__
    if record.args:
        return said[:_LONGEST]
    if record.name.startswith(PLAIN_SPEAKERS):
        beginning = _BEGINNING.match(said)
        return beginning.group().strip() if beginning else ""
    return ""
