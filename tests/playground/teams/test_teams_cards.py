"""What people do with cards, dialogs and message extensions, and what the bot answers."""

import asyncio
from functools import partial
from typing import Any

import pytest
from aiohttp import web

from playground.clock import FakeClock
from playground.refusals import HumanError
from playground.server import Playground

from .conftest import Bot, Json, Wire, card

TEXT = {"type": "TextBlock", "text": "Chat"}
ACCEPT = {"type": "Action.Execute", "title": "Accept", "verb": "cmd:accept", "data": {"chat": 1}}
NOTE = {"type": "Input.Text", "id": "note", "isRequired": True, "errorMessage": "Say something.", "maxLength": 5}
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def shown(text: str, **more: Any) -> Json:
    """Write the content of a card."""
    content: Json = card({"type": "TextBlock", "text": text}, **more)["content"]
    return content


async def posted(wire: Wire, *body: Json, **more: Any) -> Json:
    """Post a card, and tell where it stands."""
    made = (await wire.chain("", attachments=[card(*body, **more)])).body
    return {"conversation": made["id"], "id": made["activityId"]}


def dialog(*body: Json, **more: Any) -> Json:
    """Write an answer that opens a dialog."""
    value = {"title": "Note", "height": "small", "width": 400, "card": card(*body, **more)}
    return {"task": {"type": "continue", "value": value}}


async def test_execute_is_an_invoke_whose_card_only_that_person_sees(pg: Playground, wire: Wire, bot: Bot) -> None:
    at = await posted(wire, TEXT, NOTE | {"isRequired": False}, actions=[ACCEPT])
    bot.says({"statusCode": 200, "type": ADAPTIVE, "value": shown("Yours")})
    answer = await pg.teams.simulate.click(user="ada", **at, title="Accept", inputs={"note": "hi"})
    assert answer["answer"]["value"] == shown("Yours")
    [invoke] = bot.heard("invoke", "adaptiveCard/action")
    action = {"type": "Action.Execute", "title": "Accept", "verb": "cmd:accept", "data": {"chat": 1, "note": "hi"}}
    assert invoke["value"] == {"action": action, "trigger": "manual"}
    assert (invoke["replyToId"], invoke["conversation"]["id"]) == (at["id"], at["conversation"])
    assert invoke["from"]["id"] == "29:ada"
    [message] = pg.teams.messages(at["conversation"])
    assert (message.card("ada"), message.card("grace")) == (shown("Yours"), message.cards[0])
    await wire.call(
        "PUT",
        f"v3/conversations/{at['conversation']}/activities/{at['id']}",
        {"type": "message", "attachments": [card(TEXT)]},
    )
    assert message.card("ada") == message.cards[0]


async def test_a_message_in_answer_is_shown_to_the_person(pg: Playground, wire: Wire, bot: Bot) -> None:
    at = await posted(wire, TEXT, actions=[ACCEPT])
    bot.says({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "It is yours."})
    await pg.teams.simulate.click(user="ada", **at, index=0)
    [toast] = pg.teams.store.toasts["ada"]
    assert (toast["text"], toast["message"], toast["kind"]) == ("It is yours.", at["id"], "info")
    await pg.teams.simulate.dismiss_toast(user="ada", id=toast["id"])
    assert pg.teams.store.toasts["ada"] == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (
            {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"message": "No."}},
            200,
            "app_refused",
        ),
        ({"statusCode": 200, "type": ADAPTIVE, "value": {"type": "AdaptiveCard"}}, 200, "unable_to_reach_app"),
        ({"statusCode": 200, "type": "text/plain", "value": "?"}, 200, "unable_to_reach_app"),
        ({}, 200, "unable_to_reach_app"),
        ({}, 501, "not_implemented"),
        ({}, 500, "unable_to_reach_app"),
    ],
)
async def test_an_app_that_fails_is_told_to_the_person(
    pg: Playground, wire: Wire, bot: Bot, body: Json, status: int, code: str
) -> None:
    at = await posted(wire, TEXT, actions=[ACCEPT])
    bot.says(body, status)
    with pytest.raises(HumanError) as no:
        await pg.teams.simulate.click(user="ada", **at, title="Accept")
    assert no.value.code == code
    assert pg.teams.store.toasts["ada"][-1]["kind"] == "error"
    assert len(bot.heard("invoke")) == 1


async def test_an_invoke_without_an_answer_comes_once_more_and_then_fails(
    pg: Playground, wire: Wire, bot: Bot, clock: FakeClock
) -> None:
    at = await posted(wire, TEXT, actions=[ACCEPT])
    never = asyncio.Event()

    async def answer(_: Json) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    bot.answer = answer
    click = asyncio.ensure_future(pg.teams.simulate.click(user="ada", **at, title="Accept"))
    for times in (1, 2):
        await bot.until(partial(bot.has, times))
        await clock.advance(15)
    with pytest.raises(HumanError, match="Unable to reach app"):
        await click
    assert bot.received[0].activity == bot.received[1].activity
    never.set()


async def test_submit_is_a_message_with_a_value_and_no_text(pg: Playground, wire: Wire, bot: Bot) -> None:
    at = await posted(wire, TEXT, NOTE, actions=[{"type": "Action.Submit", "title": "Send", "data": {"kind": "note"}}])
    assert await pg.teams.simulate.click(user="ada", **at, title="Send", inputs={"note": "tea"}) == {}
    await bot.until(lambda: bot.received)
    [message] = bot.heard("message")
    assert message["value"] == {"kind": "note", "note": "tea"}
    assert message["replyToId"] == at["id"]
    assert "text" not in message
    assert len(pg.teams.messages(at["conversation"])) == 1


async def test_the_client_checks_inputs_before_the_app_hears(pg: Playground, wire: Wire, bot: Bot) -> None:
    pick = {"type": "Input.ChoiceSet", "id": "to", "choices": [{"title": "Grace", "value": "grace"}]}
    number = {"type": "Input.Number", "id": "many", "min": 1, "max": 3}
    toggle = {"type": "Input.Toggle", "id": "sure", "title": "Sure", "isRequired": True}
    at = await posted(wire, NOTE, pick, number, toggle, actions=[{"type": "Action.Submit", "title": "Send"}])
    with pytest.raises(HumanError) as no:
        await pg.teams.simulate.click(user="ada", **at, title="Send", inputs={"to": "lin", "many": 9})
    assert set(no.value.body["errors"]) == {"note", "to", "many", "sure"}
    assert no.value.body["errors"]["note"] == "Say something."
    with pytest.raises(HumanError, match="no input 'nope'"):
        await pg.teams.simulate.click(user="ada", **at, title="Send", inputs={"nope": 1})
    good = {"note": "abc", "to": "grace", "many": 2, "sure": True}
    await pg.teams.simulate.click(user="ada", **at, title="Send", inputs=good)
    await bot.until(lambda: bot.received)
    assert bot.received[0].activity["value"] == {"note": "abc", "to": "grace", "many": 2, "sure": "true"}


async def test_a_button_carries_the_inputs_of_its_card_and_of_those_around_it(
    pg: Playground, wire: Wire, bot: Bot
) -> None:
    why = {"type": "Input.Text", "id": "why", "isRequired": True}
    inner = {"body": [why], "actions": [{"type": "Action.Submit", "title": "Inner"}]}
    more = {"type": "Action.ShowCard", "title": "More", "card": {"type": "AdaptiveCard", **inner}}
    outer = {"type": "Action.Submit", "title": "Outer"}
    none = {"type": "Action.Submit", "title": "None", "associatedInputs": "none", "data": {"n": 1}}
    at = await posted(wire, {"type": "Input.Text", "id": "note", "value": "tea"}, actions=[more, outer, none])
    for title, inputs in (("Outer", {}), ("Inner", {"why": "so"}), ("None", {})):
        await pg.teams.simulate.click(user="ada", **at, title=title, inputs=inputs)
    await bot.until(partial(bot.has, 3))
    values = [one["value"] for one in sorted(bot.heard("message"), key=lambda one: str(one["id"]))]
    assert values == [{"note": "tea"}, {"note": "tea", "why": "so"}, {"n": 1}]
    with pytest.raises(HumanError, match="check the marked fields"):
        await pg.teams.simulate.click(user="ada", **at, title="Inner")


async def test_a_button_that_is_not_there_or_off_can_not_be_used(pg: Playground, wire: Wire) -> None:
    off = {"type": "Action.Submit", "title": "Off", "isEnabled": False}
    away = {"type": "Action.OpenUrl", "title": "Away", "url": "https://example.com"}
    at = await posted(wire, TEXT, actions=[off, away])
    for code, which in (("no_such_action", {"title": "On"}), ("disabled", {"title": "Off"}), ("bad_request", {})):
        with pytest.raises(HumanError) as no:
            await pg.teams.simulate.click(user="ada", **at, **which)  # type: ignore[arg-type]
        assert no.value.code == code
    assert await pg.teams.simulate.click(user="ada", **at, title="Away") == {"url": "https://example.com"}


async def test_a_dialog_is_fetched_filled_in_and_submitted(pg: Playground, wire: Wire, bot: Bot) -> None:
    data = {"command": "note", "msteams": {"type": "task/fetch"}}
    at = await posted(wire, TEXT, actions=[{"type": "Action.Submit", "title": "Note", "data": data}])
    bot.says(dialog(NOTE, actions=[{"type": "Action.Submit", "title": "Save", "data": {"k": 1}}]))
    opened = await pg.teams.simulate.click(user="ada", **at, title="Note")
    assert (opened["dialog"]["title"], opened["dialog"]["height"], opened["dialog"]["width"]) == ("Note", "small", 400)
    [fetch] = bot.heard("invoke", "task/fetch")
    assert (fetch["value"], fetch["replyToId"]) == ({"data": data, "context": {"theme": "default"}}, at["id"])
    with pytest.raises(HumanError) as no:
        await pg.teams.simulate.submit_dialog(user="ada", values={})
    assert no.value.body["errors"] == {"note": "Say something."}
    bot.says({"task": {"type": "message", "value": "Noted."}})
    assert (await pg.teams.simulate.submit_dialog(user="ada", values={"note": "tea"}))["message"] == "Noted."
    [submit] = bot.heard("invoke", "task/submit")
    assert submit["value"]["data"] == {"k": 1, "note": "tea"}
    assert (pg.teams.store.dialogs, pg.teams.store.toasts["ada"][-1]["text"]) == ({}, "Noted.")


async def test_a_dialog_stays_open_with_its_values_when_the_app_fails(pg: Playground, wire: Wire, bot: Bot) -> None:
    at = await posted(
        wire, TEXT, actions=[{"type": "Action.Submit", "title": "N", "data": {"msteams": {"type": "task/fetch"}}}]
    )
    bot.says(dialog(NOTE, actions=[{"type": "Action.Submit", "title": "Save"}]))
    await pg.teams.simulate.click(user="ada", **at, title="N")
    bot.says({}, 500)
    with pytest.raises(HumanError):
        await pg.teams.simulate.submit_dialog(user="ada", values={"note": "tea"})
    assert pg.teams.store.dialogs["ada"].values == {"note": "tea"}
    await pg.teams.simulate.close_dialog(user="ada")
    assert pg.teams.store.dialogs == {}
    assert len(bot.received) == 2


async def test_an_empty_answer_opens_nothing_and_a_wrong_one_is_an_error(pg: Playground, wire: Wire, bot: Bot) -> None:
    at = await posted(
        wire, TEXT, actions=[{"type": "Action.Submit", "title": "N", "data": {"msteams": {"type": "task/fetch"}}}]
    )
    assert await pg.teams.simulate.click(user="ada", **at, title="N") == {"dialog": None}
    bot.says({"task": {"type": "continue", "value": {"card": {"contentType": "text/plain"}}}})
    with pytest.raises(HumanError, match="Something went wrong"):
        await pg.teams.simulate.click(user="ada", **at, title="N")


async def test_a_message_extension_gets_the_message_and_submits_with_it(pg: Playground, wire: Wire, bot: Bot) -> None:
    root = (await wire.chain()).body
    said = await pg.teams.simulate.post(user="ada", conversation=root["id"], text="@Bridge **tea**")
    bot.says(dialog(NOTE, actions=[{"type": "Action.Submit", "title": "Save"}]))
    await pg.teams.simulate.extension(user="grace", conversation=root["id"], id=said["id"], command="note")
    [fetch] = bot.heard("invoke", "composeExtension/fetchTask")
    payload = fetch["value"]["messagePayload"]
    assert (fetch["value"]["commandId"], fetch["value"]["commandContext"]) == ("note", "message")
    assert (payload["id"], payload["replyToId"]) == (said["id"], root["activityId"])
    assert payload["from"]["user"]["displayName"] == "Ada Lovelace"
    assert "Bridge</span>" in payload["body"]["content"]
    assert said["id"] in payload["linkToMessage"]
    bot.says({})
    await pg.teams.simulate.submit_dialog(user="grace", values={"note": "tea"})
    [submit] = bot.heard("invoke", "composeExtension/submitAction")
    assert (submit["value"]["data"], submit["value"]["messagePayload"]["id"]) == ({"note": "tea"}, said["id"])
    assert pg.teams.store.dialogs == {}
    with pytest.raises(HumanError, match="no command"):
        await pg.teams.simulate.extension(user="grace", conversation=root["id"], id=said["id"], command="nope")


async def test_a_submission_of_an_extension_is_sent_three_times_in_all(pg: Playground, wire: Wire, bot: Bot) -> None:
    root = (await wire.chain()).body
    bot.says(dialog(NOTE, actions=[{"type": "Action.Submit", "title": "Save"}]))
    await pg.teams.simulate.extension(user="ada", conversation=root["id"], id=root["activityId"], command="note")
    pg.faults.add("invokes", "timeout_after_accept", vendor="teams", times=2)
    bot.says({})
    await pg.teams.simulate.submit_dialog(user="ada", values={"note": "tea"})
    assert len(bot.heard("invoke", "composeExtension/submitAction")) == 3


async def test_choices_are_looked_up_where_the_person_sees_them(pg: Playground, wire: Wire, bot: Bot) -> None:
    query = {"type": "Data.Query", "dataset": "people"}
    await posted(wire, {"type": "Input.ChoiceSet", "id": "to", "choices.data": query})
    found = [{"title": "Grace Hopper", "value": "grace"}]
    bot.says({"type": "application/vnd.microsoft.search.searchResponse", "value": {"results": found}})
    assert await pg.teams.simulate.search(user="ada", dataset="people", query="gr") == {"results": found}
    [invoke] = bot.heard("invoke", "application/search")
    assert invoke["value"] == {"queryText": "gr", "queryOptions": {"skip": 0, "top": 15}, "dataset": "people"}
    with pytest.raises(HumanError, match="no choice"):
        await pg.teams.simulate.search(user="ada", dataset="things", query="gr")
    bot.says({"type": "wrong", "value": {"results": found}})
    with pytest.raises(HumanError, match="went wrong"):
        await pg.teams.simulate.search(user="ada", dataset="people", query="gr")


async def test_a_card_refreshes_by_itself_for_those_whom_it_names(pg: Playground, wire: Wire, bot: Bot) -> None:
    at = await posted(wire, TEXT, refresh={"action": ACCEPT | {"verb": "look"}, "userIds": ["29:ada"]})
    bot.says({"statusCode": 200, "type": ADAPTIVE, "value": shown("Fresh")})
    assert (await pg.teams.simulate.view(user="ada", **at))["refreshed"] is True
    assert await pg.teams.simulate.view(user="grace", **at) == {"refreshed": False}
    [invoke] = bot.heard("invoke")
    assert (invoke["value"]["trigger"], invoke["value"]["action"]["verb"]) == ("automatic", "look")
    assert pg.teams.messages(at["conversation"])[0].card("ada") == shown("Fresh")
    bot.says({}, 500)
    assert await pg.teams.simulate.view(user="ada", **at) == {"refreshed": False}
