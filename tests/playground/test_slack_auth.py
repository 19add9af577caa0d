"""Tokens, scopes and arguments, as the real client meets them."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from playground.slack.seed import APP_TOKEN, BOT_TOKEN


def a_client(pg: Playground, token: str | None) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=f"{pg.url}/slack/api/", retry_handlers=[])


async def test_auth_test_names_the_bot_and_its_team(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0BRIDGE", "B0BRIDGE", "T0DEMO")
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


@pytest.mark.parametrize(
    ("token", "code"),
    [(None, "not_authed"), ("xoxb-wrong", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(pg: Playground, token: str | None, code: str) -> None:
    with pytest.raises(SlackApiError, match=code):
        await a_client(pg, token).auth_test()


async def test_a_revoked_token_and_a_removed_app_are_told_apart(pg: Playground, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        await session.post(f"{pg.url}/_sim/slack/revoke_token")
        with pytest.raises(SlackApiError, match="token_revoked"):
            await client.auth_test()
        await session.post(f"{pg.url}/_sim/slack/uninstall")
        with pytest.raises(SlackApiError, match="account_inactive"):
            await client.auth_test()
        await session.post(f"{pg.url}/_sim/slack/install")
    assert (await client.auth_test())["ok"]


async def test_a_missing_scope_is_named(pg: Playground, client: AsyncWebClient) -> None:
    pg.slack.store.grants[BOT_TOKEN].scopes = frozenset({"chat:write"})
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_postMessage(channel="C0SUPPORT", text="hi", username="Bob")
    assert refusal.value.response.data == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write.customize",
        "provided": "chat:write",
    }
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.users_list()


async def test_arguments_come_as_query_form_or_json(pg: Playground) -> None:
    url = f"{pg.url}/slack/api/chat.postMessage"
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    arguments = {"channel": "C0SUPPORT", "text": "hi"}
    async with aiohttp.ClientSession() as session:
        for sent in ({"params": arguments}, {"data": arguments}, {"json": arguments}):
            async with session.post(url, headers=headers, **sent) as answer:  # type: ignore[arg-type]
                assert (await answer.json())["ok"] is True
        async with session.post(url, json={**arguments, "token": BOT_TOKEN}) as answer:
            assert (await answer.json())["error"] == "not_authed"
        async with session.post(url, headers=headers | {"Content-Type": "application/json"}, data="{") as answer:
            assert (await answer.json())["error"] == "invalid_json"
        async with session.post(url, headers=headers, json=[1]) as answer:
            assert (await answer.json())["error"] == "json_not_object"
        async with session.post(f"{pg.url}/slack/api/chat.nothing", headers=headers) as answer:
            assert (await answer.json())["error"] == "unknown_method"


async def test_a_method_that_takes_no_json_does_not_read_it(pg: Playground) -> None:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{pg.url}/slack/api/users.info", headers=headers, json={"user": "U0ADA"}) as answer,
    ):
        assert (await answer.json())["error"] == "user_not_found"


async def test_api_test_echoes_and_fails_on_request(client: AsyncWebClient) -> None:
    assert (await client.api_test(foo="bar"))["args"] == {"foo": "bar"}
    with pytest.raises(SlackApiError, match="my_error"):
        await client.api_test(error="my_error")


async def test_the_inspector_never_holds_a_token(pg: Playground, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SUPPORT", text=f"oops {BOT_TOKEN}")
    rows = pg.traffic.after(0)
    assert rows[-1]["summary"] == "chat.postMessage"
    assert BOT_TOKEN not in str(rows)
    assert "[redacted]" in rows[-1]["request"]
