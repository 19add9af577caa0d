"""Running until told to stop: SIGTERM and SIGINT finish what is in hand, then end. In one process, or in several."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

import structlog

from bridge.app import Server
from bridge.bootstrap import build
from bridge.cli.child import Child
from bridge.cli.logs import catch_all, set_up
from bridge.cli.supervising import Supervisor, hold, until_orphaned
from bridge.cli.tuning import tune
from bridge.file_handles import allow_many
from bridge.forms.service import see_that_it_is_shared
from bridge.store.database import open_database
from bridge.store.errors import DatabaseUnusable
from config.schema import Config

T = TypeVar("T")

log = structlog.get_logger(__name__)


def serve_as_told(config: Config, paths: Sequence[Path], workers: int, child: Child | None) -> int:
    """Run a bridge, several, or one of several; give the exit code.

    Raises:
        OSError: the address is taken.
        DatabaseUnusable: the database can't be used.
    """
    set_up(config.log)
    catch_all()
    log.info("file_handles", allowed=allow_many())
    if child is not None:
        run(lambda: serve_as_child(config, child))
    elif workers > 1:
        arguments = ["serve", *(word for path in paths for word in ("-c", str(path)))]
        return run(lambda: serve_with_workers(config, workers, arguments))
    else:
        run(lambda: serve(config))
    return 0


def until_told() -> Awaitable[object]:
    """Listen for SIGTERM and SIGINT from now on; give what waits for the first of them."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    return asyncio.ensure_future(told.wait())


async def serve(
    config: Config, wait: Callable[[], Awaitable[object]] = until_told, *, shares_port: bool = False
) -> None:
    """Run a bridge until what `wait` gives is there; it is called before anything is begun.

    Raises:
        OSError: the address is taken.
        DatabaseUnusable: the database can't be used.
    """
    told = asyncio.ensure_future(wait())
    try:
        await _serve(config, told, shares_port=shares_port)
    finally:
        told.cancel()


async def _serve(config: Config, told: "asyncio.Future[object]", *, shares_port: bool) -> None:
    bridge = await _unless(told, build(config))
    if bridge is None:
        log.info("stopping")
        return
    server = Server(bridge, config.server.host, config.server.port, shares_port=shares_port)
    try:
        await _unless(told, server.start())
        if not told.done():
            tune()
            log.info("listening", host=config.server.host, port=server.port, worker=bridge.owner)
            await told
        log.info("stopping")
    finally:
        await server.stop()


async def _unless(told: "asyncio.Future[object]", step: Coroutine[Any, Any, T]) -> T | None:
    """Take a step of the start, and give what comes of it; None when told to stop before it was done.

    A database or a platform that doesn't answer at the start must not hold up the end.
    """
    taking = asyncio.ensure_future(step)
    try:
        await asyncio.wait((taking, told), return_when=asyncio.FIRST_COMPLETED)
    finally:
        taking.cancel()
    await asyncio.wait((taking,))
    return None if taking.cancelled() else taking.result()


async def serve_as_child(config: Config, child: Child) -> None:
    """Run one of several bridges behind one port, until told to stop or left alone."""

    def told_or_left() -> Awaitable[object]:
        return _first(until_told(), until_orphaned())

    await serve(_of_child(config, child), told_or_left, shares_port=True)


async def _first(*awaited: Awaitable[object]) -> None:
    """Wait for whatever comes first."""
    waits = [asyncio.ensure_future(one) for one in awaited]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waits:
            one.cancel()


async def serve_with_workers(config: Config, workers: int, arguments: Sequence[str]) -> int:
    """Run several bridges behind one port until told to stop; give the exit code.

    Raises:
        OSError: the address is taken.
        DatabaseUnusable: the database can't be used, or not by several.
    """
    see_that_it_is_shared(config, workers)
    url = config.storage.url.get_secret_value()
    if url.startswith("sqlite:"):
        raise DatabaseUnusable(
            f"{workers} workers need a database that several processes can use, and an SQLite file is for one. "
            "Set storage.url to postgresql://user:password@host/name, or run one worker."
        )
    told = asyncio.ensure_future(until_told())
    database = await _unless(told, open_database(url))  # once, so that what is wrong with it is said once
    if database is None:
        return 0
    await database.close()
    tune()
    with hold(config.server.host, config.server.port) as held:
        return await Supervisor(workers, arguments, held.getsockname()[1]).run(lambda: told)


def _of_child(config: Config, child: Child) -> Config:
    """Give a child its port, and its figures one of their own beside its siblings'."""
    server = config.server.model_copy(update={"port": child.port})
    metrics = config.observing.metrics
    if metrics.port:
        metrics = metrics.model_copy(update={"port": metrics.port + child.index})
    observing = config.observing.model_copy(update={"metrics": metrics})
    return config.model_copy(update={"server": server, "observing": observing})


def run(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run an asynchronous main on the fast loop where there is one."""
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ModuleNotFoundError:
        return asyncio.run(main())
    return uvloop.run(main())
