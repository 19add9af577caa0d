"""Files in both directions."""

import base64

import aiohttp
from yarl import URL

from playground.server import Playground
from playground.teams.seed import NORTHWIND, SUPPORT

from .conftest import Bot, Wire

NORTHWIND_GROUP = "6a0e0000-0000-4000-8000-0000000000c1"


async def test_an_offered_file_is_taken_and_uploaded(pg: Playground, wire: Wire, bot: Bot) -> None:
    place = (await pg.teams.simulate.open_personal(user="ada"))["conversation"]
    consent = "application/vnd.microsoft.teams.card.file.consent"
    content = {"description": "tea", "sizeInBytes": 6, "acceptContext": {"f": 1}, "declineContext": {"f": 2}}
    offer = [{"contentType": consent, "name": "tea.txt", "content": content}]
    sent = (await wire.say(place, "", attachments=offer)).body["id"]
    await pg.teams.simulate.decline_file(user="ada", conversation=place, id=sent)
    assert bot.heard("invoke")[-1]["value"] == {"type": "fileUpload", "action": "decline", "context": {"f": 2}}
    await pg.teams.simulate.accept_file(user="ada", conversation=place, id=sent)
    value = bot.heard("invoke")[-1]["value"]
    assert (value["action"], value["context"], value["uploadInfo"]["name"]) == ("accept", {"f": 1}, "tea.txt")
    url, whole = value["uploadInfo"]["uploadUrl"], {"Content-Range": "bytes 0-5/6"}
    for status, headers, body in [
        (400, {}, b"leaves"),
        (401, whole | {"Authorization": f"Bearer {wire.bearer}"}, b"leaves"),
        (416, {"Content-Range": "bytes 0-6/7"}, b"leaves!"),
        (202, {"Content-Range": "bytes 0-1/6"}, b"le"),
        (201, {"Content-Range": "bytes 2-5/6"}, b"aves"),
        (404, whole, b"leaves"),
    ]:
        async with wire.session.put(url, data=body, headers=headers) as response:
            assert (response.status, body) == (status, body)
    file = pg.teams.store.files[value["uploadInfo"]["uniqueId"].lower()]
    assert (file.content, file.uploaded) == (b"leaves", True)
    info = {"uniqueId": value["uploadInfo"]["uniqueId"], "fileType": "txt"}
    about = {"contentType": "application/vnd.microsoft.teams.card.file.info", "name": "tea.txt", "content": info}
    url = value["uploadInfo"]["contentUrl"]
    assert (await wire.say(place, "", attachments=[about | {"contentUrl": url}])).status == 201
    async with aiohttp.ClientSession() as page, page.get(f"{pg.url}/_sim/teams/file/{file.id}?user=ada") as seen:
        assert await seen.read() == b"leaves"
    assert (await wire.chain("", attachments=offer)).code == "BadArgument"


async def test_files_come_by_address_in_a_chat_and_by_name_in_a_channel(pg: Playground, bot: Bot, wire: Wire) -> None:
    file = {"name": "tea.txt", "mimetype": "text/plain", "base64": base64.b64encode(b"leaves").decode()}
    place = (await pg.teams.simulate.open_personal(user="ada"))["conversation"]
    await pg.teams.simulate.post(user="ada", conversation=place, files=[file])
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="see", files=[file])
    await bot.until(lambda: len(bot.heard("message")) == 2)
    personal, channel = sorted(bot.heard("message"), key=lambda one: str(one["id"]))
    info = personal["attachments"][-1]
    assert info["contentType"] == "application/vnd.microsoft.teams.file.download.info"
    assert (info["name"], info["content"]["fileType"]) == ("tea.txt", "txt")
    async with wire.session.get(info["content"]["downloadUrl"]) as response:
        assert (response.status, await response.read()) == (200, b"leaves")
    html, reference = channel["attachments"]
    assert "<attachment id=" in html["content"]
    assert (reference["contentType"], reference["name"]) == ("reference", "tea.txt")
    async with wire.session.get(reference["contentUrl"]) as response:
        assert response.status == 403


async def test_a_picture_among_words_is_behind_the_bots_token(pg: Playground, bot: Bot, wire: Wire) -> None:
    picture = {"name": "a.png", "mimetype": "image/png", "base64": "AAAA", "inline": True}
    await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="look", files=[picture])
    await bot.until(lambda: bot.received)
    html, image = bot.received[0].activity["attachments"]
    assert (image["contentType"], image["contentUrl"] in html["content"]) == ("image/*", True)
    path = image["contentUrl"].removeprefix(pg.teams.service_url)
    assert (await wire.call("GET", path, Authorization="Bearer no")).status == 401
    async with wire.session.get(image["contentUrl"], headers={"Authorization": f"Bearer {wire.bearer}"}) as response:
        assert (response.status, response.content_type, len(await response.read())) == (200, "image/png", 3)


async def test_a_file_of_a_channel_is_read_through_graph(pg: Playground, wire: Wire) -> None:
    file = {"name": "tea.txt", "mimetype": "text/plain", "base64": base64.b64encode(b"leaves").decode()}
    root = await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="see")
    said = await pg.teams.simulate.post(user="ada", conversation=root["conversation"], files=[file])
    wire.bearer = (await wire.sign_in("https://graph.microsoft.com/.default")).body["access_token"]
    base, channel = f"{pg.teams.graph_url}/", f"teams/{NORTHWIND_GROUP}/channels/{SUPPORT}"
    found = await wire.call("GET", f"{channel}/messages/{root['id']}/replies/{said['id']}", base=base)
    [attached] = found.body["attachments"]
    assert (attached["contentType"], attached["name"]) == ("reference", "tea.txt")
    share = "u!" + base64.urlsafe_b64encode(attached["contentUrl"].encode()).decode().rstrip("=")
    assert (await wire.call("GET", f"shares/{share}/driveItem", base=base)).body["size"] == 6
    assert (await wire.call("GET", f"shares/{share}/driveItem/content", base=base)).body == "leaves"
    assert (await wire.call("GET", f"{channel}/messages/1", base=base)).code == "itemNotFound"
    by_team = await wire.call("GET", f"teams/{NORTHWIND}/channels/{SUPPORT}/messages/{root['id']}", base=base)
    assert by_team.status == 404
    assert (await wire.call("GET", "shares/u!x/driveItem", base=base)).status in {400, 404}
    wire.bearer = (await wire.sign_in()).body["access_token"]
    assert (await wire.call("GET", f"shares/{share}/driveItem/content", base=base)).status == 401


async def test_a_file_is_put_into_a_channel_s_folder(pg: Playground, wire: Wire) -> None:
    wire.bearer = (await wire.sign_in("https://graph.microsoft.com/.default")).body["access_token"]
    base = f"{pg.teams.graph_url}/"
    folder = (await wire.call("GET", f"teams/{NORTHWIND_GROUP}/channels/{SUPPORT}/filesFolder", base=base)).body
    into = f"{base}drives/{folder['parentReference']['driveId']}/items/{folder['id']}:/tea.txt:/content"
    token = {"Authorization": f"Bearer {wire.bearer}"}
    async with wire.session.put(URL(into, encoded=True), data=b"leaves", headers=token) as response:
        item = await response.json()
        assert (response.status, item["name"], item["size"]) == (201, "tea.txt", 6)
    assert pg.teams.store.files[item["id"].lower()].content == b"leaves"
    async with wire.session.put(URL(into.replace("support", "nowhere"), encoded=True), headers=token) as response:
        assert response.status == 404
    gone = f"drives/{folder['parentReference']['driveId']}/items/{item['id']}"
    assert [(await wire.call("DELETE", gone, base=base)).status for _ in range(2)] == [204, 404]
    assert item["id"].lower() not in pg.teams.store.files
