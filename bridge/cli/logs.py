"""Structured logs: an event's key and its fields, never the body of a message, never a secret.

Tracebacks are plain: a prettier one prints local variables, and with them what people wrote.
"""

import logging
import sys

import structlog

from config.server import Layout, Log

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def set_up(settings: Log) -> None:
    """Write logs to standard error, for people or for machines."""
    for_machines = settings.format is Layout.JSON
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if for_machines
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    exceptions = [structlog.processors.format_exc_info] if for_machines else []
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *exceptions,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[settings.level.value]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # looked up at each line: it may be replaced
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=max(logging.WARNING, LEVELS[settings.level.value]), stream=sys.stderr)
