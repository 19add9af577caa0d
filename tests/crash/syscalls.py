"""What a process reads, writes and syncs, in order: by strace, or where that can't be had by a preloaded library.

Both give the same list of `Seen`. A read is seen when it returns, a write when it begins, a sync when it begins and
when it ends.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

CALLS = "fdatasync,fsync,read,recvfrom,recvmsg,write,writev,sendto,sendmsg"
SOURCE = Path(__file__).with_name("preload.c")
_FULL = re.compile(r"^\d+\s+(\w+)\((\d+)(?:<([^>]*)>)?(.*)$")
_RESUMED = re.compile(r"^(\d+)\s+<\.\.\. (\w+) resumed>(.*)$")
_SYNCS, _READS = {"fdatasync", "fsync"}, {"read", "recvfrom", "recvmsg"}
_NOTED = re.compile(r"^(read|write|begin|end) (\d+) (.*)$")


class Seen(NamedTuple):
    """One thing that the process did with a handle; `text` is what was transferred, or the synced file's path."""

    kind: Literal["read", "write", "begin", "end"]
    handle: int
    text: str


@dataclass(frozen=True, slots=True)
class Watcher:
    """A way to see it: what stands before the command, what stands in its environment, and where it is written."""

    name: str
    before: Sequence[str]
    environment: Mapping[str, str]
    output: Path

    def seen(self) -> list[Seen]:
        """Give all that was seen, in order."""
        lines = self.output.read_text(encoding="utf-8", errors="replace").splitlines()
        return list(_traced(lines) if self.name == "strace" else _noted(lines))


def watcher(folder: Path) -> Watcher | None:
    """Find a way that works here, or None."""
    output = folder / "syscalls.txt"
    return _strace(output) or _preload(folder, output)


def _strace(output: Path) -> Watcher | None:
    strace = shutil.which("strace")
    if strace is None:
        return None
    before = [strace, "-f", "-y", "-s", "3000", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(output)]
    tried = subprocess.run([*before, "true"], capture_output=True, check=False)
    return Watcher("strace", before, {}, output) if tried.returncode == 0 else None


def _preload(folder: Path, output: Path) -> Watcher | None:
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    if compiler is None or os.uname().sysname != "Linux":
        return None
    library = folder / "preload.so"
    built = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], capture_output=True, check=False
    )
    environment = {"LD_PRELOAD": str(library), "CRASH_SYSCALLS": str(output)}
    return Watcher("preload", (), environment, output) if built.returncode == 0 else None


def _noted(lines: Sequence[str]) -> Iterator[Seen]:
    for line in lines:
        found = _NOTED.match(line)
        if found is not None:
            yield Seen(found[1], int(found[2]), found[3])  # type: ignore[arg-type]  # the pattern says which


def _traced(lines: Sequence[str]) -> Iterator[Seen]:
    """Read strace's lines; a call of one thread may be interrupted by another's and resumed below."""
    begun: dict[tuple[str, str], tuple[int, str]] = {}
    for line in lines:
        resumed = _RESUMED.match(line)
        if resumed is not None:
            handle, path = begun.pop((resumed[1], resumed[2]), (-1, ""))
            yield from _ended(resumed[2], handle, path, resumed[3])
            continue
        found = _FULL.match(line)
        if found is None:
            continue
        call, handle, path, rest = found[1], int(found[2]), found[3] or "", found[4]
        if call in _SYNCS:
            yield Seen("begin", handle, path)
        elif call not in _READS:
            yield Seen("write", handle, rest)
        if rest.endswith("<unfinished ...>"):
            begun[line.split(maxsplit=1)[0], call] = (handle, path)
        else:
            yield from _ended(call, handle, path, rest)


def _ended(call: str, handle: int, path: str, rest: str) -> Iterator[Seen]:
    if call in _SYNCS:
        yield Seen("end", handle, path)
    elif call in _READS and handle >= 0:
        yield Seen("read", handle, rest)
