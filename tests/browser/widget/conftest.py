"""The shop: a site with the widget in it, and the bridge's web adapter behind."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from tests.adapters.web.ports import WallClock
from tests.adapters.web.world import make_world, section, serving
from tests.browser.widget.site import HOST_PAGE, STRICT, Shop

IDENTITY_SECRET = "the shop's own secret, for its tests only"
IDENTITY = {"keys": [{"id": "k1", "algorithm": "HS256", "secret": IDENTITY_SECRET}]}


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    """The site and the bridge on two ports: two origins."""
    bridge, site = unused_port(), unused_port()
    base = f"http://127.0.0.1:{bridge}"

    async def page(_: web.Request) -> web.Response:
        policy = {"Content-Security-Policy": STRICT.format(bridge=base)}
        return web.Response(text=HOST_PAGE.format(bridge=base), content_type="text/html", headers=policy)

    app = web.Application()
    app.router.add_get("/{page:.*}", page)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", site).start()
    url = f"http://127.0.0.1:{site}"
    world = make_world(base, WallClock(), section(allowed_origins=[url], title="Northwind Tea", identity=IDENTITY))
    async with serving(world.clock, bridge, world):
        yield Shop(url, world)
    await runner.cleanup()
