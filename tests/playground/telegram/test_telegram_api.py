"""The Bot API refuses and takes what Telegram's documents say."""

from typing import Any

import aiohttp
import pytest

from playground.clock import FakeClock
from playground.server import Playground
from playground.telegram.seed import MIA, TOKEN, TOM

from .conftest import Bot

DAY = 86_400.0
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"


async def test_a_wrong_token_and_a_method_that_is_none_are_told_apart(bot: Bot) -> None:
    wrong, none = await bot.call("getMe", "1:wrong"), await bot.call("pourTea")

    assert (wrong.status, wrong.body) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    assert (none.status, none.said) == (404, "404 Not Found: method not found")
    assert (await bot.call("GETME")).body["result"]["is_bot"] is True


async def test_who_the_bot_is_and_where_it_is_told(bot: Bot) -> None:
    assert (await bot.call("getMe")).body["result"]["username"] == "northwind_bot"
    assert (await bot.call("getWebhookInfo")).body["result"]["url"] == bot.url
    await bot.call("deleteWebhook")
    assert (await bot.call("getWebhookInfo")).body["result"]["url"] == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"url": "http://bot.example/"}, "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://bot.example:8080/"},
            "400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://bot.example/", "secret_token": "a.b"},
            "400 Bad Request: secret token contains unallowed characters",
        ),
        ({"url": "https://bot.example/", "secret_token": "a" * 257}, "400 Bad Request: secret token is too long"),
    ],
)
async def test_a_webhook_is_set_by_telegrams_rules(bot: Bot, given: dict[str, str], said: str) -> None:
    assert (await bot.call("setWebhook", **given)).said == said
    assert (await bot.call("setWebhook", url="https://bot.example:8443/", secret_token="a_b-C1")).body["result"] is True
    assert bot.telegram.settings.secret_token == "a_b-C1"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"chat_id": ""}, "400 Bad Request: chat_id is empty"),
        ({"chat_id": 5}, "400 Bad Request: chat not found"),
        ({"chat_id": TOM}, "400 Bad Request: chat not found"),
        ({"text": " "}, "400 Bad Request: message text is empty"),
        ({"text": "🍵" * 2049}, "400 Bad Request: message is too long"),
        ({"parse_mode": "HTML"}, "400 Bad Request: unsupported parse_mode"),
        (
            {"text": "🍵", "entities": [{"type": "bold", "offset": 0, "length": 3}]},
            "400 Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]}},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)  # fmt: skip
async def test_what_is_wrong_in_a_message_is_refused_in_telegrams_words(
    bot: Bot, given: dict[str, Any], said: str
) -> None:
    asked: dict[str, Any] = {"chat_id": MIA, "text": "hello"}
    assert (await bot.call("sendMessage", **asked | given)).said == said
    assert bot.shown() == []
    good: dict[str, Any] = {"text": "🍵" * 2048, "entities": [{"type": "bold", "offset": 0, "length": 4096}]}
    assert (await bot.says(**good)).status == 200
    assert [len(one.text) for one in bot.shown()] == [2048]


async def test_who_has_blocked_the_bot_or_is_gone_is_not_written_to(bot: Bot) -> None:
    mia = bot.telegram.person(MIA)
    mia.blocked = True
    assert (await bot.says()).said == "403 Forbidden: bot was blocked by the user"
    mia.deactivated = True
    assert (await bot.says()).said == "403 Forbidden: user is deactivated"


async def test_a_file_is_taken_within_its_limits(bot: Bot) -> None:
    assert (await bot.uploads("photo", "a.png", b"x" * 10_000_001)).said == "413 Request Entity Too Large"
    assert (await bot.uploads("document", "a.pdf", b"")).said == "400 Bad Request: file must be non-empty"
    for wide, high in ((9_990, 11), (210, 10), (0, 1)):
        content = PNG + wide.to_bytes(4, "big") + high.to_bytes(4, "big")
        assert (await bot.uploads("photo", "a.png", content)).said == "400 Bad Request: PHOTO_INVALID_DIMENSIONS"
    taken = await bot.uploads("photo", "a.png", PNG + (200).to_bytes(4, "big") + (10).to_bytes(4, "big"))
    assert [one["width"] for one in taken.body["result"]["photo"]] == [9, 90]
    assert (await bot.uploads("document", "a.pdf", b"%PDF")).body["result"]["document"]["file_name"] == "a.pdf"


async def test_that_the_bot_is_busy_is_seen_until_it_has_written(bot: Bot) -> None:
    assert (await bot.call("sendChatAction", chat_id=MIA, action="dancing")).status == 400
    await bot.call("sendChatAction", chat_id=MIA, action="upload_photo")
    assert bot.telegram.person(MIA).doing == "upload_photo"
    await bot.says()
    assert bot.telegram.person(MIA).doing == ""


async def test_a_message_is_changed_in_its_place_and_taken_back_for_two_days(bot: Bot, clock: FakeClock) -> None:
    number = (await bot.says("one")).body["result"]["message_id"]
    here = {"chat_id": MIA, "message_id": number}
    same = await bot.call("editMessageText", **here, text="one")
    assert same.said.startswith("400 Bad Request: message is not modified")
    assert (await bot.call("editMessageText", **here, text="two")).body["result"]["edit_date"] == int(clock.now())
    assert (await bot.call("editMessageText", chat_id=MIA, message_id=99, text="a")).said.endswith("to edit not found")
    hers = (await bot.telegram.simulate.send(MIA, "mine"))["message"]
    foreign = await bot.call("editMessageText", chat_id=MIA, message_id=hers, text="a")
    assert foreign.said == "400 Bad Request: message can't be edited"
    await clock.advance(2 * DAY + 1)
    assert (await bot.call("deleteMessage", **here)).said == "400 Bad Request: message can't be deleted for everyone"
    young = (await bot.says("three")).body["result"]["message_id"]
    assert (await bot.call("deleteMessage", chat_id=MIA, message_id=young)).body["result"] is True
    assert (await bot.call("deleteMessage", chat_id=MIA, message_id=young)).said.endswith("to delete not found")
    assert [one.text for one in bot.shown()] == ["two"]


async def test_the_bot_puts_one_emoji_on_a_message(bot: Bot) -> None:
    hers = (await bot.telegram.simulate.send(MIA, "mine"))["message"]
    liked = [{"type": "emoji", "emoji": "👍"}]
    assert (await bot.call("setMessageReaction", chat_id=MIA, message_id=hers, reaction=liked)).status == 200
    assert bot.telegram.messages(MIA)[0].reactions == ["👍"]


async def test_a_file_of_a_persons_is_loaded_within_an_hour(bot: Bot, clock: FakeClock) -> None:
    kept = bot.telegram.keep("document", "a.pdf", "application/pdf", b"%PDF")
    large = bot.telegram.keep("document", "b.pdf", "application/pdf", b"%PDF", 20_000_001)
    assert (await bot.call("getFile", file_id=large.id)).said == "400 Bad Request: file is too big"
    assert (await bot.call("getFile", file_id="none")).status == 400
    path = (await bot.call("getFile", file_id=kept.id)).body["result"]["file_path"]
    url = f"{bot.telegram.base_url}/file/bot{TOKEN}/{path}"
    async with bot.session.get(url) as answer:
        assert await answer.read() == b"%PDF"
    async with bot.session.get(url.replace(TOKEN, "1:wrong")) as answer:
        assert answer.status == 401
    await clock.advance(3_601)
    async with bot.session.get(url) as answer:
        assert answer.status == 404


async def test_more_than_telegram_takes_is_refused_with_a_pause(bot: Bot, clock: FakeClock) -> None:
    answers = [await bot.says(f"line {number}") for number in range(22)]

    refused = [one for one in answers if one.status == 429]
    assert len(refused) == 2
    assert refused[0].said == "429 Too Many Requests: retry after 1"
    assert refused[0].body["parameters"] == {"retry_after": 1}
    await clock.advance(1)
    assert (await bot.says("again")).status == 200


async def test_a_fault_happens_where_it_was_asked_for_and_no_token_is_in_the_log(bot: Bot, pg: Playground) -> None:
    pg.faults.add("sendMessage", "429", vendor="telegram", retry_after=7)
    assert (await bot.says()).body["parameters"] == {"retry_after": 7}
    pg.faults.add("sendMessage", "500", vendor="telegram")
    assert (await bot.says()).status == 500
    pg.faults.add("sendMessage", "reset_after_accept", vendor="telegram")
    with pytest.raises(aiohttp.ClientError):
        await bot.says("once")
    pg.faults.add("sendMessage", "reset", vendor="telegram")
    with pytest.raises(aiohttp.ClientError):
        await bot.says("never")

    assert [one.text for one in bot.shown()] == ["once"]
    assert TOKEN not in str(pg.traffic.after(0))
