"""Whatever is reachable is limited by address but for vendors' signed callbacks and probes; nothing says too much."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from re import sub

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bridge.app import make_app
from bridge.demo.world import Addresses, world
from core.policy.limits import Limited
from core.ports import NoLimits

NOT_COUNTED = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("POST", "/slack/events"),
    ("POST", "/slack/interactivity"),
    ("POST", "/slack/commands"),
    ("POST", "/sms/incoming"),
    ("POST", "/sms/status"),
    ("POST", "/messenger/webhook"),
    ("POST", "/whatsapp/webhook"),
}
"""Probes, and callbacks whose signature is checked before anything else."""


@dataclass
class Asked(NoLimits):
    """Lets everything pass, and notes what was asked for."""

    what: list[Limited] = field(default_factory=list)

    def wait_for(self, what: Limited, *, visitor: str = "", address: str = "", amount: float = 1.0) -> float:
        """Note it."""
        if address:
            self.what.append(what)
        return 0.0


@dataclass
class Stage:
    """A whole bridge's application, and what it asked the limits for."""

    client: TestClient[web.Request, web.Application]
    routes: list[tuple[str, str]]
    asked: Asked


@asynccontextmanager
async def serving() -> AsyncIterator[Stage]:
    """Serve the demo's bridge, with everything that it mounts."""
    async with world(Addresses(bridge_port=0, playground_port=0)) as running:
        asked = Asked()
        running.bridge.limits = asked
        app = make_app(running.bridge)
        routes = [
            (route.method, sub(r"\{\w+\}", "none", route.resource.canonical))
            for route in app.router.routes()
            if route.resource is not None and route.method != "HEAD"
        ]
        async with TestClient(TestServer(app)) as client:
            yield Stage(client, routes, asked)


async def test_every_route_is_limited_by_address_but_vendors_callbacks_and_probes() -> None:
    async with serving() as stage:
        not_counted = set()
        for method, path in stage.routes:
            stage.asked.what.clear()
            async with stage.client.request(method, path, allow_redirects=False):
                if Limited.REQUESTS not in stage.asked.what:
                    not_counted.add((method, path))

    assert not_counted == NOT_COUNTED
    assert {("GET", "/widget/socket"), ("POST", "/f/none/form"), ("POST", "/widget/files")} <= set(stage.routes)


async def test_every_answer_has_the_headers_that_bind_browsers() -> None:
    async with serving() as stage:
        for method, path in [*stage.routes, ("GET", "/nowhere"), ("DELETE", "/widget/session")]:
            async with stage.client.request(method, path, allow_redirects=False) as answer:
                headers = answer.headers

                assert headers["X-Content-Type-Options"] == "nosniff", path
                assert "frame-ancestors" in headers["Content-Security-Policy"], path
                assert "Referrer-Policy" in headers, path
                assert "Server" not in headers, path
                assert not [name for name in headers if name.startswith("Access-Control-")], path
                if await answer.read():
                    assert answer.content_type != "application/octet-stream", path
                    assert answer.charset is not None or not answer.content_type.startswith("text/"), path


async def test_methods_that_nothing_wants_are_refused() -> None:
    async with serving() as stage:
        for method in ("TRACE", "PUT", "DELETE", "PATCH", "OPTIONS"):
            async with stage.client.request(method, "/widget/session", headers={"X-Secret": "planted"}) as answer:
                assert answer.status == 405
                assert "planted" not in await answer.text()


async def test_no_folder_is_listed_and_no_file_beside_the_assets_is_served() -> None:
    async with serving() as stage:
        for path in (
            "/widget/assets/",
            "/widget/assets/manifest.json",
            "/widget/assets/..%2f..%2fconfig.py",
            "/.git/HEAD",
        ):
            async with stage.client.get(path) as answer:
                assert answer.status == 404, path
