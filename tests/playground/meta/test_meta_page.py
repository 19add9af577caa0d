"""What the page is told of Messenger and WhatsApp, and who may see a file."""

import base64

import aiohttp
import pytest

from playground.meta.model import Json
from playground.meta.seed import MIA_PSID, MIA_WA, NOA_USER, PAGE, PHONE_ID, SECOND_ID
from playground.server import Playground

from .conftest import App, Wire


async def state(pg: Playground, product: str, person: str = "") -> Json:
    """Fetch what one person sees."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{pg.url}/_sim/{product}/state?person={person}") as answer,
    ):
        found: Json = await answer.json()
        return found


@pytest.mark.usefixtures("open_windows")
async def test_both_apps_show_what_stands_in_them(pg: Playground, wire: Wire) -> None:
    await wire.say(message={"text": "Well?", "quick_replies": [{"content_type": "text", "title": "A", "payload": "B"}]})
    await wire.write("Hello")
    await pg.meta.settled()
    mine, theirs = (await state(pg, "messenger"))["threads"][0]["bubbles"]
    assert (mine["text"], mine["state"], theirs["choices"][0]["title"]) == ("opening", "sent", "A")
    assert (theirs["fresh"], theirs["choices"][0]["value"]) == (True, "")
    whatsapp = await state(pg, "whatsapp", MIA_WA)
    assert [one["place"] for one in whatsapp["threads"]] == [PHONE_ID]
    assert [one["unread"] for one in whatsapp["people"]] == [1, 0, 0]
    assert [one["id"] for one in whatsapp["places"]] == [PHONE_ID, SECOND_ID]


@pytest.mark.usefixtures("open_windows")
async def test_how_far_a_message_has_come_is_shown(pg: Playground, hooked: App, wire: Wire) -> None:
    async def shown() -> str:
        return str((await state(pg, "whatsapp"))["threads"][0]["bubbles"][0]["state"])

    assert await shown() == "delivered"
    mid = pg.whatsapp.bubbles(MIA_WA)[0].mid
    await wire.write(type=None, text=None, to=None, status="read", message_id=mid)
    assert await shown() == "read"
    assert hooked.url


async def test_whoever_has_a_username_is_shown_by_it(pg: Playground) -> None:
    me = await state(pg, "whatsapp", NOA_USER)
    assert me["me"] == NOA_USER
    assert me["people"][2]["hint"] == "@noa.green"
    assert (await state(pg, "messenger"))["places"][0]["id"] == PAGE


async def test_a_deleted_message_shows_nothing_of_itself(pg: Playground) -> None:
    mid = (await pg.messenger.simulate.send(person=MIA_PSID, text="secret"))["mid"]
    await pg.messenger.simulate.delete(person=MIA_PSID, mid=mid)
    assert "secret" not in str(await state(pg, "messenger"))


@pytest.mark.parametrize("product", ["messenger", "whatsapp"])
async def test_nobody_is_not_found(pg: Playground, product: str) -> None:
    assert (await state(pg, product, "42"))["error"] == "person_not_found"


async def test_a_file_is_shown_to_whoever_has_it(pg: Playground) -> None:
    file = {"name": "a.txt", "mimetype": "text/plain", "base64": base64.b64encode(b"content").decode()}
    await pg.messenger.simulate.send(person=MIA_PSID, files=[file])
    await pg.whatsapp.simulate.send(person=MIA_WA, files=[file])
    async with aiohttp.ClientSession() as session:
        for product, person in (("messenger", MIA_PSID), ("whatsapp", MIA_WA)):
            url = (await state(pg, product, person))["threads"][0]["bubbles"][0]["files"][0]["url"]
            async with session.get(pg.url + url) as answer:
                assert (await answer.read(), answer.headers["X-Content-Type-Options"]) == (b"content", "nosniff")
            for wrong in (url.replace(person, "42"), url.replace("/0?", "/1?"), url.replace("/0?", "/x?")):
                async with session.get(pg.url + wrong) as answer:
                    assert answer.status == 404


@pytest.mark.parametrize("meta", [True, False])
async def test_the_page_learns_whether_it_shows_them(*, meta: bool) -> None:
    async with Playground(port=0, meta=meta) as pg, aiohttp.ClientSession() as session, session.get(pg.url) as answer:
        assert ("data-meta" in await answer.text()) is meta
