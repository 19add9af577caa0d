"""Uploads in three steps, downloads with a token."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from playground.slack.seed import BOT_TOKEN

from .conftest import App


async def test_an_upload_is_shared_after_its_completion_was_answered(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    root = (await client.chat_postMessage(channel="C0SUPPORT", text="root"))["ts"]
    answer = await client.files_upload_v2(
        channel="C0SUPPORT", thread_ts=root, filename="a.pdf", file=b"%PDF", initial_comment="here"
    )
    assert "ts" not in answer["file"]
    await app.until(lambda: app.events("file_shared"))
    event = app.events("message", "file_share")[0]
    assert (event["text"], event["thread_ts"], event["files"][0]["mimetype"]) == ("here", root, "application/pdf")
    about = (await client.files_info(file=answer["file"]["id"]))["file"]
    assert about["shares"]["public"]["C0SUPPORT"] == [{"ts": event["ts"], "thread_ts": root}]


async def test_a_download_without_a_token_is_the_sign_in_page(pg: Playground, client: AsyncWebClient) -> None:
    answer = await client.files_upload_v2(channel="C0SUPPORT", filename="a.txt", file=b"hello")
    await pg.slack.until(lambda slack: slack.messages("C0SUPPORT"))
    url = (await client.files_info(file=answer["file"]["id"]))["file"]["url_private"]
    async with aiohttp.ClientSession() as session:
        async with session.get(url, headers={"Authorization": f"Bearer {BOT_TOKEN}"}) as response:
            assert await response.read() == b"hello"
            assert response.headers["Content-Disposition"] == "attachment"
        async with session.get(url) as response:
            assert (response.status, response.content_type) == (200, "text/html")


async def test_the_bytes_must_be_as_many_as_announced(pg: Playground, client: AsyncWebClient) -> None:
    step = await client.files_getUploadURLExternal(filename="a.txt", length=5)
    async with aiohttp.ClientSession() as session, session.post(step["upload_url"], data=b"four") as response:
        assert response.status == 400
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_completeUploadExternal(files=[{"id": step["file_id"]}], channel_id="C0SUPPORT")


async def test_a_file_can_be_uploaded_as_a_form_and_deleted(pg: Playground, app: App, client: AsyncWebClient) -> None:
    step = await client.files_getUploadURLExternal(filename="a.txt", length=4)
    form = aiohttp.FormData()
    form.add_field("file", b"four", filename="a.txt")
    async with aiohttp.ClientSession() as session, session.post(step["upload_url"], data=form) as response:
        assert response.status == 200
    await client.files_completeUploadExternal(files=[{"id": step["file_id"], "title": "T"}], channel_id="C0SUPPORT")
    await pg.slack.until(lambda slack: slack.messages("C0SUPPORT"))
    await client.files_delete(file=step["file_id"])
    await app.until(lambda: app.events("file_deleted"))
    shown = (await client.conversations_history(channel="C0SUPPORT"))["messages"][0]["files"]
    assert shown == [{"id": step["file_id"], "mode": "tombstone"}]


async def test_a_wrong_place_or_length_is_refused(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.files_getUploadURLExternal(filename="a.txt", length=0)
    step = await client.files_getUploadURLExternal(filename="a.txt", length=1)
    async with aiohttp.ClientSession() as session:
        await session.post(step["upload_url"], data=b"x")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.files_completeUploadExternal(files=[{"id": step["file_id"]}], channel_id="C0RANDOM1")


async def test_a_person_s_file_is_for_the_app_only_where_it_is_a_member(pg: Playground, client: AsyncWebClient) -> None:
    file = {"name": "a.txt", "mimetype": "text/plain", "base64": "aGk="}
    await pg.slack.simulate.post(user="U0ADA", channel="C0RANDOM1", files=[file])
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", files=[file])
    hidden, shown = list(pg.slack.store.files)
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_info(file=hidden)
    assert (await client.files_info(file=shown))["file"]["size"] == 2
    url = f"{pg.url}/_sim/slack/file/{shown}?user=U0GRACE"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert await response.read() == b"hi"
