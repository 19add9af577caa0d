"""`/metrics` and `/readyz` as a scraper meets them: who is let in, what is told, and until when."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bridge.app import Server
from bridge.bootstrap import build
from tests.clock import FakeClock
from tests.scenarios.scenes import talking
from tests.scenarios.settings import Settings, changed, config_of, settings
from tests.scenarios.world import World, a_world
from tests.servers import free_port

TOKEN = "a token for the figures"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
WITH_TOKEN: Settings = {
    "server": {"trusted_proxies": ["127.0.0.1"]},
    "observing": {"metrics": {"token": TOKEN}},
}


async def asked(url: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Ask, and give the status and the answer."""
    async with ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, await answer.text()


async def scraped(world: World) -> dict[str, float]:
    """Scrape a world's bridge; give its samples by name and labels."""
    _, text = await asked(f"{world.url}/metrics")
    return {
        sample.name + "".join(f"{{{key}={value}}}" for key, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_a_chat_leaves_its_numbers() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await customer.repeats("did you get this?", times=3)
        await ada.writes("yes")
        await customer.hears("yes")
        await world.quiet()
        found = await scraped(world)

    assert found["deskbridge_inbound_accepted_total{source=web}"] >= 2
    assert found["deskbridge_inbound_duplicates_total{source=web}"] == 2
    assert found["deskbridge_handled_total{kind=customer_message}"] == 2
    assert found["deskbridge_acknowledge_seconds_count"] == sum(
        number for name, number in found.items() if name.startswith("deskbridge_inbound_accepted_total")
    )
    assert found["deskbridge_sends_total{act=post}{destination=desk:slack}{outcome=sent}"] >= 3
    assert found["deskbridge_delivery_seconds_count{destination=desk:slack}"] >= 3
    assert found["deskbridge_chats{status=active}"] == 1
    assert found["deskbridge_widgets_connected{channel=web}"] == 1
    assert found["deskbridge_http_responses_total{adapter=slack}{code=200}"] >= 1
    assert found["deskbridge_database_works_total"] >= found["deskbridge_database_commits_total"] > 0
    assert found["deskbridge_outbox_repeated_total"] == 0


async def test_a_throttled_send_and_a_waiting_chat_are_counted() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        world.playground.faults.add("chat.postMessage", "429", times=1, retry_after=1)
        await customer.says("still there?")
        await world.desk.shows("still there?")
        second = await world.customer()
        await second.says("and me?")
        await world.desk.agent("ada").command("notready")
        await world.quiet()
        found = await scraped(world)

    assert found["deskbridge_sends_total{act=post}{destination=desk:slack}{outcome=throttled}"] == 1
    assert found["deskbridge_queue_waiting_chats{queue=support}"] == 1


async def test_a_post_that_nobody_can_look_up_is_counted_when_it_is_repeated() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        world.playground.faults.add("events", "outage", times=None)
        world.playground.faults.add("conversations.replies", "missing_scope", times=None)
        world.playground.faults.add("chat.postMessage", "reset_after_accept", times=1)
        await customer.says("twice, perhaps")
        await world.quiet()
        found = await scraped(world)
        lines = await world.desk.lines()
        world.playground.faults.clear()

    assert lines.count("twice, perhaps") == 2
    assert found["deskbridge_outbox_repeated_total"] == 1
    assert found["deskbridge_sends_total{act=post}{destination=desk:slack}{outcome=uncertain}"] == 1


async def test_a_post_whose_answer_was_lost_is_settled_by_its_echo_and_counted() -> None:
    async with a_world() as world:
        _, customer = await talking(world)
        world.playground.faults.add("chat.postMessage", "reset_after_accept", times=1)
        await customer.says("only once")
        await world.quiet()
        found = await scraped(world)
        lines = await world.desk.lines()

    assert lines.count("only once") == 1
    assert found["deskbridge_echoes_reconciled_total"] >= 1
    assert found["deskbridge_outbox_repeated_total"] == 0


@asynccontextmanager
async def a_bridge(tmp_path: Path, changes: Settings) -> AsyncIterator[tuple[Server, str]]:
    """Start a published bridge without any platform behind it; give it and its address."""
    port = free_port()
    config = config_of(changed(settings(), changes), tmp_path, port, "http://127.0.0.1:9")
    published = config.server.model_copy(update={"public_url": "https://chat.example.com"})
    bridge = await build(config.model_copy(update={"server": published}), FakeClock().bridge)
    server = Server(bridge, "127.0.0.1", port)
    try:
        await server.start()
        yield server, f"http://127.0.0.1:{port}"
    finally:
        await server.stop()


async def test_a_published_bridge_tells_strangers_yes_or_no_and_nothing_else(tmp_path: Path) -> None:
    async with a_bridge(tmp_path, WITH_TOKEN) as (_, url):
        for headers in ({}, {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "127.0.0.1"}):
            assert await asked(f"{url}/readyz", headers) == (503, '{"ready": false}')
            status, said = await asked(f"{url}/metrics", headers)
            assert status == 401
            assert "deskbridge_" not in said
        assert await asked(f"{url}/healthz") == (200, '{"ok": true}')


async def test_the_token_opens_the_figures(tmp_path: Path) -> None:
    async with a_bridge(tmp_path, WITH_TOKEN) as (_, url):
        status, said = await asked(f"{url}/metrics", BEARER)
        assert status == 200
        assert 'deskbridge_adapter_up{adapter="slack"} 0.0' in said
        assert "slack: Slack can't be asked" in (await asked(f"{url}/readyz", BEARER))[1]


async def test_without_token_and_port_a_published_bridge_says_how_to_open_them(tmp_path: Path) -> None:
    async with a_bridge(tmp_path, {}) as (_, url):
        status, said = await asked(f"{url}/metrics")
        assert status == 403
        assert "observing.metrics.port" in said


async def test_figures_on_a_port_of_their_own_are_open_there_and_nothing_else_is(tmp_path: Path) -> None:
    async with a_bridge(tmp_path, {"observing": {"metrics": {"port": 0}}}) as (server, url):
        figures = f"http://127.0.0.1:{server.metrics_port}"
        assert (await asked(f"{figures}/metrics"))[0] == 200
        assert (await asked(f"{figures}/healthz"))[0] == 200
        assert (await asked(f"{figures}/widget.js"))[0] == 404
        assert (await asked(f"{url}/metrics"))[0] == 403


async def test_while_it_stops_the_bridge_is_not_ready_and_says_so_until_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, str]] = []

    async def look(url: str) -> None:
        with suppress(ClientConnectionError):
            while True:
                seen.append(await asked(url))

    async with a_bridge(tmp_path, {"observing": {"metrics": {"port": 0}}}) as (server, url):
        looking = asyncio.create_task(look(f"http://127.0.0.1:{server.metrics_port}/readyz"))
    await looking
    with pytest.raises(ClientConnectionError):
        await asked(f"{url}/healthz")

    assert seen
    assert {status for status, _ in seen} == {503}
    assert '"why": ["stopping"]' in seen[-1][1]
