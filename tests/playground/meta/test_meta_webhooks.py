"""Webhooks: the challenge, the signature, tries, batches, order; and requests that must be refused."""

import asyncio
import hashlib
import hmac
import json

import aiohttp
import pytest
from aiohttp import web

from playground.clock import FakeClock
from playground.meta import admin
from playground.meta.forging import forged
from playground.meta.model import Json
from playground.meta.seed import APP_SECRET, MIA_PSID, MIA_WA, TOM_PSID
from playground.refusals import HumanError
from playground.server import Playground

from .conftest import App, Received, Wire

HOUR = 3600


async def test_an_address_that_answers_the_challenge_is_entered(pg: Playground, hooked: App) -> None:
    hooked.word = "a word of ours"
    wanted = {"messenger_url": f"{hooked.url}/m?x=1", "messenger_verify_token": hooked.word}
    assert (await admin.configure(pg.meta, wanted))["messenger_url"] == f"{hooked.url}/m?x=1"
    with pytest.raises(HumanError, match="couldn't be validated"):
        await admin.configure(pg.meta, {"whatsapp_url": f"{hooked.url}/w", "whatsapp_verify_token": "another"})
    assert pg.meta.settings.whatsapp_url == f"{hooked.url}/whatsapp"
    await admin.configure(pg.meta, {"whatsapp_url": "http://127.0.0.1:9/w", "verify": False})
    with pytest.raises(HumanError, match="couldn't be validated"):
        await admin.configure(pg.meta, {"whatsapp_url": "http://127.0.0.1:9/w"})


async def test_what_is_not_taken_is_tried_again_with_growing_waits(
    pg: Playground, hooked: App, clock: FakeClock
) -> None:
    hooked.says(500)
    await pg.messenger.simulate.send(person=MIA_PSID, text="one")
    await pg.meta.settled()
    assert len(hooked.received) == 2  # at once, and once more
    for wait, tries in ((14, 2), (1, 3), (29, 3), (1, 4)):
        await clock.advance(wait)
        await pg.meta.settled()
        assert len(hooked.received) == tries
    hooked.answer = None
    await clock.advance(60)
    await pg.meta.settled()
    assert len({one.raw for one in hooked.received if b'"mid"' in one.raw}) >= 1
    assert len(hooked.received) == 5
    await clock.advance(48 * HOUR)
    await pg.meta.settled()
    assert len(hooked.received) == 5


@pytest.mark.parametrize("status", [201, 202, 302, 403, 500])
async def test_only_200_counts_as_taken(pg: Playground, hooked: App, status: int) -> None:
    hooked.says(status)
    await pg.messenger.simulate.send(person=MIA_PSID, text="one")
    await pg.meta.settled()
    assert len(hooked.received) == 2


async def test_meta_gives_up_after_36_hours_and_whatsapp_after_seven_days(
    pg: Playground, hooked: App, clock: FakeClock
) -> None:
    hooked.says(500)
    await pg.messenger.simulate.send(person=MIA_PSID, text="one")
    await pg.whatsapp.simulate.send(person=MIA_WA, text="one")
    found: list[list[str]] = []
    for hours in (30, 7, 120, 12):
        for _ in range(hours):
            await clock.advance(HOUR)
            await pg.meta.settled()
        found.append([one.product for one in pg.meta.given_up])
    assert found == [[], ["messenger"], ["messenger"], ["messenger", "whatsapp"]]


async def test_an_answer_that_takes_too_long_is_none(pg: Playground, hooked: App, clock: FakeClock) -> None:
    waiting = asyncio.Event()

    async def never(_: Received) -> web.StreamResponse:
        await waiting.wait()
        return web.Response()

    hooked.answer = never
    await pg.messenger.simulate.send(person=MIA_PSID, text="one")
    await hooked.until(lambda: len(hooked.received) == 1)
    await clock.advance(20)
    await hooked.until(lambda: len(hooked.received) == 2)
    waiting.set()
    await pg.meta.settled()


async def test_events_that_wait_go_together(pg: Playground, hooked: App) -> None:
    pg.meta.settings.batch = 2
    for person in (MIA_PSID, TOM_PSID, MIA_PSID):
        await pg.messenger.simulate.send(person=person, text="hello")
    for _ in range(3):
        await pg.whatsapp.simulate.send(person=MIA_WA, text="hello")
    await pg.meta.settled()
    assert sorted(len(one.body["entry"]) for one in hooked.received if one.path == "/messenger") == [1, 2]
    changes = [len(one.body["entry"][0]["changes"]) for one in hooked.received if one.path == "/whatsapp"]
    assert sorted(changes) == [1, 2]


async def test_a_duplicate_and_a_late_one_come_when_asked_for(pg: Playground, hooked: App) -> None:
    pg.faults.add("events", "duplicate", vendor="meta", copies=3)
    await pg.messenger.simulate.send(person=MIA_PSID, text="one")
    await pg.meta.settled()
    assert len({one["message"]["mid"] for one in hooked.messages()}) == 1
    assert len(hooked.messages()) == 3
    pg.faults.add("events", "reorder", vendor="meta")
    await pg.messenger.simulate.send(person=MIA_PSID, text="two")
    await pg.messenger.simulate.send(person=MIA_PSID, text="three")
    await pg.meta.settled()
    assert [one["message"]["text"] for one in hooked.messages()[3:]] == ["three", "two"]


@pytest.mark.usefixtures("open_windows")
async def test_statuses_of_a_message_go_in_turn_unless_asked_otherwise(pg: Playground, hooked: App, wire: Wire) -> None:
    for text in "abc":
        await wire.write(text)
    await hooked.until(lambda: len(hooked.statuses()) == 6)
    for id in {one["id"] for one in hooked.statuses()}:
        assert [one["status"] for one in hooked.statuses() if one["id"] == id] == ["sent", "delivered"]
    hooked.received.clear()
    pg.faults.add("callbacks", "reorder", vendor="meta")
    await wire.write("d")
    await hooked.until(lambda: [one["status"] for one in hooked.statuses()] == ["delivered", "sent"])


@pytest.mark.parametrize("kind", ["reset_after_accept", "timeout_after_accept"])
async def test_an_answer_that_is_lost_brings_the_same_again(pg: Playground, hooked: App, kind: str) -> None:
    pg.faults.add("events", kind, vendor="meta")
    await pg.messenger.simulate.send(person=MIA_PSID, text="one")
    await pg.meta.settled()
    assert len({one["message"]["mid"] for one in hooked.messages()}) == 1
    assert len(hooked.messages()) == 2


async def test_behind_a_proxy_the_public_address_is_asked_for(pg: Playground, hooked: App) -> None:
    public = {"public_url": "https://bridge.example", "reached_at": hooked.url}
    await admin.configure(pg.meta, {**public, "verify": False})
    await admin.configure(pg.meta, {"messenger_url": "https://bridge.example/m"})
    await pg.messenger.simulate.send(person=MIA_PSID, text="one")
    await hooked.until(hooked.messages)
    assert hooked.headers[0]["Host"] == "bridge.example"
    assert hooked.headers[0]["X-Forwarded-Proto"] == "https"


async def test_forged_requests_differ_from_the_right_one(pg: Playground) -> None:
    payload: Json = {"object": "page", "entry": [{"id": "1", "text": "Grüße /"}]}

    def is_good(body: bytes, headers: dict[str, str]) -> bool:
        expected = f"sha256={hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()}"
        return headers.get("X-Hub-Signature-256") == expected

    made = forged(pg.meta, payload)
    assert [name for name, (body, headers) in made.items() if is_good(body, headers)] == ["right"]
    assert len(made) > 6
    assert json.loads(made["a body written anew"][0]) == payload
    assert is_good(*pg.meta.webhooks.signed(payload))


async def test_people_act_over_http_too(pg: Playground, hooked: App) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{pg.url}/_sim/messenger/send", json={"person": MIA_PSID, "text": "one"}) as response:
            assert (response.status, (await response.json())["ok"]) == (200, True)
        async with session.post(f"{pg.url}/_sim/whatsapp/send", json={"person": MIA_WA, "text": "one"}) as response:
            assert (await response.json())["wamid"].startswith("wamid.")
        async with session.post(f"{pg.url}/_sim/whatsapp/send", json={"person": MIA_WA, "words": "x"}) as response:
            assert (response.status, (await response.json())["error"]) == (400, "bad_request")
        seed = await (await session.get(f"{pg.url}/_sim/meta/seed")).json()
        people = {"messenger": seed["messenger"][:1], "whatsapp": []}
        async with session.post(f"{pg.url}/_sim/meta/seed", json=people) as response:
            assert (await response.json())["ok"]
        bad: list[Json] = [{"strange": []}, {"messenger": [{"strange": 1}]}, {"whatsapp": "x"}]
        for wrong in bad:
            async with session.post(f"{pg.url}/_sim/meta/seed", json=wrong) as response:
                assert (response.status, (await response.json())["error"]) == (400, "bad_seed")
        assert (await (await session.get(f"{pg.url}/_sim/meta/given_up")).json())["given_up"] == []
        changed = {"messenger_url": f"{hooked.url}/m", "quality": "RED"}
        async with session.post(f"{pg.url}/_sim/meta/config", json=changed) as response:
            assert (await response.json())["quality"] == "RED"
    assert list(pg.messenger.store.people) == [MIA_PSID]
