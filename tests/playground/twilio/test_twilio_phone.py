"""What one does and sees on a phone, over HTTP."""

import base64
from typing import Any

import pytest
from aiohttp import web

from playground.server import Playground
from playground.twilio.seed import AUTH_TOKEN, MIA, NUMBER, TOM

from .conftest import App, Wire

PNG = b"\x89PNG\r\n\x1a\n"
PICTURE = {"name": "tea.png", "mimetype": "image/png", "base64": base64.b64encode(PNG).decode()}


async def sim(wire: Wire, path: str, body: Any = None) -> Any:
    method = "GET" if body is None else "POST"
    async with wire.session.request(method, f"{wire.pg.url}/_sim/{path}", json=body) as response:
        return await response.json()


def escaped(number: str) -> str:
    return number.replace("+", "%2B")


async def state(wire: Wire, phone: str = MIA) -> Any:
    return await sim(wire, f"phone/state?phone={escaped(phone)}")


async def test_a_phone_begins_empty(wire: Wire) -> None:
    shown = await sim(wire, "phone/state")
    assert (shown["me"], shown["threads"], shown["connected"]) == (MIA, [], False)
    assert [one["name"] for one in shown["phones"]] == ["Mia Chen", "Tom Okafor"]
    assert shown["numbers"][0] == {"number": NUMBER, "name": "Northwind"}


async def test_a_text_and_its_answer_stand_in_one_thread(wire: Wire, pg: Playground) -> None:
    sent = await sim(wire, "phone/send", {"phone": MIA, "text": "Where is my tea?", "files": [PICTURE]})
    assert sent["ok"]
    await wire.send("a" * 190)
    await pg.twilio.settled()
    (thread,) = (await state(wire))["threads"]
    mine, theirs = thread["texts"]
    assert (thread["number"], thread["unread"]) == (NUMBER, 1)
    assert (mine["mine"], mine["text"], mine["files"][0]["name"]) == (True, "Where is my tea?", "tea.png")
    assert (theirs["mine"], theirs["segments"], theirs["fresh"]) == (False, 2, True)
    async with wire.session.get(f"{pg.url}{mine['files'][0]['url']}") as response:
        assert (response.content_type, await response.read()) == ("image/png", PNG)
    await sim(wire, "phone/read", {"phone": MIA, "number": NUMBER})
    assert (await state(wire))["threads"][0]["unread"] == 0


async def test_a_file_is_on_its_own_phone_only(wire: Wire, pg: Playground) -> None:
    sent = await pg.twilio.simulate.send(phone=MIA, files=[PICTURE])
    for path in (f"{sent['id']}/0?phone={escaped(TOM)}", f"{sent['id']}/1?phone={escaped(MIA)}", "99/0"):
        async with wire.session.get(f"{pg.url}/_sim/phone/file/{path}") as response:
            assert response.status == 404


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"text": " "}, "no_text"),
    "too long": ({"text": "a" * 1601}, "msg_too_long"),
    "a number that is none": ({"phone": "12", "text": "hi"}, "bad_number"),
    "to a stranger": ({"to": "+15550100999", "text": "hi"}, "unknown_number"),
    "a broken file": ({"files": [{"name": "a"}]}, "bad_request"),
    "eleven files": ({"files": [PICTURE] * 11}, "too_large"),
    "an unknown field": ({"words": "hi"}, "bad_request"),
}


@pytest.mark.parametrize("why", REFUSED)
async def test_what_a_phone_cannot_do_is_said(wire: Wire, pg: Playground, why: str) -> None:
    fields, code = REFUSED[why]
    answer = await sim(wire, "phone/send", {"phone": MIA} | fields)
    assert (answer["ok"], answer["error"]) == (False, code)
    assert answer["message"].endswith(".")
    assert not pg.twilio.store.messages


async def test_a_phone_that_is_off_sends_nothing_and_gets_nothing(wire: Wire, pg: Playground) -> None:
    assert (await sim(wire, "phone/switch", {"phone": MIA, "off": True}))["off"] is True
    assert (await sim(wire, "phone/send", {"phone": MIA, "text": "hi"}))["error"] == "phone_off"
    await wire.send()
    await pg.twilio.settled()
    shown = await state(wire)
    assert shown["phones"][0]["off"] is True
    assert shown["threads"] == []
    assert (await sim(wire, "phone/switch", {"phone": MIA, "warp": True}))["error"] == "bad_request"
    assert (await sim(wire, "phone/switch", {"phone": "+15550133333", "off": True}))["error"] == "phone_not_found"


async def test_an_unknown_number_is_made_a_phone_by_its_first_text(wire: Wire, pg: Playground) -> None:
    await pg.twilio.simulate.send(phone="+4915100000000", text="Guten Tag")
    await wire.send("Hallo", To="+4915100000000")
    await pg.twilio.settled()
    assert pg.twilio.find("Hallo", phone="+4915100000000")
    assert pg.twilio.phone("+4915100000000").country == "DE"


async def test_a_thread_says_that_it_was_stopped(wire: Wire, pg: Playground) -> None:
    await pg.twilio.simulate.send(phone=MIA, text="STOP")
    (thread,) = (await state(wire))["threads"]
    assert thread["stopped"] is True
    assert [one["mine"] for one in thread["texts"]] == [True, False]


async def test_a_link_is_looked_at_only_when_previews_are_on(wire: Wire, pg: Playground, hooked: App) -> None:
    title = '<title>Not this</title><meta content="Your form &amp; more" property="og:title">'
    hooked.pages["/form/1"] = web.Response(text=title, content_type="text/html")
    await wire.send(f"Please fill in {hooked.url}/form/1.")
    await pg.twilio.settled()
    assert hooked.fetched == []
    await pg.twilio.simulate.switch(phone=MIA, previews=True)
    await wire.send(f"Again: ({hooked.url}/form/1), thank you")
    await pg.twilio.settled()
    assert hooked.fetched == [("GET", "/form/1")]
    text = pg.twilio.texts(MIA)[-1]
    assert text.preview
    assert (text.preview.url, text.preview.title) == (f"{hooked.url}/form/1", "Your form & more")


async def test_a_link_that_leads_nowhere_still_has_a_preview(wire: Wire, pg: Playground) -> None:
    await pg.twilio.simulate.switch(phone=MIA, previews=True)
    await wire.send("See http://127.0.0.1:9/gone")
    await pg.twilio.settled()
    preview = pg.twilio.texts(MIA)[-1].preview
    assert preview
    assert (preview.title, preview.site) == ("127.0.0.1:9", "127.0.0.1:9")


async def test_the_console_is_set_and_tells_no_secret(wire: Wire, pg: Playground) -> None:
    answer = await sim(wire, "twilio/config", {"sms_url": "https://bridge.example/sms", "service_numbers": [NUMBER]})
    assert answer["sms_url"] == "https://bridge.example/sms"
    assert answer["base_url"] == pg.twilio.base_url
    assert AUTH_TOKEN not in str(await sim(wire, "twilio/config"))


WRONG: list[dict[str, Any]] = [
    {"sms": "x"},
    {"sms_url": 1},
    {"trial": "yes"},
    {"numbers": []},
    {"numbers": "x"},
    {"numbers": ["12"]},
    {"method": "PUT"},
    {"seconds_to_send": -1},
    {"service_numbers": ["+15550100999"]},
]


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_wrong_setting_changes_nothing(wire: Wire, wrong: dict[str, Any]) -> None:
    before = await sim(wire, "twilio/config")
    answer = await sim(wire, "twilio/config", {"status_url": "https://bridge.example/x"} | wrong)
    assert answer["error"] == "bad_request"
    assert await sim(wire, "twilio/config") == before


async def test_the_phones_can_be_others(wire: Wire) -> None:
    assert (await sim(wire, "twilio/seed"))["phones"]
    answer = await sim(wire, "twilio/seed", {"phones": [{"number": "+33600000000", "name": "Zoé"}]})
    assert answer["ok"]
    assert [one["name"] for one in (await sim(wire, "phone/state"))["phones"]] == ["Zoé"]
    wrongs: list[dict[str, Any]] = [{"phones": [{"name": "x"}]}, {"phones": [{"number": "12"}]}, {"people": []}]
    for wrong in wrongs:
        assert (await sim(wire, "twilio/seed", wrong))["error"] == "bad_seed"


async def test_the_error_log_has_a_page(wire: Wire, pg: Playground) -> None:
    async with wire.session.get(f"{pg.twilio.base_url}/console/errors") as response:
        assert "Nothing has gone wrong." in await response.text()
    pg.twilio.report(12300, "warning", "Invalid <type>", sid="SM1", url="https://a.example/")
    async with wire.session.get(f"{pg.twilio.base_url}/console/errors") as response:
        page = await response.text()
    assert "Invalid &lt;type&gt;" in page
    (row,) = (await sim(wire, "twilio/errors"))["errors"]
    assert (row["code"], row["level"], row["sid"]) == (12300, "warning", "SM1")


async def test_no_secret_is_in_the_inspector(wire: Wire, pg: Playground, hooked: App) -> None:
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await wire.send()
    await pg.twilio.settled()
    rows = (await sim(wire, "traffic"))["traffic"]
    assert {row["summary"] for row in rows} == {"incoming message", "create", "status sent", "status delivered"}
    assert {row["vendor"] for row in rows} == {"twilio"}
    signatures = [one.headers["X-Twilio-Signature"] for one in hooked.received]
    assert not any(secret in str(rows) for secret in [AUTH_TOKEN, *signatures])


async def test_a_reset_forgets_texts_and_keeps_the_settings(wire: Wire, pg: Playground) -> None:
    pg.twilio.settings.sms_url = "http://127.0.0.1:9/"
    await pg.twilio.simulate.send(phone=MIA, text="STOP")
    await sim(wire, "reset", {})
    assert pg.twilio.texts(MIA) == []
    assert (await wire.send()).status == 201
    assert pg.twilio.settings.sms_url == "http://127.0.0.1:9/"
