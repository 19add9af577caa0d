"""Cores and memory: what is measured has a core to itself, who measures has another; and what a process uses.

Rule: what the system does not tell is 0, and the line that needs it is not measured.
"""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEASURED, MEASURING = 0, 1
"""Which of the cores that we may use are for what, in their order."""

_CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
"""The cores that we may use, as they were before anything was kept on one of them."""


@contextmanager
def on_core(number: int) -> Iterator[None]:
    """Stay on one core; a process that is started meanwhile stays there for its life. Nothing where there is no way.

    Whoever stays on one core already may start a process on another: the number counts all cores that we may use.
    """
    if not _CORES:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {_CORES[number % len(_CORES)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def used_by(process: int) -> float:
    """Give the seconds that a process has computed so far.

    https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, fields 14 and 15.
    """
    fields = _read(process, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def resident(process: int) -> int:
    """Give a process's resident memory (RSS) in bytes."""
    fields = _read(process, "statm").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def proportional(process: int) -> int:
    """Give a process's own share of memory (PSS) in bytes.

    https://www.kernel.org/doc/html/latest/filesystems/proc.html (smaps_rollup)
    """
    for line in _read(process, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def handles(process: int) -> int:
    """Give how many files and sockets a process has open."""
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return 0


def threads(process: int) -> int:
    """Give how many threads a process has."""
    fields = _read(process, "stat").rpartition(")")[2].split()
    return int(fields[17]) if fields else 0


def _read(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def allow_many_handles() -> int:
    """Let this process, and those that it starts, open as many files as the system lets it; give how many."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def machine() -> str:
    """Say what kind of machine this is, and how busy it was, as far as it matters."""
    system = os.uname()
    return f"{os.cpu_count()} cores, {system.machine}, {system.sysname}, load average {os.getloadavg()[0]:.1f}"
