"""What a person sees and may do; the routes under /_sim; the pages."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground import pages
from playground.changes import DeadlineMissedError
from playground.clock import FakeClock
from playground.server import Playground
from playground.slack.errors import HumanError
from playground.slack.seed import DEFAULT
from playground.slack.visible import state

from .conftest import App

Json = dict[str, Any]


def channel_of(pg: Playground, user: str, channel: str) -> Json:
    return next(row for row in state(pg.slack, user)["channels"] if row["id"] == channel)


async def test_private_channels_and_direct_messages_are_for_their_members(
    pg: Playground, client: AsyncWebClient
) -> None:
    private = (await pg.slack.simulate.create_channel(user="U0ADA", name="board", private=True))["channel"]
    im = (await client.chat_postMessage(channel="U0ADA", text="for you"))["channel"]
    seen = {row["id"] for row in state(pg.slack, "U0GRACE")["channels"]}
    assert not {private, im} & seen
    assert {private, im} <= {row["id"] for row in state(pg.slack, "U0ADA")["channels"]}
    assert "xox" not in str(state(pg.slack, "U0ADA"))
    with pytest.raises(HumanError, match="does not exist"):
        await pg.slack.simulate.post(user="U0GRACE", channel=private, text="let me in")


async def test_unread_and_mentions_count_until_read(pg: Playground, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SUPPORT", text="one")
    root = (await client.chat_postMessage(channel="C0SUPPORT", text="<@U0ADA> two"))["ts"]
    await client.chat_postMessage(channel="C0SUPPORT", text="in a thread", thread_ts=root)
    shown = channel_of(pg, "U0ADA", "C0SUPPORT")
    assert (shown["unread"], shown["mentions"]) == (2, 1)
    assert channel_of(pg, "U0GRACE", "C0SUPPORT")["mentions"] == 0
    await pg.slack.simulate.read(user="U0ADA", channel="C0SUPPORT")
    assert channel_of(pg, "U0ADA", "C0SUPPORT")["unread"] == 0


async def test_people_change_only_their_own_messages(pg: Playground) -> None:
    people = pg.slack.simulate
    ts = (await people.post(user="U0ADA", channel="C0SUPPORT", text="mine"))["ts"]
    with pytest.raises(HumanError, match="only your own"):
        await people.edit(user="U0GRACE", channel="C0SUPPORT", ts=ts, text="yours")
    with pytest.raises(HumanError, match="only your own"):
        await people.delete(user="U0GRACE", channel="C0SUPPORT", ts=ts)
    await people.delete(user="U0LIN", channel="C0SUPPORT", ts=ts)  # an administrator
    assert pg.slack.messages("C0SUPPORT") == []


async def test_an_archived_channel_takes_nothing(pg: Playground) -> None:
    await pg.slack.simulate.archive(user="U0ADA", channel="C0SALES")
    with pytest.raises(HumanError, match="archived"):
        await pg.slack.simulate.post(user="U0ADA", channel="C0SALES", text="hi")


async def test_typed_names_become_tokens_and_pictures_names(pg: Playground) -> None:
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="@grace see #sales & *this* 👋")
    assert pg.slack.messages("C0SUPPORT")[0].text == "<@U0GRACE> see <#C0SALES|sales> &amp; *this* :wave:"


async def test_typed_fences_become_preformatted_and_code_stays_as_typed(pg: Playground) -> None:
    typed = "Try `*x* 👋 @grace`:\n```\n@grace <b> *x* :wave:\nhttps://tea.example/a?b&c\n```\n*done*"
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text=typed)
    (message,) = pg.slack.messages("C0SUPPORT")
    assert message.text == (
        "Try `*x* 👋 @grace`:\n```\n@grace &lt;b&gt; *x* :wave:\n<https://tea.example/a?b&amp;c>\n```\n*done*"
    )
    assert [(part["type"], part["elements"]) for part in message.blocks[0]["elements"]] == [
        (
            "rich_text_section",
            [
                {"type": "text", "text": "Try "},
                {"type": "text", "text": "*x* 👋 @grace", "style": {"code": True}},
                {"type": "text", "text": ":"},
            ],
        ),
        (
            "rich_text_preformatted",
            [
                {"type": "text", "text": "@grace <b> *x* :wave:\n"},
                {"type": "link", "url": "https://tea.example/a?b&c"},
            ],
        ),
        ("rich_text_section", [{"type": "text", "text": "done", "style": {"bold": True}}]),
    ]


@pytest.mark.parametrize("typed", ["```not closed", "``````", "`a\nb`"])
async def test_backticks_that_make_no_code_are_words(pg: Playground, typed: str) -> None:
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text=typed)
    (block,) = pg.slack.messages("C0SUPPORT")[0].blocks
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": typed}]}
    assert block["elements"] == [words]


async def test_until_waits_for_a_message_and_misses_its_deadline(pg: Playground) -> None:
    await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hello there")
    found = await pg.slack.until(lambda slack: slack.find("hello", channel="C0SUPPORT"))
    assert found is not None
    assert found.user == "U0ADA"
    with pytest.raises(DeadlineMissedError, match="a reply"):
        await pg.slack.until(lambda slack: slack.find("never"), within=0.01, what="a reply")


async def test_the_page_hears_of_every_change(pg: Playground) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{pg.url}/_sim/ws?user=U0ADA") as ws:
        first = await ws.receive_json(timeout=30)
        assert (first["type"], first["state"]["me"]) == ("snapshot", "U0ADA")
        await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi")
        second = await ws.receive_json(timeout=30)
        assert (second["type"], second["rev"] > first["rev"]) == ("changed", True)


async def test_another_web_page_may_not_drive_the_playground(pg: Playground) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{pg.url}/_sim/reset", headers={"Origin": "https://evil.example"}) as answer,
    ):
        assert answer.status == 403


async def test_an_address_is_saved_only_if_it_answers_the_challenge(pg: Playground, app: App) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{pg.url}/_sim/slack/config"
        async with session.post(url, json={"events_url": f"{app.url}/elsewhere"}) as answer:
            assert (await answer.json())["events_url"] == f"{app.url}/elsewhere"
        async with session.post(url, json={"events_url": f"{pg.url}/nothing"}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (400, "url_verification_failed")
        assert pg.slack.settings.events_url == f"{app.url}/elsewhere"
        for bad in ({"mode": "pigeon"}, {"colour": 1}, {"limits": {"speed": 1}}, {"limits": {"tiers": {"9": 1}}}):
            async with session.post(url, json=bad) as answer:
                assert (answer.status, (await answer.json())["error"]) == (400, "bad_request")
        manifest = {"display_information": {"name": "X"}}
        manifest["features"] = {"slash_commands": [{"command": "/invite", "description": "x"}]}  # type: ignore[dict-item]
        async with session.post(url, json={"manifest": manifest}) as answer:
            assert (await answer.json())["error"] == "invalid_manifest"
        async with session.get(url) as answer:
            assert "secret" not in await answer.text()


async def test_a_reset_and_a_seed_begin_anew(pg: Playground, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SUPPORT", text="hi")
    async with aiohttp.ClientSession() as session:
        await session.post(f"{pg.url}/_sim/reset")
        assert pg.slack.messages("C0SUPPORT") == []
        seed = {"channels": [{"id": "C0NEW00001", "name": "new", "bot": True}]}
        await session.post(f"{pg.url}/_sim/seed", json=seed)
        async with session.post(f"{pg.url}/_sim/seed", json={"channels": [{"nome": "x"}]}) as answer:
            assert (await answer.json())["error"] == "bad_seed"
    assert list(pg.slack.store.channels) == ["C0NEW00001"]
    assert (await client.chat_postMessage(channel="C0NEW00001", text="hi"))["ok"]


async def test_the_inspector_lists_both_directions(pg: Playground, app: App, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SUPPORT", text="hi")
    await app.until(lambda: app.received)
    await pg.slack.settled()
    async with aiohttp.ClientSession() as session, session.get(f"{pg.url}/_sim/traffic?after=0") as answer:
        rows = (await answer.json())["traffic"]
    assert {(row["direction"], row["summary"]) for row in rows} == {
        ("to_vendor", "chat.postMessage"),
        ("to_bridge", "message"),
    }


async def test_the_shop_gets_the_bridges_address_escaped(tmp_path: Path) -> None:
    playground = Playground(bridge_url='http://b.example/"><script>')
    (tmp_path / "shop.html").write_text('<script src="{{bridge_url}}/widget.js"></script>')
    app = aiohttp.web.Application()
    pages.add(app, playground, tmp_path)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with aiohttp.ClientSession() as session:
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with session.get(f"{base}/shop") as answer:
            assert 'src="http://b.example/&quot;&gt;&lt;script&gt;/widget.js"' in await answer.text()
        async with session.get(f"{base}/") as answer:
            assert "is not built" in await answer.text()
    await runner.cleanup()


async def test_the_shop_names_the_queue_and_the_language_of_its_address(pg: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{pg.url}/shop") as answer:
            assert 'data-queue="support" data-locale=""' in await answer.text()
        async with session.get(f"{pg.url}/shop", params={"queue": "sales", "lang": 'd"e'}) as answer:
            assert 'data-queue="sales" data-locale="d&quot;e"' in await answer.text()


async def test_the_address_of_a_help_article_leads_to_its_place_in_the_shop(pg: Playground) -> None:
    url = f"{pg.url}/shop/help/delivery"
    async with aiohttp.ClientSession() as session, session.get(url, allow_redirects=False) as answer:
        assert answer.headers["Location"] == "/shop#delivery"


async def test_a_fake_clock_wakes_its_sleepers_in_order() -> None:
    clock, order = FakeClock(start=100), []

    async def sleeper(at: float) -> None:
        await clock.sleep_until(at)
        order.append((at, clock.now()))

    tasks = [asyncio.ensure_future(sleeper(at)) for at in (103.0, 101.0, 110.0)]
    await asyncio.sleep(0)
    await clock.advance(5)
    assert order == [(101.0, 101.0), (103.0, 103.0)]
    tasks[2].cancel()


async def test_every_person_has_a_picture(pg: Playground) -> None:
    await pg.slack.reset({"users": [*DEFAULT["users"], {"id": "U0NEW", "name": "new", "real_name": "Ann <New>"}]})
    async with aiohttp.ClientSession() as session:
        for person in state(pg.slack, "U0ADA")["users"]:
            async with session.get(f"{pg.url}{person['image']}") as answer:
                assert (answer.status, answer.content_type) == (200, "image/svg+xml")
                drawn = "<text" not in await answer.text()
                assert drawn is (person["id"] != "U0NEW")
        async with session.get(f"{pg.url}/slack/avatar/U0NOBODY.svg") as answer:
            assert answer.status == 404
