"""The door of the Graph API: versions, tokens, proofs, paths, bodies."""

import json

import aiohttp
import pytest

from playground.meta import admin
from playground.meta.seed import APP_SECRET, MIA_PSID, MIA_WA, PAGE, PAGE_TOKEN, PHONE_ID, WA_TOKEN, WABA
from playground.meta.signature import proof
from playground.refusals import HumanError
from playground.server import Playground

from .conftest import App, Wire


@pytest.mark.parametrize(("version", "served"), [("v25.0/", "v25.0"), ("v3.2/", "v19.0"), ("", "v19.0")])
async def test_a_version_that_is_no_longer_there_is_answered_as_the_oldest(
    wire: Wire, version: str, served: str
) -> None:
    wire.version = version
    back = await wire.call("GET", PAGE)
    assert (back.status, back.headers["facebook-api-version"]) == (200, served)


@pytest.mark.parametrize("version", ["v99.0/", "v25.1/", "25.0/"])
async def test_a_version_that_does_not_exist_is_an_unknown_path(wire: Wire, version: str) -> None:
    wire.version = version
    back = await wire.call("POST", f"{PAGE}/messages", {})
    assert (back.status, back.code) == (400, (2500, 0))
    assert "Unknown path components" in back.body["error"]["message"]


async def test_without_a_token_or_with_a_wrong_one_nothing_is_answered(wire: Wire, pg: Playground) -> None:
    assert (await wire.call("GET", PAGE, token="")).code == (104, 0)
    assert (await wire.call("GET", PAGE, token="EAAwrong")).code == (190, 0)
    whatsapp = await wire.call("GET", PHONE_ID, token="EAAwrong\u00e9".encode().decode("latin-1"))
    assert (whatsapp.status, whatsapp.code) == (401, (190, 0))
    pg.meta.settings.tokens_expired = True
    assert (await wire.call("GET", PAGE)).code == (190, 463)


async def test_a_token_opens_what_is_its_own(wire: Wire) -> None:
    for node, token in ((PHONE_ID, PAGE_TOKEN), (PAGE, WA_TOKEN), ("42", PAGE_TOKEN)):
        back = await wire.call("GET", node, token=token)
        assert (back.status, back.code) == (400, (100, 33))


async def test_a_refusal_has_the_shape_of_an_error_object(wire: Wire) -> None:
    error = (await wire.call("GET", PAGE, token="EAAwrong")).body["error"]
    assert (error["type"], error["code"]) == ("OAuthException", 190)
    assert len(error["fbtrace_id"]) > 8


async def test_a_proof_is_checked_when_given_and_asked_for_when_required(wire: Wire, pg: Playground) -> None:
    good = proof(APP_SECRET, PAGE_TOKEN)
    assert (await wire.call("GET", f"{PAGE}?appsecret_proof={good}")).status == 200
    wrong = await wire.call("GET", f"{PAGE}?appsecret_proof={good[:-1]}x")
    assert (wrong.code, wrong.body["error"]["type"]) == ((100, 0), "GraphMethodException")
    pg.meta.settings.require_proof = True
    assert (await wire.call("GET", PAGE)).code == (100, 0)
    assert (await wire.call("GET", f"{PAGE}?appsecret_proof={good}")).status == 200


@pytest.mark.usefixtures("open_windows")
async def test_a_form_and_json_and_the_query_say_the_same(wire: Wire, pg: Playground) -> None:
    fields = {
        "recipient": json.dumps({"id": MIA_PSID}),
        "messaging_type": "RESPONSE",
        "message": json.dumps({"text": "by form"}),
        "access_token": PAGE_TOKEN,
    }
    url = f"{pg.meta.base_url}/v25.0/me/messages"
    async with wire.session.post(url, data=aiohttp.FormData(fields)) as response:
        assert response.status == 200
    async with wire.session.post(url, params=fields | {"message": json.dumps({"text": "by query"})}) as response:
        assert response.status == 200
    await pg.meta.settled()
    assert [one.text for one in pg.messenger.bubbles(MIA_PSID)[1:]] == ["by form", "by query"]


async def test_json_that_is_none_is_refused(wire: Wire, pg: Playground) -> None:
    url = f"{pg.meta.base_url}/v25.0/{PAGE}/messages"
    for body in ("{", "[1]"):
        headers = {"Authorization": f"Bearer {PAGE_TOKEN}", "Content-Type": "application/json"}
        async with wire.session.post(url, data=body, headers=headers) as response:
            assert (response.status, (await response.json())["error"]["code"]) == (400, 100)


async def test_paths_that_nothing_answers_at_say_so(wire: Wire) -> None:
    assert (await wire.call("GET", f"{PAGE}/likes")).code == (100, 0)
    assert (await wire.call("POST", f"{PAGE}/likes")).code == (2500, 0)
    assert (await wire.call("GET", f"{PAGE}/a/b")).code == (2500, 0)
    assert (await wire.call("DELETE", PAGE)).code == (100, 33)


async def test_the_page_and_the_numbers_say_who_they_are(wire: Wire) -> None:
    assert (await wire.call("GET", f"{PAGE}?fields=name")).body == {"name": "Northwind", "id": PAGE}
    number = (await wire.call("GET", PHONE_ID, token=WA_TOKEN)).body
    assert (number["display_phone_number"], number["quality_rating"]) == ("+15550100400", "GREEN")
    assert len((await wire.call("GET", f"{WABA}/phone_numbers", token=WA_TOKEN)).body["data"]) == 2
    assert (await wire.call("GET", f"{PHONE_ID}?fields=pin", token=WA_TOKEN)).code == (100, 0)
    assert (await wire.call("GET", f"{PAGE}?fields=likes")).code == (100, 0)


async def test_an_app_is_told_nothing_that_it_has_not_subscribed_to(wire: Wire, pg: Playground, hooked: App) -> None:
    assert (await wire.call("DELETE", f"{PAGE}/subscribed_apps")).body == {"success": True}
    assert (await wire.call("DELETE", f"{WABA}/subscribed_apps", token=WA_TOKEN)).body == {"success": True}
    await pg.messenger.simulate.send(person=MIA_PSID, text="nobody hears")
    await pg.whatsapp.simulate.send(person=MIA_WA, text="nobody hears")
    await pg.meta.settled()
    assert hooked.received == []
    for node, token in ((PAGE, PAGE_TOKEN), (WABA, WA_TOKEN)):
        assert (await wire.call("GET", f"{node}/subscribed_apps", token=token)).body == {"data": []}
    fields = {"subscribed_fields": "messages,messaging_postbacks"}
    assert (await wire.call("POST", f"{PAGE}/subscribed_apps", fields)).body == {"success": True}
    assert (await wire.call("POST", f"{WABA}/subscribed_apps", token=WA_TOKEN)).body == {"success": True}
    assert (await wire.call("POST", f"{PAGE}/subscribed_apps", {"subscribed_fields": "likes"})).code == (100, 0)
    assert (await wire.call("GET", f"{WABA}/subscribed_apps", token=WA_TOKEN)).body["data"]
    assert (await wire.call("GET", f"{PAGE}/subscribed_apps")).body["data"][0]["subscribed_fields"] == [
        "messages",
        "messaging_postbacks",
    ]
    await pg.messenger.simulate.send(person=MIA_PSID, text="heard")
    await hooked.until(hooked.messages)


@pytest.mark.parametrize(
    "wrong",
    [
        {"strange": 1},
        {"app_secret": 1},
        {"require_proof": "yes"},
        {"batch": 0},
        {"media_seconds": -1},
        {"messenger_fields": ["likes"]},
        {"limits": {"strange": 1}},
        {"phones": []},
        {"templates": [{"name": "x"}]},
    ],
)
async def test_a_setting_that_does_not_fit_changes_nothing(pg: Playground, wrong: dict[str, object]) -> None:
    before = admin.configuration(pg.meta)
    with pytest.raises(HumanError):
        await admin.configure(pg.meta, {"page_name": "Changed", **wrong})
    assert admin.configuration(pg.meta) == before


async def test_secrets_are_not_told(pg: Playground, wire: Wire) -> None:
    async with wire.session.get(f"{pg.url}/_sim/meta/config") as response:
        told = await response.text()
    assert not [one for one in (APP_SECRET, PAGE_TOKEN, WA_TOKEN) if one in told]
    assert pg.meta.base_url in told
    await wire.call("GET", f"{PAGE}?appsecret_proof={proof(APP_SECRET, PAGE_TOKEN)}")
    assert PAGE_TOKEN not in str(pg.traffic.after(0))
    assert proof(APP_SECRET, PAGE_TOKEN) not in str(pg.traffic.after(0))
