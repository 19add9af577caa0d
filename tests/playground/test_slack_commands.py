"""Slash commands, and the sentences that people read."""

import aiohttp
import pytest
from aiohttp import web

from playground.clock import FakeClock
from playground.server import Playground
from playground.slack.admin import configure
from playground.slack.errors import HumanError
from playground.slack.manifest import default
from playground.slack.surfaces import publish_home
from playground.slack.visible import state

from .conftest import App, Received


def answers(app: App, body: object) -> None:
    async def answer(_: Received) -> web.Response:
        return web.json_response(body)

    app.answer = answer


async def test_a_slash_command_arrives_as_a_form_and_its_answer_is_private(pg: Playground, app: App) -> None:
    answers(app, {"text": "your chats"})
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="/chat list mine")
    body = app.received[0].body
    assert (body["command"], body["text"], body["channel_name"]) == ("/chat", "list mine", "support")
    assert "thread_ts" not in body
    assert [m["text"] for m in state(pg.slack, "U0ADA")["messages"]["C0SUPPORT"]] == ["your chats"]
    assert state(pg.slack, "U0GRACE")["messages"]["C0SUPPORT"] == []


async def test_slash_commands_are_refused_where_slack_refuses_them(pg: Playground, app: App) -> None:
    people = pg.slack.simulate
    root = (await people.post(user="U0ADA", channel="C0SUPPORT", text="root"))["ts"]
    with pytest.raises(HumanError, match="/chat is not supported in threads") as refusal:
        await people.post(user="U0ADA", channel="C0SUPPORT", text="/chat list", thread_ts=root)
    assert refusal.value.code == "slash_in_thread"
    with pytest.raises(HumanError, match="/nope is not a valid command"):
        await people.post(user="U0ADA", channel="C0SUPPORT", text="/nope")
    await people.post(user="U0ADA", channel="C0RANDOM1", text="/invite @deskbridge")
    assert "U0BRIDGE" in pg.slack.store.channels["C0RANDOM1"].members
    await pg.slack.settled()
    assert [r for r in app.received if "command" in r.body] == []


async def test_a_command_that_gets_no_answer_is_operation_timeout(pg: Playground, app: App, clock: FakeClock) -> None:
    async def slow(_: Received) -> web.Response:
        await clock.advance(3)
        return web.Response()

    app.answer = slow
    with pytest.raises(HumanError, match='/chat failed with the error "operation_timeout"'):
        await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="/chat list")


async def test_the_people_s_routes_answer_with_a_sentence(pg: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        for body, code in [
            ({"user": "U0ADA", "channel": "C0SUPPORT", "text": "/nope"}, "unknown_command"),
            ({"user": "U0ADA", "channel": "C0SUPPORT", "txt": "x"}, "bad_request"),
            ({"user": "U0NOBODY", "channel": "C0SUPPORT", "text": "x"}, "user_not_found"),
        ]:
            async with session.post(f"{pg.url}/_sim/slack/post", json=body) as answer:
                got = await answer.json()
                assert (answer.status, got["ok"], got["error"]) == (400, False, code)
                assert got["message"]


async def test_mentions_in_a_command_are_tokens_only_where_the_manifest_asks(pg: Playground, app: App) -> None:
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="/chat invite @grace")
    manifest = default()
    manifest["features"]["slash_commands"][0]["should_escape"] = True
    await configure(pg.slack, {"manifest": manifest})
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="/chat invite @grace")
    assert [r.body["text"] for r in app.received] == ["invite @grace", "invite <@U0GRACE|grace>"]


async def test_an_input_tells_the_app_only_when_its_block_asks(pg: Playground, app: App) -> None:
    await pg.slack.settled()
    box = {"type": "plain_text_input", "action_id": "a"}
    quiet = {"type": "input", "block_id": "q", "label": {"type": "plain_text", "text": "Q"}, "element": box}
    home = {"type": "home", "blocks": [quiet, {**quiet, "block_id": "l", "dispatch_action": True}]}
    view = publish_home(pg.slack, "U0ADA", home, None)
    await pg.slack.simulate.click(user="U0ADA", view_id=view.id, block_id="q", action_id="a", value="one")
    await pg.slack.simulate.click(user="U0ADA", view_id=view.id, block_id="l", action_id="a", value="two")
    assert [r.body["actions"][0]["value"] for r in app.received] == ["two"]
    values = app.received[0].body["view"]["state"]["values"]
    assert (values["q"]["a"]["value"], values["l"]["a"]["value"]) == ("one", "two")
