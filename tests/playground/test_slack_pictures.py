"""Pictures in blocks that are files: named by one of two ways, of three kinds, and only where the app has access."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from playground.slack import visible
from playground.slack.model import File

Json = dict[str, Any]

PNG = b"\x89PNG\r\n\x1a\n"


async def uploaded(pg: Playground, client: AsyncWebClient, name: str = "pot.png") -> File:
    """Let the app post a file."""
    answer = await client.files_upload_v2(channel="C0SUPPORT", filename=name, file=PNG)
    await pg.slack.until(lambda slack: slack.messages("C0SUPPORT"))
    return pg.slack.store.files[answer["file"]["id"]]


def block(**slack_file: str) -> Json:
    return {"type": "image", "alt_text": "a pot", "slack_file": slack_file}


def beside(**slack_file: str) -> Json:
    return {"type": "section", "text": {"type": "plain_text", "text": "pot"}, "accessory": block(**slack_file)}


async def refused(client: AsyncWebClient, *blocks: Json) -> str:
    with pytest.raises(SlackApiError) as problem:
        await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=list(blocks))
    assert problem.value.response["error"] == "invalid_blocks"
    return str(problem.value.response["response_metadata"]["messages"])


async def test_a_picture_is_named_by_id_or_by_address_and_shown_to_people(
    pg: Playground, client: AsyncWebClient
) -> None:
    file = await uploaded(pg, client)
    url = (await client.files_info(file=file.id))["file"]["url_private"]
    context = {"type": "context", "elements": [block(id=file.id)]}
    shown = [block(id=file.id), beside(url=url), context]
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=shown))["ts"]
    rows = visible.state(pg.slack, "U0ADA")["messages"]["C0SUPPORT"]
    first, second, third = next(row for row in rows if row["ts"] == ts)["blocks"]
    address = f"/_sim/slack/file/{file.id}?user=U0ADA"
    assert [first["image_url"], second["accessory"]["image_url"], third["elements"][0]["image_url"]] == [address] * 3
    async with aiohttp.ClientSession() as session, session.get(pg.url + address) as response:
        assert (await response.read(), response.content_type) == (PNG, "image/png")


async def test_with_both_names_with_none_or_with_another_it_is_refused(pg: Playground, client: AsyncWebClient) -> None:
    file = await uploaded(pg, client)
    both = await refused(client, block(id=file.id, url="https://files.example/x"))
    assert "invalid slack file [json-pointer:/blocks/0/slack_file]" in both
    assert "missing required field: id" in await refused(client, block())
    assert "/blocks/0/accessory/slack_file]" in await refused(client, beside(id="F0NOBODY"))
    assert "invalid slack file" in await refused(client, block(url="https://files.example/x.png"))


async def test_what_is_no_picture_was_deleted_or_is_somebody_elses_is_refused(
    pg: Playground, client: AsyncWebClient
) -> None:
    text, gone, hidden = [await uploaded(pg, client, name) for name in ("a.pdf", "gone.png", "hidden.png")]
    gone.deleted, hidden.user, hidden.shares = True, "U0ADA", {}
    for file in (text, gone, hidden):
        assert "invalid slack file" in await refused(client, block(id=file.id))
