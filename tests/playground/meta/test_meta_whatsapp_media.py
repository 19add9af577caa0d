"""Files at WhatsApp: upload, addresses that end, deletion."""

import base64
import hashlib
import io

import aiohttp
import pytest

from playground.clock import FakeClock
from playground.meta.seed import MIA_WA, PHONE_ID, SECOND_ID, WA_TOKEN
from playground.server import Playground

from .conftest import App, Wire

AUTH = {"Authorization": f"Bearer {WA_TOKEN}"}
PNG = b"\x89PNG\r\n\x1a\nrest"


async def upload(wire: Wire, pg: Playground, content: bytes = PNG, mimetype: str = "image/png", **fields: str) -> int:
    form = aiohttp.FormData({"messaging_product": "whatsapp"} | fields)
    form.add_field("file", io.BytesIO(content), filename="a.png", content_type=mimetype)
    url = f"{pg.meta.base_url}/v25.0/{PHONE_ID}/media"
    async with wire.session.post(url, data=form, headers=AUTH) as response:
        body = await response.json()
        return int(body.get("id") or body["error"]["code"])


async def test_a_file_is_fetched_by_an_address_that_ends_and_with_the_token(
    wire: Wire, pg: Playground, clock: FakeClock
) -> None:
    id = await upload(wire, pg)
    told = (await wire.call("GET", f"{id}", token=WA_TOKEN)).body
    assert (told["mime_type"], told["file_size"], told["messaging_product"]) == ("image/png", len(PNG), "whatsapp")
    assert told["sha256"] == hashlib.sha256(PNG).hexdigest()
    async with wire.session.get(told["url"], headers=AUTH) as response:
        assert (await response.read(), response.content_type) == (PNG, "image/png")
    async with wire.session.get(told["url"]) as response:
        assert response.status == 401
    async with wire.session.get(told["url"][:-1], headers=AUTH) as response:
        assert response.status == 404
    await clock.advance(301)
    async with wire.session.get(told["url"], headers=AUTH) as response:
        assert response.status == 404


async def test_a_file_that_came_in_is_fetched_likewise(wire: Wire, pg: Playground, hooked: App) -> None:
    file = {"name": "a.png", "mimetype": "image/png", "base64": base64.b64encode(PNG).decode()}
    await pg.whatsapp.simulate.send(person=MIA_WA, text="look", files=[file])
    (message,) = await hooked.until(hooked.texts)
    picture = message["image"]
    assert (picture["caption"], picture["mime_type"]) == ("look", "image/png")
    assert picture["sha256"] == base64.b64encode(hashlib.sha256(PNG).digest()).decode()
    told = (await wire.call("GET", f"{picture['id']}?phone_number_id={PHONE_ID}", token=WA_TOKEN)).body
    for url in (told["url"], picture["url"]):
        async with wire.session.get(url, headers=AUTH) as response:
            assert await response.read() == PNG
    other = await wire.call("GET", f"{picture['id']}?phone_number_id={SECOND_ID}", token=WA_TOKEN)
    assert other.code == (100, 33)


async def test_a_deleted_file_is_gone(wire: Wire, pg: Playground) -> None:
    id = await upload(wire, pg)
    assert (await wire.call("DELETE", f"{id}", token=WA_TOKEN)).body == {"success": True}
    assert (await wire.call("GET", f"{id}", token=WA_TOKEN)).code == (100, 33)


@pytest.mark.parametrize(
    ("content", "mimetype", "code"),
    [(b"GIF8", "image/gif", 100), (bytes(5 * 1024 * 1024 + 1), "image/png", 131053)],
    ids=["gif", "large"],
)
async def test_a_file_that_may_not_go_is_not_taken(
    wire: Wire, pg: Playground, content: bytes, mimetype: str, code: int
) -> None:
    assert await upload(wire, pg, content, mimetype) == code


async def test_an_upload_needs_a_product_and_a_file(wire: Wire, pg: Playground) -> None:
    assert await upload(wire, pg, messaging_product="messenger") == 100
    back = await wire.call("POST", f"{PHONE_ID}/media", {"messaging_product": "whatsapp"}, token=WA_TOKEN)
    assert back.code == (100, 0)
