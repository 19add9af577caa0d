"""Running until told to stop: SIGTERM and SIGINT finish what is in hand, then end."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import structlog

from bridge.app import Server
from bridge.bootstrap import build
from config.schema import Config

log = structlog.get_logger(__name__)


async def until_told() -> None:
    """Wait for SIGTERM or SIGINT."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    await told.wait()


async def serve(config: Config, wait: Callable[[], Awaitable[None]] = until_told) -> None:
    """Run a bridge until `wait` returns.

    Raises:
        OSError: the address is taken.
        DatabaseUnusable: the database can't be used.
    """
    bridge = await build(config)
    server = Server(bridge, config.server.host, config.server.port)
    try:
        await server.start()
        log.info("listening", host=config.server.host, port=server.port)
        await wait()
        log.info("stopping")
    finally:
        await server.stop()


def run(main: Callable[[], Awaitable[None]]) -> None:
    """Run an asynchronous main on the fast loop where there is one."""
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ModuleNotFoundError:
        asyncio.run(_as_coroutine(main))
    else:
        uvloop.run(_as_coroutine(main))


async def _as_coroutine(main: Callable[[], Awaitable[None]]) -> None:
    await main()
