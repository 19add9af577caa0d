"""Cores: what is measured has one to itself, who measures has another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

MEASURED, MEASURING = 0, 1
"""Which of the cores that we may use are for what, in their order."""


@contextmanager
def on_core(number: int) -> Iterator[None]:
    """Stay on one core; a process that is started meanwhile stays there for its life. Nothing where there is no way."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    cores = sorted(before)
    os.sched_setaffinity(0, {cores[number % len(cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def machine() -> str:
    """Say what kind of machine this is, as far as it matters."""
    system = os.uname()
    return f"{os.cpu_count()} cores, {system.machine}, {system.sysname}"
