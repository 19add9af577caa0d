"""Where a server listens, ended so that nobody who is just let in is forgotten.

Rule: first nobody new is let in, then those who were let in get their connection, and only then the address is closed.
"""

import asyncio
from asyncio.selector_events import BaseSelectorEventLoop

from aiohttp import web


class Site(web.TCPSite):
    """An address of a server.

    Python's own event loop gives an accepted connection to the server one turn later. A server that is closed in
    between fails on it, and the connection stays open without anybody behind it:
    https://github.com/python/cpython/issues/109564
    """

    async def stop(self) -> None:
        """Let nobody new in, wait for those on the threshold, close."""
        loop = asyncio.get_running_loop()
        if isinstance(self._server, asyncio.Server) and isinstance(loop, BaseSelectorEventLoop):
            for listening in self._server.sockets:
                loop.remove_reader(listening.fileno())
            await asyncio.sleep(0)
        await super().stop()
