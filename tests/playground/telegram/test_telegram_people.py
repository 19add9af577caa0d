"""What people do is told as Telegram's documents say, and again until it is taken."""

import base64
from typing import Any

import pytest

from playground.clock import FakeClock
from playground.refusals import HumanError
from playground.server import Playground
from playground.telegram import admin
from playground.telegram.forging import forged
from playground.telegram.seed import MIA, SECRET

from .conftest import Bot

KEYS = {"inline_keyboard": [[{"text": "Black", "callback_data": "tea:1"}]]}


async def test_what_a_person_sends_is_told_as_documented(bot: Bot) -> None:
    await bot.telegram.simulate.send(MIA, "hello")
    await bot.telegram.settled()
    file = {"kind": "animation", "name": "cat.mp4", "mimetype": "video/mp4", "base64": base64.b64encode(b"x").decode()}
    await bot.telegram.simulate.send(MIA, "look", file=file, reply_to=1)
    await bot.telegram.settled()

    first, second = bot.told
    assert second["update_id"] == first["update_id"] + 1
    message = first["message"]
    names = {"id": MIA, "first_name": "Mia", "last_name": "Chen", "username": "mia_chen"}
    assert message["from"] == {**names, "is_bot": False, "language_code": "en"}
    assert (message["chat"], message["text"]) == ({**names, "type": "private"}, "hello")
    assert second["message"]["caption"] == "look"
    assert second["message"]["document"] == second["message"]["animation"]
    assert second["message"]["reply_to_message"]["text"] == "hello"
    assert {head["X-Telegram-Bot-Api-Secret-Token"] for head in bot.heads} == {SECRET}


async def test_a_press_is_told_and_answered_once(bot: Bot) -> None:
    await bot.says("Which?", reply_markup=KEYS)
    bot.answer = {"method": "answerCallbackQuery", "callback_query_id": "0"}
    (asked,) = bot.shown()
    done = await bot.telegram.simulate.press(MIA, asked.number, "Black")
    await bot.telegram.settled()

    query = bot.told[0]["callback_query"]
    assert (query["id"], query["data"], query["message"]["message_id"]) == (done["press"], "tea:1", asked.number)
    assert bot.telegram.store.answered == []  # it was another one's
    answered = [await bot.call("answerCallbackQuery", callback_query_id=done["press"]) for _ in range(2)]
    assert [one.status for one in answered] == [200, 400]
    bot.answer = {"method": "answercallbackquery", "callback_query_id": ""}
    second = await bot.telegram.simulate.press(MIA, asked.number, "Black")
    bot.answer["callback_query_id"] = second["press"]
    await bot.telegram.settled()
    assert bot.telegram.store.answered == [done["press"], second["press"]]


async def test_changes_reactions_and_blocks_are_told_when_they_were_asked_for(bot: Bot) -> None:
    number = (await bot.telegram.simulate.send(MIA, "tow"))["message"]
    for wanted in ([], ["message_reaction"]):
        await admin.configure(bot.telegram, {"allowed_updates": wanted})
        await bot.telegram.simulate.edit(MIA, number, "two")
        await bot.telegram.simulate.react(MIA, number, "❤")
        await bot.telegram.simulate.block(MIA)
        await bot.telegram.simulate.unblock(MIA)
        await bot.telegram.settled()

    kinds = [next(name for name in one if name != "update_id") for one in bot.told]
    assert kinds == ["message", "edited_message", "my_chat_member", "my_chat_member", "message_reaction"]
    assert bot.told[2]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert bot.told[4]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "❤"}]


async def test_what_is_not_taken_is_told_again_in_turn(bot: Bot, clock: FakeClock) -> None:
    bot.status = 500
    await bot.telegram.simulate.send(MIA, "one")
    await bot.telegram.simulate.send(MIA, "two")
    await bot.telegram.settled()
    assert len(bot.told) == 1
    info = (await bot.call("getWebhookInfo")).body["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 500"
    bot.status = 204
    await clock.advance(1)
    await bot.telegram.settled()

    assert [one["message"]["text"] for one in bot.told] == ["one", "one", "two"]
    assert bot.told[0]["update_id"] == bot.told[1]["update_id"]


async def test_what_was_never_taken_is_given_up_after_a_day(bot: Bot, clock: FakeClock) -> None:
    bot.status = 500
    await bot.telegram.simulate.send(MIA, "one")
    for _ in range(400):
        await bot.telegram.settled()
        await clock.advance(300)
    await bot.telegram.settled()
    tries, bot.status = len(bot.told), 200
    await clock.advance(3_600)
    await bot.telegram.settled()

    assert len(bot.told) == tries > 100


async def test_faults_tell_twice_and_behind_the_next_one(bot: Bot, pg: Playground) -> None:
    pg.faults.add("events", "duplicate", vendor="telegram")
    await bot.telegram.simulate.send(MIA, "one")
    await bot.telegram.settled()
    assert [one["message"]["text"] for one in bot.told] == ["one", "one"]
    pg.faults.add("events", "reorder", vendor="telegram")
    await bot.telegram.simulate.send(MIA, "two")
    await bot.telegram.simulate.send(MIA, "three")
    await bot.telegram.settled()
    assert [one["message"]["text"] for one in bot.told[2:]] == ["three", "two"]


async def test_each_forged_request_differs_from_the_right_one(bot: Bot) -> None:
    every = forged(bot.telegram)

    assert len({str(head) for head in every.values()}) == len(every) > 4


async def test_what_a_person_can_t_do_is_refused_in_words(bot: Bot) -> None:
    number = (await bot.says()).body["result"]["message_id"]
    for work, code in (
        (bot.telegram.simulate.send(MIA), "nothing_to_send"),
        (bot.telegram.simulate.send(5, "hello"), "person_not_found"),
        (bot.telegram.simulate.edit(MIA, number, "mine now"), "not_yours"),
        (bot.telegram.simulate.press(MIA, number, "Black"), "no_such_button"),
        (bot.telegram.simulate.react(MIA, 99, "❤"), "message_not_found"),
    ):
        with pytest.raises(HumanError) as caught:
            await work
        assert caught.value.code == code


async def test_the_peoples_routes_do_what_the_calls_do(bot: Bot, pg: Playground) -> None:
    async def post(path: str, body: Any) -> tuple[int, Any]:
        async with bot.session.post(f"{pg.url}/_sim/telegram/{path}", json=body) as answer:
            return answer.status, await answer.json()

    assert await post("send", {"person": MIA, "text": "hello"}) == (200, {"ok": True, "message": 1})
    assert (await post("send", {"who": MIA}))[0] == 400
    assert (await post("config", {"webhook_url": 5}))[1]["error"] == "bad_request"
    assert (await post("config", {"tea": "green"}))[0] == 400
    assert "secret_token" not in (await post("config", {"secret_token": "another"}))[1]
    async with bot.session.get(f"{pg.url}/_sim/telegram/state?person={MIA}") as answer:
        state = await answer.json()
    assert [(one["text"], one["mine"]) for one in state["messages"]] == [("hello", True)]
    async with bot.session.get(f"{pg.url}/_sim/telegram/state?person=5") as answer:
        assert answer.status == 400
    async with bot.session.get(f"{pg.url}/_sim/telegram/seed") as answer:
        assert len((await answer.json())["people"]) == 2


async def test_it_begins_again_with_given_people_and_a_wrong_one_leaves_all_as_it_was(bot: Bot, pg: Playground) -> None:
    with pytest.raises(HumanError, match="does not fit"):
        await bot.telegram.reset({"people": [{"tea": "green"}]})
    assert bot.telegram.person(MIA).met
    await bot.telegram.reset({"people": [{"id": 5, "first_name": "Noa"}]})
    assert list(bot.telegram.store.people) == [5]
    await pg.reset()
    assert MIA in bot.telegram.store.people
