"""Buttons, menus, modals, shortcuts and response_url."""

from typing import Any

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from playground.clock import FakeClock
from playground.server import Playground
from playground.slack.errors import HumanError
from playground.slack.visible import state

from .conftest import App, Received

Json = dict[str, Any]
BUTTONS = [
    {
        "type": "actions",
        "block_id": "card",
        "elements": [
            {"type": "button", "action_id": "accept", "text": {"type": "plain_text", "text": "Accept"}, "value": "42"},
            {
                "type": "static_select",
                "action_id": "more",
                "options": [{"text": {"type": "plain_text", "text": "Note"}, "value": "note"}],
            },
        ],
    }
]
INPUT = {
    "type": "input",
    "block_id": "why",
    "label": {"type": "plain_text", "text": "Why"},
    "element": {"type": "plain_text_input", "action_id": "text", "max_length": 5},
}


def modal(**more: object) -> Json:
    title, submit = {"type": "plain_text", "text": "Form"}, {"type": "plain_text", "text": "Send"}
    return {"type": "modal", "title": title, "submit": submit, "blocks": [INPUT], **more}


async def a_card(client: AsyncWebClient) -> str:
    return str((await client.chat_postMessage(channel="C0SUPPORT", text="card", blocks=BUTTONS))["ts"])


async def a_trigger(pg: Playground, app: App, client: AsyncWebClient, user: str = "U0ADA") -> str:
    await pg.slack.simulate.click(
        user=user, channel="C0SUPPORT", ts=await a_card(client), block_id="card", action_id="accept"
    )
    return str(app.received[-1].body["trigger_id"])


def answers(app: App, body: object) -> None:
    async def answer(_: Received) -> web.Response:
        return web.json_response(body)

    app.answer = answer


async def test_a_click_carries_message_container_value_and_response_url(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    ts = await a_card(client)
    await pg.slack.simulate.click(user="U0ADA", channel="C0SUPPORT", ts=ts, block_id="card", action_id="accept")
    payload = next(r.body for r in app.received if r.body["type"] == "block_actions")
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C0SUPPORT",
        "is_ephemeral": False,
    }
    assert (payload["actions"][0]["action_id"], payload["actions"][0]["value"]) == ("accept", "42")
    assert payload["message"]["ts"] == ts
    assert payload["response_url"].startswith(f"{pg.url}/slack/response/")


async def test_a_menu_takes_only_its_own_options(pg: Playground, app: App, client: AsyncWebClient) -> None:
    ts = await a_card(client)
    people = pg.slack.simulate
    await people.click(
        user="U0ADA", channel="C0SUPPORT", ts=ts, block_id="card", action_id="more", selected_option="note"
    )
    payload = next(r.body for r in app.received if r.body["type"] == "block_actions")
    assert payload["actions"][0]["selected_option"]["value"] == "note"
    with pytest.raises(HumanError, match="not among the options"):
        await people.click(
            user="U0ADA", channel="C0SUPPORT", ts=ts, block_id="card", action_id="more", selected_option="x"
        )
    with pytest.raises(HumanError, match="no element"):
        await people.click(user="U0ADA", channel="C0SUPPORT", ts=ts, block_id="card", action_id="gone")


async def test_a_click_on_an_ephemeral_has_no_message_and_can_replace_it(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    ts = (await client.chat_postEphemeral(channel="C0SUPPORT", user="U0ADA", text="held", blocks=BUTTONS))["message_ts"]
    await pg.slack.simulate.click(user="U0ADA", channel="C0SUPPORT", ts=ts, block_id="card", action_id="accept")
    payload = app.received[0].body
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    answer = await AsyncWebhookClient(payload["response_url"]).send(text="done", replace_original=True)
    assert (answer.status_code, answer.body) == (200, "ok")
    assert [m["text"] for m in state(pg.slack, "U0ADA")["messages"]["C0SUPPORT"]] == ["done"]
    await AsyncWebhookClient(payload["response_url"]).send(delete_original=True)
    assert state(pg.slack, "U0ADA")["messages"]["C0SUPPORT"] == []


async def test_a_response_url_works_five_times_within_thirty_minutes(
    pg: Playground, app: App, client: AsyncWebClient, clock: FakeClock
) -> None:
    await a_trigger(pg, app, client)
    url = app.received[-1].body["response_url"]
    for _ in range(5):
        assert (await AsyncWebhookClient(url).send(text="again", response_type="in_channel")).status_code == 200
    used = await AsyncWebhookClient(url).send(text="again")
    assert (used.status_code, "used_url" in used.body) == (404, True)
    assert len(pg.slack.messages("C0SUPPORT")) == 6
    await a_trigger(pg, app, client)
    await clock.advance(1801)
    late = await AsyncWebhookClient(app.received[-1].body["response_url"]).send(text="late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


async def test_an_app_that_fails_is_told_to_the_person(pg: Playground, app: App, client: AsyncWebClient) -> None:
    async def refuse(_: Received) -> web.Response:
        return web.Response(status=500)

    app.answer = refuse
    ts = await a_card(client)
    with pytest.raises(HumanError, match="status code 500"):
        await pg.slack.simulate.click(user="U0ADA", channel="C0SUPPORT", ts=ts, block_id="card", action_id="accept")
    assert "dispatch_failed" in state(pg.slack, "U0ADA")["toasts"][0]["text"]


async def test_a_trigger_opens_one_modal(pg: Playground, app: App, client: AsyncWebClient) -> None:
    trigger = await a_trigger(pg, app, client)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_open(trigger_id=trigger, view={"type": "modal"})
    view = (await client.views_open(trigger_id=trigger, view=modal(external_id="form-1")))["view"]
    assert state(pg.slack, "U0ADA")["modals"][0]["id"] == view["id"]
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.x", view=modal())
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await client.views_open(trigger_id=await a_trigger(pg, app, client), view=modal(external_id="form-1"))


async def test_a_trigger_dies_after_three_seconds(
    pg: Playground, app: App, client: AsyncWebClient, clock: FakeClock
) -> None:
    trigger = await a_trigger(pg, app, client)
    await clock.advance(3.01)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=trigger, view=modal())


async def test_modals_stack_up_to_three_from_triggers_of_the_modal(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    button = [BUTTONS[0]]
    view = (await client.views_open(trigger_id=await a_trigger(pg, app, client), view=modal(blocks=button)))["view"]
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_push(trigger_id=await a_trigger(pg, app, client), view=modal())
    for _ in range(2):
        await pg.slack.simulate.click(user="U0ADA", view_id=view["id"], block_id="card", action_id="accept")
        view = (await client.views_push(trigger_id=app.received[-1].body["trigger_id"], view=modal(blocks=button)))[
            "view"
        ]
    await pg.slack.simulate.click(user="U0ADA", view_id=view["id"], block_id="card", action_id="accept")
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=app.received[-1].body["trigger_id"], view=modal())
    assert len(state(pg.slack, "U0ADA")["modals"]) == 3


async def test_an_update_with_an_old_hash_is_a_conflict(pg: Playground, app: App, client: AsyncWebClient) -> None:
    view = (await client.views_open(trigger_id=await a_trigger(pg, app, client), view=modal()))["view"]
    updated = (await client.views_update(view_id=view["id"], hash=view["hash"], view=modal(callback_id="two")))["view"]
    assert updated["callback_id"] == "two"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id="V0NOTHING00", view=modal())


async def a_modal(pg: Playground, app: App, client: AsyncWebClient, **more: object) -> str:
    view = (await client.views_open(trigger_id=await a_trigger(pg, app, client), view=modal(**more)))["view"]
    return str(view["id"])


async def test_the_client_checks_a_submission_before_the_app_hears_of_it(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    view = await a_modal(pg, app, client)
    heard = len(app.received)
    for value, sentence in [(None, "complete this required field"), ("too long", "5 characters at most")]:
        with pytest.raises(HumanError) as refusal:
            await pg.slack.simulate.submit_view(user="U0ADA", view_id=view, values={"why": {"text": {"value": value}}})
        assert sentence in refusal.value.body["errors"]["why"]
    await pg.slack.settled()
    assert [r.body["type"] for r in app.received[heard:] if r.body["type"] == "view_submission"] == []


async def test_a_submission_carries_its_values_and_closes_the_modal(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    view = await a_modal(pg, app, client, private_metadata="chat-1", callback_id="form")
    await pg.slack.simulate.submit_view(user="U0ADA", view_id=view, values={"why": {"text": {"value": "ok"}}})
    payload = next(r.body for r in app.received if r.body["type"] == "view_submission")
    assert payload["view"]["state"]["values"] == {"why": {"text": {"type": "plain_text_input", "value": "ok"}}}
    assert (payload["view"]["private_metadata"], payload["view"]["callback_id"]) == ("chat-1", "form")
    assert state(pg.slack, "U0ADA")["modals"] == []


async def test_response_actions_are_honoured(pg: Playground, app: App, client: AsyncWebClient) -> None:
    view = await a_modal(pg, app, client)
    people, values = pg.slack.simulate, {"why": {"text": {"value": "ok"}}}
    answers(app, {"response_action": "errors", "errors": {"why": "No."}})
    with pytest.raises(HumanError) as refusal:
        await people.submit_view(user="U0ADA", view_id=view, values=values)
    assert refusal.value.body["errors"] == {"why": "No."}
    answers(app, {"response_action": "update", "view": modal(callback_id="second")})
    await people.submit_view(user="U0ADA", view_id=view, values=values)
    assert [v["callback_id"] for v in state(pg.slack, "U0ADA")["modals"]] == ["second"]
    answers(app, {"response_action": "push", "view": modal(callback_id="third")})
    await people.submit_view(user="U0ADA", view_id=view, values=values)
    top = state(pg.slack, "U0ADA")["modals"][-1]
    assert top["callback_id"] == "third"
    answers(app, {"response_action": "errors", "errors": {"nowhere": "No."}})
    with pytest.raises(HumanError, match="trouble connecting"):
        await people.submit_view(user="U0ADA", view_id=top["id"], values=values)
    answers(app, {"response_action": "clear"})
    await people.submit_view(user="U0ADA", view_id=top["id"], values=values)
    assert state(pg.slack, "U0ADA")["modals"] == []


async def test_a_click_in_a_modal_carries_what_stands_in_the_inputs_without_options_that_are_gone(
    pg: Playground, app: App, client: AsyncWebClient
) -> None:
    view = await a_modal(pg, app, client, blocks=[INPUT, *BUTTONS])
    gone = {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "X"}, "value": "x"}}
    filled = {"why": {"text": {"type": "plain_text_input", "value": "ok"}}, "card": {"more": gone}}
    await pg.slack.simulate.click(user="U0ADA", view_id=view, block_id="card", action_id="accept", state=filled)
    values = app.received[-1].body["view"]["state"]["values"]
    assert values["why"]["text"]["value"] == "ok"
    assert values["card"]["more"]["selected_option"] is None


async def test_closing_is_told_only_where_asked_for(pg: Playground, app: App, client: AsyncWebClient) -> None:
    quiet = await a_modal(pg, app, client)
    await pg.slack.simulate.close_view(user="U0ADA", view_id=quiet)
    loud = await a_modal(pg, app, client, notify_on_close=True)
    await pg.slack.simulate.close_view(user="U0ADA", view_id=loud, all=True)
    closed = [r.body for r in app.received if r.body["type"] == "view_closed"]
    assert [(c["view"]["id"], c["is_cleared"]) for c in closed] == [(loud, True)]


async def test_the_home_tab_is_published_and_clicked(pg: Playground, app: App, client: AsyncWebClient) -> None:
    await client.views_publish(user_id="U0ADA", view={"type": "home", "blocks": BUTTONS})
    home = (await pg.slack.simulate.open_home(user="U0ADA"))["home"]
    assert state(pg.slack, "U0GRACE")["home"] is None
    await pg.slack.simulate.click(user="U0ADA", view_id=home["id"], block_id="card", action_id="accept")
    payload = next(r.body for r in app.received if r.body["type"] == "block_actions")
    assert (payload["container"]["type"], payload["view"]["type"]) == ("view", "home")
    await app.until(lambda: app.events("app_home_opened"))
    assert app.events("app_home_opened")[0]["tab"] == "home"


async def test_shortcuts_carry_the_message_or_nothing(pg: Playground, app: App) -> None:
    people = pg.slack.simulate
    ts = (await people.post(user="U0ADA", channel="C0SUPPORT", text="look"))["ts"]
    await people.shortcut(user="U0ADA", callback_id="chat_note", channel="C0SUPPORT", ts=ts)
    await people.shortcut(user="U0ADA", callback_id="my_chats")
    payloads = {r.body["type"]: r.body for r in app.received}
    assert payloads["message_action"]["message"]["text"] == "look"
    assert "channel" not in payloads["shortcut"]
    with pytest.raises(HumanError):
        await people.shortcut(user="U0ADA", callback_id="my_chats", channel="C0SUPPORT", ts=ts)
