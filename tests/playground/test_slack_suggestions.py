"""Selects whose options the app gives while somebody types."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from playground.slack.errors import HumanError

from .conftest import App, Json
from .test_slack_interactions import a_card, a_trigger, answers, modal


def questions(app: App) -> list[Json]:
    return [one.body for one in app.received if one.body["type"] == "block_suggestion"]


async def test_an_external_select_asks_the_app_for_its_options(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    select = {"type": "external_select", "action_id": "tea", "min_query_length": 2}
    blocks = [{"type": "actions", "block_id": "order", "elements": [select]}]
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="order", blocks=blocks))["ts"]
    where = {"user": "U0ADA", "channel": "C0SUPPORT", "ts": ts, "block_id": "order", "action_id": "tea"}
    oolong = {"text": {"type": "plain_text", "text": "Golden Oolong"}, "value": "oolong"}
    answers(app, {"options": [oolong]})
    assert await pg.slack.simulate.suggest(**where, value="o") == {"options": []}
    assert questions(app) == []
    assert await pg.slack.simulate.suggest(**where, value="oo") == {"options": [oolong]}
    (asked,) = questions(app)
    assert (asked["type"], asked["value"], asked["action_id"]) == ("block_suggestion", "oo", "tea")
    assert (asked["block_id"], asked["container"]["message_ts"], asked["message"]["ts"]) == ("order", ts, ts)
    assert "trigger_id" not in asked
    groups = {"option_groups": [{"label": {"type": "plain_text", "text": "Green"}, "options": [oolong]}]}
    answers(app, groups)
    assert await pg.slack.simulate.suggest(**where, value="gold") == groups


async def test_an_external_select_in_a_modal_is_asked_for_with_its_view(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    element = {"type": "external_select", "action_id": "tea"}
    field = {"type": "input", "block_id": "order", "label": {"type": "plain_text", "text": "Tea"}, "element": element}
    trigger = await a_trigger(pg, app, client)
    view = (await client.views_open(trigger_id=trigger, view=modal(blocks=[field])))["view"]
    answers(app, {"options": []})
    where = {"user": "U0ADA", "view_id": view["id"], "block_id": "order", "action_id": "tea"}
    assert await pg.slack.simulate.suggest(**where, value="gol") == {"options": []}
    (asked,) = questions(app)
    assert (asked["container"], asked["view"]["id"]) == ({"type": "view", "view_id": view["id"]}, view["id"])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "without options"),
        ({"options": [{"text": "no object", "value": "x"}]}, "can't be shown"),
        ({"options": [{"text": {"type": "plain_text", "text": str(n)}, "value": str(n)} for n in range(101)]}, "100"),
    ],
)
async def test_options_that_cannot_be_shown_are_none(
    pg: Playground, app: App, client: AsyncWebClient, body: Json, words: str
) -> None:
    blocks = [{"type": "actions", "block_id": "b", "elements": [{"type": "external_select", "action_id": "tea"}]}]
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="order", blocks=blocks))["ts"]
    answers(app, body)
    with pytest.raises(HumanError, match=words):
        await pg.slack.simulate.suggest(
            user="U0ADA", channel="C0SUPPORT", ts=ts, block_id="b", action_id="tea", value="oolong"
        )
    card = await a_card(client)
    with pytest.raises(HumanError, match="already"):
        await pg.slack.simulate.suggest(
            user="U0ADA", channel="C0SUPPORT", ts=card, block_id="card", action_id="more", value="note"
        )
