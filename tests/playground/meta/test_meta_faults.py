"""Faults of the Graph API."""

import asyncio

import aiohttp
import pytest

from playground.clock import FakeClock
from playground.faults import FaultRefusedError
from playground.meta.seed import MIA_PSID, MIA_WA, PAGE
from playground.server import Playground

from .conftest import App, Wire

pytestmark = pytest.mark.usefixtures("open_windows")


@pytest.mark.parametrize(
    ("kind", "messenger", "whatsapp"),
    [
        ("429", (400, 613), (400, 130429)),
        ("500", (500, 2), (500, 131000)),
        ("outage", (503, 2), (500, 131016)),
        ("missing_scope", (403, 200), (403, 10)),
    ],
)
async def test_a_refusal_sends_nothing(
    wire: Wire, pg: Playground, kind: str, messenger: tuple[int, int], whatsapp: tuple[int, int]
) -> None:
    pg.faults.add("send", kind, vendor="meta", times=2)
    said, written = await wire.say(), await wire.write()
    assert ((said.status, said.code[0]), (written.status, written.code[0])) == (messenger, whatsapp)
    await pg.meta.settled()
    assert (len(pg.messenger.bubbles(MIA_PSID)), len(pg.whatsapp.bubbles(MIA_WA))) == (1, 1)
    assert ((await wire.say()).status, (await wire.write()).status) == (200, 200)


async def test_a_passing_trouble_says_so(wire: Wire, pg: Playground) -> None:
    pg.faults.add("send", "500", vendor="meta")
    assert (await wire.say()).body["error"]["is_transient"] is True


async def test_a_bad_gateway_answers_html(wire: Wire, pg: Playground) -> None:
    pg.faults.add("profile", "502", vendor="meta")
    back = await wire.call("GET", PAGE)
    assert (back.status, back.headers["Content-Type"].partition(";")[0]) == (502, "text/html")


async def test_an_answer_that_is_lost_has_been_carried_out(wire: Wire, pg: Playground) -> None:
    pg.faults.add("send", "reset_after_accept", vendor="meta")
    with pytest.raises(aiohttp.ClientError):
        await wire.write("once")
    await pg.meta.settled()
    assert pg.whatsapp.find("once", person=MIA_WA)
    pg.faults.add("send", "reset", vendor="meta")
    with pytest.raises(aiohttp.ClientError):
        await wire.write("never")
    await pg.meta.settled()
    assert not pg.whatsapp.sent("never")


async def test_a_message_is_taken_though_nobody_is_told_in_time(
    wire: Wire, pg: Playground, hooked: App, clock: FakeClock
) -> None:
    pg.faults.add("send", "timeout_after_accept", vendor="meta")
    asking = asyncio.ensure_future(wire.write("taken"))
    await hooked.until(lambda: [one["status"] for one in hooked.statuses()] == ["sent", "delivered"])
    assert not asking.done()
    await clock.advance(120)
    with pytest.raises(aiohttp.ClientError):
        await asking


async def test_an_outage_holds_webhooks_back(wire: Wire, pg: Playground, hooked: App) -> None:
    fault = pg.faults.add("*", "outage", vendor="meta", times=None)
    await pg.messenger.simulate.send(person=MIA_PSID, text="hi")
    assert (await wire.say()).status == 503
    await pg.meta.settled()
    assert hooked.received == []
    pg.faults.remove(fault.id)
    await hooked.until(hooked.messages)


async def test_a_fault_must_fit_its_place(pg: Playground) -> None:
    for target, kind in (("callbacks", "429"), ("send", "duplicate"), ("events", "lost"), ("send", "412")):
        with pytest.raises(FaultRefusedError):
            pg.faults.add(target, kind, vendor="meta")


async def test_faults_of_others_do_not_happen_to_meta(wire: Wire, pg: Playground) -> None:
    pg.faults.add("*", "500", vendor="twilio", times=None)
    assert (await wire.say()).status == 200
