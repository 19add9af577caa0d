"""Faults on demand, on calls and on deliveries; redelivery."""

import asyncio
from functools import partial

import aiohttp
import pytest
from aiohttp import web

from playground.clock import FakeClock
from playground.faults import FaultRefusedError
from playground.refusals import HumanError
from playground.server import Playground
from playground.teams.seed import SUPPORT

from .conftest import Bot, Json, Wire, card


async def posted(pg: Playground, text: str = "hi") -> None:
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text=text)


@pytest.mark.parametrize(
    ("kind", "status", "content"),
    [
        ("429", 429, "application/json"),
        ("412", 412, "application/json"),
        ("500", 500, "application/json"),
        ("502", 502, "text/html"),
        ("outage", 503, "text/plain"),
    ],
)
async def test_an_answer_can_be_wrong_as_often_as_asked(
    pg: Playground, wire: Wire, kind: str, status: int, content: str
) -> None:
    pg.faults.add("create", kind, vendor="teams", retry_after=7)
    no = await wire.chain()
    assert (no.status, no.headers["Content-Type"].partition(";")[0]) == (status, content)
    assert no.headers.get("Retry-After") == ("7" if kind == "429" else None)
    assert pg.teams.messages() == []
    assert (await wire.chain()).status == 201


@pytest.mark.parametrize(
    ("target", "method", "path"),
    [
        ("send", "POST", "v3/conversations/{place}/activities"),
        ("update", "PUT", "v3/conversations/{place}/activities/{id}"),
        ("delete", "DELETE", "v3/conversations/{place}/activities/{id}"),
        ("members", "GET", "v3/conversations/{place}/members/29:ada"),
    ],
)
async def test_each_kind_of_call_has_its_own_name(
    pg: Playground, wire: Wire, target: str, method: str, path: str
) -> None:
    made = (await wire.chain()).body
    pg.faults.add(target, "500", vendor="teams")
    body = {"type": "message", "text": "x"} if method in {"POST", "PUT"} else None
    where = path.format(place=made["id"], id=made["activityId"])
    assert (await wire.call(method, where, body)).status == 500
    assert (await wire.call(method, where, body)).status in {200, 201}


@pytest.mark.parametrize(("kind", "kept"), [("reset", 0), ("reset_after_accept", 1)])
async def test_a_reset_cuts_the_connection_before_or_after(pg: Playground, wire: Wire, kind: str, kept: int) -> None:
    pg.faults.add("create", kind, vendor="teams")
    with pytest.raises(aiohttp.ClientConnectionError):
        await wire.chain()
    assert len(pg.teams.messages()) == kept


async def test_a_time_out_after_acceptance_has_done_the_work(pg: Playground, wire: Wire, clock: FakeClock) -> None:
    pg.faults.add("create", "timeout_after_accept", vendor="teams")
    call = asyncio.ensure_future(wire.chain())
    await pg.teams.until(lambda teams: teams.messages())
    assert not call.done()
    await clock.advance(120)
    with pytest.raises(aiohttp.ClientConnectionError):
        await call


@pytest.mark.parametrize(("kind", "kept"), [("delay", 0), ("slow_answer", 1)])
async def test_a_delay_waits_for_the_clock(pg: Playground, wire: Wire, clock: FakeClock, kind: str, kept: int) -> None:
    pg.faults.add("create", kind, vendor="teams", delay_ms=5000)
    call = asyncio.ensure_future(wire.chain())
    await pg.changes.until(lambda: pg.faults.listed() == [] and len(pg.teams.messages()) == kept)
    await clock.advance(5)
    assert (await call).status == 201


@pytest.mark.parametrize("target", ["token", "keys", "files", "graph"])
async def test_sign_in_keys_files_and_graph_can_fail_too(pg: Playground, wire: Wire, target: str) -> None:
    addresses = {
        "token": ("POST", f"{pg.teams.login_url}/x/oauth2/v2.0/token"),
        "keys": ("GET", pg.teams.metadata_url),
        "files": ("GET", f"{pg.url}/teams/onedrive/download/x"),
        "graph": ("GET", f"{pg.teams.graph_url}/users/x/presence"),
    }
    method, url = addresses[target]
    pg.faults.add(target, "502", vendor="teams")
    assert (await wire.call(method, "", base=url)).status == 502
    assert (await wire.call(method, "", base=url)).status != 502


@pytest.mark.parametrize(
    ("method", "kind", "vendor"), [("events", "429", "teams"), ("send", "duplicate", "teams"), ("*", "412", "slack")]
)
def test_a_fault_that_makes_no_sense_is_refused(method: str, kind: str, vendor: str) -> None:
    with pytest.raises(FaultRefusedError):
        Playground().faults.add(method, kind, vendor=vendor)


async def test_a_fault_of_one_vendor_leaves_the_other_alone(pg: Playground, wire: Wire) -> None:
    pg.faults.add("*", "500", times=None)
    assert (await wire.chain()).status == 201


async def test_an_activity_without_an_answer_comes_again_the_same(pg: Playground, bot: Bot, clock: FakeClock) -> None:
    never = asyncio.Event()

    async def answer(_: Json) -> web.StreamResponse:
        if len(bot.received) == 1:
            await never.wait()
        return web.Response()

    bot.answer = answer
    await posted(pg)
    await bot.until(partial(bot.has, 1))
    await clock.advance(14.9)
    assert bot.has(1)
    await clock.advance(0.1)
    await bot.until(partial(bot.has, 2))
    assert bot.received[0].activity == bot.received[1].activity
    await pg.teams.settled()
    assert pg.teams.events.under_way == 0
    never.set()


async def test_an_activity_that_is_never_answered_comes_four_times(pg: Playground, bot: Bot, clock: FakeClock) -> None:
    pg.faults.add("events", "reset_after_accept", vendor="teams", times=9)
    await posted(pg)
    for seconds, times in ((0, 2), (15, 3), (30, 4), (600, 4)):
        await clock.advance(seconds)
        await bot.until(partial(bot.has, times))
        await pg.teams.settled()
    assert pg.teams.events.under_way == 0


@pytest.mark.parametrize(("status", "times"), [(500, 2), (401, 1), (501, 2)])
async def test_an_error_of_the_bots_counts_as_no_answer_and_a_refusal_as_one(
    pg: Playground, bot: Bot, status: int, times: int
) -> None:
    async def answer(_: Json) -> web.StreamResponse:
        return web.Response(status=status if bot.has(1) else 200)

    bot.answer = answer
    await posted(pg)
    await pg.teams.settled()
    assert bot.has(times)


async def test_a_post_does_not_wait_for_its_delivery(pg: Playground, bot: Bot) -> None:
    let_go = asyncio.Event()

    async def answer(_: Json) -> web.StreamResponse:
        await let_go.wait()
        return web.Response()

    bot.answer = answer
    await posted(pg)
    assert pg.teams.events.busy == 1
    let_go.set()
    await pg.teams.settled()


async def test_activities_can_come_twice_late_or_in_another_order(pg: Playground, bot: Bot, clock: FakeClock) -> None:
    pg.faults.add("events", "duplicate", vendor="teams", copies=3)
    await posted(pg)
    await bot.until(partial(bot.has, 3))
    assert len({one.activity["id"] for one in bot.received}) == 1
    pg.faults.add("events", "reorder", vendor="teams")
    await posted(pg, "one")
    await posted(pg, "two")
    await bot.until(partial(bot.has, 5))
    assert [one.activity["text"] for one in bot.received[3:]] == ["two", "one"]
    await clock.advance(5)
    pg.faults.add("events", "delay", vendor="teams", delay_ms=2000)
    await posted(pg, "late")
    await pg.teams.settled()
    assert bot.has(5)
    await clock.advance(2)
    await bot.until(partial(bot.has, 6))


async def test_while_teams_is_down_calls_fail_and_activities_wait(pg: Playground, bot: Bot, wire: Wire) -> None:
    pg.faults.add("*", "outage", vendor="teams", times=None)
    assert (await wire.chain()).status == 503
    await posted(pg, "meanwhile")
    await pg.teams.settled()
    assert bot.received == []
    pg.faults.clear()
    await bot.until(partial(bot.has, 1))


async def test_an_invoke_can_be_lost(pg: Playground, bot: Bot, wire: Wire) -> None:
    action = {"type": "Action.Execute", "title": "Go"}
    made = (await wire.chain("", attachments=[card(actions=[action])])).body
    pg.faults.add("invokes", "reset", vendor="teams")
    with pytest.raises(HumanError, match="Unable to reach app"):
        await pg.teams.simulate.click(user="ada", conversation=made["id"], id=made["activityId"], title="Go")
    assert bot.received == []


async def test_the_inspector_sees_everything_but_secrets(pg: Playground, bot: Bot, wire: Wire) -> None:
    await wire.chain("seen")
    await posted(pg, "heard")
    await pg.teams.settled()
    rows = [one for one in pg.traffic.after(0) if one["vendor"] == "teams"]
    assert {one["summary"] for one in rows} == {"token", "create", "message"}
    assert {one["direction"] for one in rows} == {"to_vendor", "to_bridge"}
    said = str(rows)
    assert "seen" in said
    assert "heard" in said
    assert wire.bearer not in said
    assert pg.teams.settings.app_secret not in said
