"""Pictures, in and out."""

import base64

import aiohttp
import pytest
from aiohttp import web

from playground.server import Playground
from playground.twilio.seed import ACCOUNT_SID, MIA

from .conftest import App, Wire

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
PICTURE = {"name": "tea.png", "mimetype": "image/png", "base64": base64.b64encode(PNG).decode()}


def page(body: bytes, kind: str = "image/png", status: int = 200, name: str = "") -> web.Response:
    named = {"Content-Disposition": f'inline; filename="{name}"'} if name else {}
    return web.Response(body=body, status=status, headers={"Content-Type": kind, **named})


async def test_a_picture_that_came_in_is_fetched_with_the_password(wire: Wire, pg: Playground, hooked: App) -> None:
    await pg.twilio.simulate.send(phone=MIA, files=[PICTURE])
    await hooked.until(hooked.told)
    url = hooked.told()[0]["MediaUrl0"]
    path = url.partition(f"{ACCOUNT_SID}/")[2]
    lead = await wire.call("GET", path)
    assert lead.status == 307
    async with wire.session.get(lead.headers["Location"]) as response:
        assert response.content_type == "image/png"
        assert await response.read() == PNG
    async with wire.session.get(url, headers={"Authorization": aiohttp.encode_basic_auth(*wire.login)}) as response:
        assert await response.read() == PNG
    wire.login = ("", "")
    assert (await wire.call("GET", path)).code == 20003
    pg.twilio.settings.media_auth = False
    assert (await wire.call("GET", path)).status == 307


async def test_media_is_listed_told_of_and_deleted(wire: Wire, pg: Playground) -> None:
    sid = (await pg.twilio.simulate.send(phone=MIA, text="look", files=[PICTURE, PICTURE]))["sid"]
    listed = (await wire.call("GET", f"Messages/{sid}/Media.json")).body["media_list"]
    assert [one["content_type"] for one in listed] == ["image/png"] * 2
    media = f"Messages/{sid}/Media/{listed[0]['sid']}"
    told = (await wire.call("GET", f"{media}.json")).body
    assert told == listed[0]
    assert told["uri"] == f"/2010-04-01/Accounts/{ACCOUNT_SID}/{media}.json"
    location = (await wire.call("GET", media)).headers["Location"]
    assert (await wire.call("DELETE", f"{media}.json")).status == 204
    assert (await wire.call("GET", media)).code == 20404
    async with wire.session.get(location) as response:
        assert response.status == 404
    assert len((await wire.call("GET", f"Messages/{sid}/Media.json")).body["media_list"]) == 1


async def test_a_message_s_picture_is_fetched_and_arrives(wire: Wire, pg: Playground, hooked: App) -> None:
    hooked.pages["/tea.png"] = page(PNG, name="green.png")
    back = await wire.send("", MediaUrl=f"{hooked.url}/tea.png")
    assert (back.body["sid"][:2], back.body["num_media"], back.body["num_segments"]) == ("MM", "1", "1")
    await pg.twilio.settled()
    assert hooked.fetched == [("HEAD", "/tea.png"), ("GET", "/tea.png")]
    (text,) = pg.twilio.texts(MIA)
    assert [(one.name, one.mimetype, one.content) for one in text.files] == [("green.png", "image/png", PNG)]
    assert hooked.statuses() == ["sent", "delivered"]


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (page(PNG, status=404), 11200),
        (page(PNG, "application/zip"), 12300),
        (page(b"<html>", "image/png"), 12300),
        (page(PNG + b"0" * (5 * 1024 * 1024)), 11751),
    ],
)
async def test_a_picture_that_cannot_be_had_ends_the_message(
    wire: Wire, pg: Playground, hooked: App, made: web.Response, code: int
) -> None:
    hooked.pages["/tea.png"] = made
    sid = (await wire.send("", MediaUrl=f"{hooked.url}/tea.png")).body["sid"]
    await pg.twilio.settled()
    body = await wire.fetch(sid)
    assert (body["status"], body["error_code"]) == ("failed", code)
    assert hooked.told("/status")[-1]["ErrorCode"] == str(code)
    assert [one.code for one in pg.twilio.errors()] == [code]
    assert pg.twilio.texts(MIA) == []


async def test_five_megabytes_are_for_all_files_together(wire: Wire, pg: Playground, hooked: App) -> None:
    hooked.pages["/big.png"] = page(PNG + b"0" * (3 * 1024 * 1024))
    sid = (await wire.send(MediaUrl=[f"{hooked.url}/big.png"] * 2)).body["sid"]
    await pg.twilio.settled()
    assert (await wire.fetch(sid))["error_code"] == 11751
