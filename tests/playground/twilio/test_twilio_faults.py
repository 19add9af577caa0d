"""Faults of the API."""

import asyncio

import aiohttp
import pytest

from playground.clock import FakeClock
from playground.faults import FaultRefusedError
from playground.server import Playground
from playground.twilio.seed import MIA

from .conftest import App, Wire


@pytest.mark.parametrize(("kind", "status", "code"), [("429", 429, 20429), ("500", 500, 20500), ("outage", 503, 20503)])
async def test_a_refusal_sends_nothing(wire: Wire, pg: Playground, kind: str, status: int, code: int) -> None:
    pg.faults.add("create", kind, vendor="twilio")
    back = await wire.send()
    assert (back.status, back.code) == (status, code)
    assert not pg.twilio.store.messages
    assert (await wire.send()).status == 201


async def test_a_rate_limit_says_when_to_come_back(wire: Wire, pg: Playground) -> None:
    pg.faults.add("*", "429", vendor="twilio", retry_after=7)
    assert (await wire.call("GET", "Messages.json")).headers["Retry-After"] == "7"


async def test_a_bad_gateway_answers_html(wire: Wire, pg: Playground) -> None:
    pg.faults.add("create", "502", vendor="twilio")
    back = await wire.send()
    assert (back.status, back.headers["Content-Type"].partition(";")[0]) == (502, "text/html")


async def test_an_answer_that_is_lost_has_been_carried_out(wire: Wire, pg: Playground) -> None:
    pg.faults.add("create", "reset_after_accept", vendor="twilio")
    with pytest.raises(aiohttp.ClientError):
        await wire.send("once")
    await pg.twilio.settled()
    assert [one.text for one in pg.twilio.texts(MIA)] == ["once"]
    pg.faults.add("create", "reset", vendor="twilio")
    with pytest.raises(aiohttp.ClientError):
        await wire.send("never")
    await pg.twilio.settled()
    assert len(pg.twilio.texts(MIA)) == 1


async def test_a_message_is_taken_though_nobody_is_told_in_time(
    wire: Wire, pg: Playground, hooked: App, clock: FakeClock
) -> None:
    pg.faults.add("create", "timeout_after_accept", vendor="twilio")
    asking = asyncio.ensure_future(wire.send("taken"))
    await hooked.until(lambda: hooked.statuses() == ["sent", "delivered"])
    assert not asking.done()
    await clock.advance(120)
    with pytest.raises(aiohttp.ClientError):
        await asking


async def test_an_outage_holds_webhooks_back(wire: Wire, pg: Playground, hooked: App) -> None:
    fault = pg.faults.add("*", "outage", vendor="twilio", times=None)
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    assert (await wire.send()).status == 503
    await pg.twilio.settled()
    assert hooked.told() == []
    pg.faults.remove(fault.id)
    await hooked.until(hooked.told)


async def test_a_fault_must_fit_its_place(pg: Playground) -> None:
    with pytest.raises(FaultRefusedError):
        pg.faults.add("callbacks", "429", vendor="twilio")
    with pytest.raises(FaultRefusedError):
        pg.faults.add("create", "duplicate", vendor="twilio")
    with pytest.raises(FaultRefusedError):
        pg.faults.add("events", "lost", vendor="slack")


async def test_faults_of_others_do_not_happen_to_twilio(wire: Wire, pg: Playground) -> None:
    pg.faults.add("*", "500", vendor="slack", times=None)
    assert (await wire.send()).status == 201
