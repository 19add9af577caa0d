"""The Content API, and what is made of a content on WhatsApp: words, buttons, a list."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import encode_basic_auth, web
from yarl import URL

from playground.refusals import HumanError
from playground.server import Playground
from playground.twilio import visible
from playground.twilio.content import Template
from playground.twilio.model import Json
from playground.twilio.seed import ACCOUNT_SID, AUTH_TOKEN, MIA, NUMBER

from .conftest import App, Back, Wire

OURS, TO = f"whatsapp:{NUMBER}", f"whatsapp:{MIA}"
ONE = {"item": "{{3}}", "id": "{{4}}", "description": "{{5}}"}
BUTTONS: Json = {
    "friendly_name": "two_buttons",
    "language": "en",
    "variables": {"1": "Which tea?"},
    "types": {
        "twilio/quick-reply": {
            "body": "{{1}}",
            "actions": [{"title": "{{2}}", "id": "{{3}}"}, {"title": "{{4}}", "id": "{{5}}"}],
        }
    },
}
LIST: Json = {
    "friendly_name": "one_item",
    "language": "en",
    "types": {"twilio/list-picker": {"body": "{{1}}", "button": "{{2}}", "items": [ONE]}},
}
TEAS = {"2": "Green", "3": "t:1", "4": "Black", "5": "t:2"}


async def call(wire: Wire, method: str, path: str, given: Any = None, login: tuple[str, str] | None = None) -> Back:
    url = URL(f"{wire.pg.twilio.base_url}/{path}", encoded=True)
    auth = {"Authorization": encode_basic_auth(*(login or (ACCOUNT_SID, AUTH_TOKEN)))}
    async with wire.session.request(method, url, json=given, headers=auth) as response:
        is_json = response.content_type == "application/json"
        return Back(response.status, await response.json() if is_json else "", response.headers)


async def made(wire: Wire, given: Json) -> str:
    answer = await call(wire, "POST", "v1/Content", given)
    assert answer.status == 201
    return str(answer.body["sid"])


async def sends(wire: Wire, sid: str, variables: Mapping[str, str]) -> Back:
    given = {"To": TO, "From": OURS, "ContentSid": sid, "ContentVariables": json.dumps(variables)}
    answer = await wire.send("", **given)
    await wire.pg.twilio.settled()
    return answer


@pytest.fixture(autouse=True)
async def _wrote(pg: Playground, hooked: App) -> None:
    pg.twilio.settings.whatsapp_url = f"{hooked.url}/whatsapp"
    await pg.twilio.simulate.send(phone=MIA, to=OURS, text="hello")
    await pg.twilio.settled()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"types": {}}, 92001),
        ({"types": None}, 92001),
        ({"variables": {str(one): "x" for one in range(101)}}, 92002),
        ({"variables": {"1": 5}}, 20001),
        ({"language": "Klingon"}, 92004),
        ({"types": {"twilio/pay": {}}}, 20001),
        ({"types": {"twilio/quick-reply": {"body": "Which?", "actions": []}}}, 20001),
        ({"types": {"twilio/quick-reply": {"body": "", "actions": [{"title": "A", "id": "a"}]}}}, 20001),
        ({"types": {"twilio/quick-reply": {"body": "?", "actions": [{"title": "x" * 21, "id": "a"}]}}}, 20001),
        ({"types": {"twilio/list-picker": {"body": "?", "button": "Go", "items": [ONE] * 11}}}, 20001),
        ({"types": {"twilio/list-picker": {"body": "?", "items": [ONE]}}}, 20001),
        ({"types": {"twilio/text": {"body": "x" * 1601}}}, 20001),
    ],
)
async def test_what_is_wrong_with_a_content_is_refused_with_its_code(wire: Wire, changes: Json, code: int) -> None:
    assert (await call(wire, "POST", "v1/Content", BUTTONS | changes)).code == code


async def test_a_content_is_made_with_the_accounts_password_only(wire: Wire, pg: Playground) -> None:
    assert (await call(wire, "POST", "v1/Content", BUTTONS, (ACCOUNT_SID, "wrong"))).code == 20003
    assert not pg.twilio.store.contents


async def test_contents_are_listed_told_of_and_deleted(wire: Wire) -> None:
    first, second = await made(wire, BUTTONS), await made(wire, LIST)
    page = (await call(wire, "GET", "v1/Content?PageSize=1")).body
    told = (await call(wire, "GET", f"v1/Content/{first}")).body
    gone = await call(wire, "DELETE", f"v1/Content/{first}")

    assert ([one["sid"] for one in page["contents"]], page["meta"]["key"]) == ([second], "contents")
    assert page["meta"]["next_page_url"].startswith("https://content.twilio.com/v1/Content?")
    assert {name: told[name] for name in BUTTONS} == BUTTONS
    assert gone.status == 204
    assert (await call(wire, "GET", f"v1/Content/{first}")).code == 20404
    assert (await sends(wire, first, {"1": "Which?"} | TEAS)).code == 21655


async def test_a_content_is_found_by_its_name(wire: Wire) -> None:
    await made(wire, LIST)
    sid = await made(wire, BUTTONS)
    found = (await call(wire, "GET", "v2/Content?ContentName=two_b")).body["contents"]

    assert [one["sid"] for one in found] == [sid]
    assert (await call(wire, "GET", "v2/Content?ContentName=%5B")).code == 20001


async def test_a_tap_is_told_with_the_buttons_id_and_words(wire: Wire, pg: Playground, hooked: App) -> None:
    ours = (await sends(wire, await made(wire, BUTTONS), TEAS)).body
    text = pg.twilio.texts(MIA)[-1]
    await pg.twilio.simulate.tap(phone=MIA, id=text.id, index=1)
    await pg.twilio.settled()

    assert (ours["body"], [(one.kind, one.title) for one in text.choices]) == (
        "Which tea?",
        [("reply", "Green"), ("reply", "Black")],
    )
    told = hooked.told("/whatsapp")[-1]
    assert (told["Body"], told["ButtonText"], told["ButtonPayload"]) == ("Black", "Black", "t:2")
    assert told["OriginalRepliedMessageSid"] == ours["sid"]
    assert "ListId" not in told
    with pytest.raises(HumanError):
        await pg.twilio.simulate.tap(phone=MIA, id=text.id, index=0)
    with pytest.raises(HumanError):
        await pg.twilio.simulate.tap(phone=MIA, id=text.id, index=2)


async def test_a_row_of_a_list_is_picked_and_another_one_after_it(wire: Wire, pg: Playground, hooked: App) -> None:
    variables = {"1": "Which?", "2": "Choose", "3": "Green", "4": "t:1", "5": "A light one"}
    await sends(wire, await made(wire, LIST), variables)
    text = pg.twilio.texts(MIA)[-1]
    for _ in range(2):
        await pg.twilio.simulate.tap(phone=MIA, id=text.id, index=0)
    await pg.twilio.settled()

    told = hooked.told("/whatsapp")[-2:]
    assert [(one["Body"], one["ListId"], one["ListTitle"]) for one in told] == [("Green", "t:1", "Green")] * 2
    (thread,) = visible.state(pg.twilio, MIA)["threads"]
    assert thread["texts"][1]["list_label"] == "Choose"
    assert thread["texts"][1]["choices"] == [
        {"index": 0, "kind": "row", "title": "Green", "description": "A light one", "section": "", "value": "t:1"}
    ]


async def test_a_card_has_a_title_a_picture_and_a_button_that_opens_an_address(
    wire: Wire, pg: Playground, hooked: App
) -> None:
    sid, link = "HX" + "5" * 32, "https://shop.example/t/{{2}}"
    pg.twilio.settings.templates[sid] = Template(
        "It is here.", title="Order {{1}}", media=f"{hooked.url}/{{{{3}}}}", links=(("Follow it", link),)
    )
    hooked.pages["/pot.png"] = web.Response(body=b"\x89PNG", headers={"Content-Type": "image/png"})
    await sends(wire, sid, {"1": "4711", "2": "a/b", "3": "pot.png"})
    text = pg.twilio.texts(MIA)[-1]

    assert (text.text, [one.name for one in text.files]) == ("Order 4711\nIt is here.", ["pot.png"])
    assert [(one.kind, one.title, one.id) for one in text.choices] == [
        ("url", "Follow it", "https://shop.example/t/a/b")
    ]
    assert await pg.twilio.simulate.tap(phone=MIA, id=text.id, index=0) == {"url": "https://shop.example/t/a/b"}


@pytest.mark.parametrize(
    ("given", "variables", "code"),
    [
        (BUTTONS, TEAS | {"2": "x" * 21}, 21658),
        (BUTTONS, TEAS | {"3": "x" * 201}, 21658),
        (BUTTONS, TEAS | {"1": "x" * 1025}, 21658),
        (BUTTONS, TEAS | {"1": "two\nlines"}, 21656),
        (LIST, {"1": "?", "2": "x" * 21, "3": "a", "4": "b", "5": "c"}, 21658),
        (LIST, {"1": "?", "2": "Go", "3": "x" * 25, "4": "b", "5": "c"}, 21658),
        (LIST, {"1": "?", "2": "Go", "3": "a", "4": "b", "5": "x" * 73}, 21658),
    ],
)
async def test_values_that_make_a_field_too_long_are_refused(
    wire: Wire, given: Json, variables: dict[str, str], code: int
) -> None:
    assert (await sends(wire, await made(wire, given), variables)).code == code


async def test_what_whatsapp_does_not_show_without_approval_ends_the_message(wire: Wire, pg: Playground) -> None:
    four = {"body": "Which?", "actions": [{"title": f"tea {one}", "id": str(one)} for one in range(4)]}
    many = await made(wire, BUTTONS | {"types": {"twilio/quick-reply": four}, "variables": {}})
    for sid, variables in ((many, {}), (await made(wire, BUTTONS), TEAS | {"4": "Green"})):
        answer = (await sends(wire, sid, variables)).body
        assert (await wire.fetch(answer["sid"]))["error_code"] == 63021
    pg.twilio.phone(MIA).heard[OURS] = 0.0
    late = (await sends(wire, await made(wire, LIST), {"1": "?", "2": "Go", "3": "a", "4": "b", "5": "c"})).body

    assert (await wire.fetch(late["sid"]))["error_code"] == 63016
