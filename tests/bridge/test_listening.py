"""Whoever was let in while a server ended is hung up on by it, and not left to the garbage collector."""

import asyncio
import gc
import socket
import warnings

import pytest
from aiohttp import web

from bridge.listening import Site


@pytest.mark.parametrize("turns", range(6))
async def test_a_connection_that_is_accepted_while_the_server_ends_is_not_forgotten(turns: int) -> None:
    runner = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await Site(runner, "127.0.0.1", 0).start()
    with socket.create_connection(runner.addresses[0], 5):
        for _ in range(turns):
            await asyncio.sleep(0)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            await runner.cleanup()
            gc.collect()
    assert [str(one.message) for one in told if one.category is ResourceWarning] == []
