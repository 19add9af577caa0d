"""Several processes behind one port: a parent that starts them, starts anew those that die, and ends them together.

Rules:
1. The parent serves nothing. It holds the port, so that a second bridge on it is refused, and each child listens on it
   by SO_REUSEPORT: the system spreads new connections over them.
   https://man7.org/linux/man-pages/man7/socket.7.html
2. A child that dies is started anew, after a pause that doubles with each early death.
3. SIGTERM and SIGINT are passed on; children have ten seconds to finish what is in hand. What they don't finish is
   freed by whoever lives, or at the next start.
4. A child whose parent is gone ends by itself: its standard input, which the parent holds open, ends.
"""

import asyncio
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path

import structlog

import bridge

ENDING = 10.0
"""Seconds that children have to end."""

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
LIVED = 30.0
"""Seconds after which a child has lived: its death is no early one."""

IN_ORDER = frozenset({0, -signal.SIGTERM})
"""What children end with that were told to. A child listens for SIGTERM before it begins anything; one that the signal
itself ends was only being loaded and has nothing in hand."""

log = structlog.get_logger(__name__)


def hold(host: str, port: int) -> socket.socket:
    """Take a port for all children; port 0 takes any free one. Raises `OSError` when it is taken."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with closing(socket.socket(family, kind, protocol)) as probe:
        # Without SO_REUSEPORT: otherwise two bridges of one user would share the port, and neither would notice.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        taken = probe.getsockname()
    held = socket.socket(family, kind, protocol)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.bind(taken)  # bound and not listening: it gets no connections
    return held


class Supervisor:
    """The children of one parent."""

    def __init__(self, number: int, arguments: Sequence[str], port: int) -> None:
        """Take how many there are, how each is started, and where they listen."""
        self._number = number
        self._arguments = arguments
        self._port = port
        self._children: dict[int, Process] = {}
        self._stopping = asyncio.Event()
        self._codes: list[int] = []

    async def run(self, told: Callable[[], Awaitable[object]]) -> int:
        """Keep the children until `told` returns, then end them; give the exit code."""
        keeping = [asyncio.create_task(self._keep(index)) for index in range(self._number)]
        log.info("workers_started", number=self._number, port=self._port)
        try:
            await told()
        finally:
            log.info("stopping", workers=len(self._children))
            self._stopping.set()
            self._signal(signal.SIGTERM)
            _, late = await asyncio.wait(keeping, timeout=ENDING)
            if late:
                log.error("workers_killed", number=len(late), after=ENDING)
                self._signal(signal.SIGKILL)
                await asyncio.wait(keeping)
        return 1 if late or not IN_ORDER.issuperset(self._codes) else 0

    async def _keep(self, index: int) -> None:
        """Start a child, and start it anew when it dies."""
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            code = await self._one_life(index)
            if self._stopping.is_set():
                self._codes.append(code)
                return
            if time.monotonic() - began > LIVED:
                pause = FIRST_PAUSE
            log.error("worker_ended", worker=index, code=code, again_in=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _one_life(self, index: int) -> int:
        command = [sys.executable, "-m", "bridge", *self._arguments, "--child", f"{index}:{self._port}"]
        child = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the parent, which passes it on
        )
        self._children[index] = child
        if self._stopping.is_set():  # told while it was being started
            child.send_signal(signal.SIGTERM)
        log.info("worker_started", worker=index, pid=child.pid)
        try:
            return await child.wait()
        finally:
            self._children.pop(index, None)

    def _signal(self, number: signal.Signals) -> None:
        for child in tuple(self._children.values()):
            with suppress(ProcessLookupError):
                child.send_signal(number)


async def until_orphaned() -> None:
    """Wait until the parent is gone."""
    gone = asyncio.Event()
    loop = asyncio.get_running_loop()
    standard_input = sys.stdin.fileno()

    def look() -> None:
        if not os.read(standard_input, 1024):
            loop.remove_reader(standard_input)
            gone.set()

    loop.add_reader(standard_input, look)
    await gone.wait()


def _environment() -> dict[str, str]:
    """Let the child find the program where the parent has found it."""
    here = str(Path(bridge.__file__).resolve().parent.parent)
    others = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([here, others] if others else [here])}
