"""Requests above an address's or a link's pace get 429 and Retry-After; vendors and health probes never do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bridge.limiting.keeper import Keeper
from bridge.limiting.requests import limiting
from bridge.observing.meter import Meter
from bridge.proxies import believing
from core.policy.limits import Limited, LimitPlan, Rate
from tests.clock import FakeClock

PLAN = LimitPlan(
    visitor={Limited.PAGES: Rate(2, 30), Limited.FORMS: Rate(1, 30)},
    address={Limited.REQUESTS: Rate(6, 30), Limited.PAGES: Rate(4, 30), Limited.FORMS: Rate(4, 30)},
)
HTML = {"Accept": "text/html"}
Client = TestClient[web.Request, web.Application]


@asynccontextmanager
async def serving(clock: FakeClock) -> AsyncIterator[Client]:
    """Serve one page of each owner, and a probe that nobody owns."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    owners: dict[object, str] = {}
    keeper = Keeper(PLAN, clock.bridge, Meter())
    app = web.Application(middlewares=[believing(["127.0.0.1"]), limiting(keeper, owners, {"slack", "bots"}, {"web"})])
    mounted = {"/widget/frame": "web", "/slack/events": "slack", "/f/{token}": "forms", "/t/{token}": "pages"}
    for path, owner in mounted.items():
        owners |= dict.fromkeys(app.add_routes([web.get(path, answer), web.post(path, answer)]), owner)
    app.router.add_get("/healthz", answer)
    async with TestClient(TestServer(app)) as client:
        yield client


async def asked(
    client: Client, path: str, times: int, method: str = "GET", come_from: str = "203.0.113.7"
) -> list[int]:
    """Ask so often; give the statuses."""
    statuses = []
    for _ in range(times):
        async with client.request(method, path, headers={"X-Forwarded-For": come_from}) as response:
            statuses.append(response.status)
    return statuses


async def test_an_address_that_asks_too_much_is_told_when_to_come_again_and_is_let_in_then() -> None:
    clock = FakeClock()
    async with serving(clock) as client:
        assert await asked(client, "/widget/frame", 7) == [200] * 6 + [429]
        async with client.get("/widget/frame", headers={"X-Forwarded-For": "203.0.113.7"}) as refused:
            assert refused.headers["Retry-After"] == "2"
            assert (await refused.json())["error"]["code"] == "slow_down"
        assert await asked(client, "/widget/frame", 1, come_from="203.0.113.8") == [200]
        await clock.advance(2)
        assert await asked(client, "/widget/frame", 1) == [200]


async def test_addresses_of_one_ipv6_network_share_its_limit() -> None:
    async with serving(FakeClock()) as client:
        for number in range(6):
            assert await asked(client, "/widget/frame", 1, come_from=f"2001:db8::{number}") == [200]

        assert await asked(client, "/widget/frame", 1, come_from="2001:db8::ffff") == [429]
        assert await asked(client, "/widget/frame", 1, come_from="2001:db8:0:1::1") == [200]


async def test_vendors_posts_and_probes_are_never_counted() -> None:
    async with serving(FakeClock()) as client:
        assert await asked(client, "/slack/events", 20, "POST") == [200] * 20
        assert await asked(client, "/healthz", 20) == [200] * 20


async def test_pages_of_a_vendors_adapter_that_people_open_are_counted() -> None:
    async with serving(FakeClock()) as client:
        assert await asked(client, "/slack/events", 5) == [200] * 4 + [429]


async def test_paths_that_lead_nowhere_count_too() -> None:
    async with serving(FakeClock()) as client:
        assert await asked(client, "/wp-login.php", 7) == [404] * 6 + [429]


async def test_one_link_is_opened_so_often_wherever_from() -> None:
    async with serving(FakeClock()) as client:
        statuses = [(await asked(client, "/t/one", 1, come_from=f"203.0.113.{number}"))[0] for number in range(3)]

        assert statuses == [200, 200, 429]
        assert await asked(client, "/t/another", 1) == [200]


async def test_a_form_that_is_sent_is_counted_apart_from_being_looked_at() -> None:
    async with serving(FakeClock()) as client:
        assert await asked(client, "/f/one", 2, "POST") == [200, 429]
        assert await asked(client, "/f/one", 2) == [200, 200]


async def test_forms_of_many_links_have_the_address_limit_together() -> None:
    async with serving(FakeClock()) as client:
        statuses = [(await asked(client, f"/f/link{number}", 1, "POST"))[0] for number in range(5)]

        assert statuses == [200] * 4 + [429]


async def test_whoever_waits_in_a_browser_reads_a_page() -> None:
    async with serving(FakeClock()) as client:
        await asked(client, "/t/one", 2, come_from="127.0.0.1")
        async with client.get("/t/one", headers=HTML) as refused:
            page = await refused.text()

            assert (refused.status, refused.content_type) == (429, "text/html")
            assert "Please try again in 2 seconds." in page
            assert "frame-ancestors 'none'" in refused.headers["Content-Security-Policy"]
            assert refused.headers["Cache-Control"] == "no-store"


async def test_the_widgets_frame_loads_itself_again() -> None:
    async with serving(FakeClock()) as client:
        await asked(client, "/widget/frame", 6, come_from="127.0.0.1")
        async with client.get("/widget/frame", headers=HTML) as refused:
            assert (refused.status, refused.headers["Refresh"]) == (429, "2")
