"""Cores: what is measured has one to itself, who measures has another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def used_by(process: int) -> float:
    """Give the seconds that a process has computed so far; 0 where the system doesn't say it in /proc.

    https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, fields 14 and 15.
    """
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def machine() -> str:
    """Say what kind of machine this is, as far as it matters."""
    system = os.uname()
    return f"{os.cpu_count()} cores, {system.machine}, {system.sysname}"
