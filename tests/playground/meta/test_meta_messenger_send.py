"""What a Page may send, when and to whom."""

from typing import Any

import aiohttp
import pytest
from aiohttp import web

from playground.clock import FakeClock
from playground.meta.model import Json
from playground.meta.seed import MIA_PSID, PAGE, PAGE_TOKEN, TOM_PSID
from playground.server import Playground

from .conftest import App, Wire

DAY = 24 * 3600
PNG = b"\x89PNG\r\n\x1a\nrest"
BUTTONS: list[Json] = [
    {"type": "postback", "title": "Yes", "payload": "YES"},
    {"type": "web_url", "title": "Shop", "url": "https://shop.example"},
    {"type": "phone_number", "title": "Call", "payload": "+15550100200"},
]
pytestmark = pytest.mark.usefixtures("open_windows")


def template(**payload: Any) -> Json:
    return {"attachment": {"type": "template", "payload": payload}}


async def test_a_message_arrives_on_the_handset(wire: Wire, pg: Playground) -> None:
    back = await wire.say("hi Mia")
    assert (back.status, back.body["recipient_id"]) == (200, MIA_PSID)
    bubble = await pg.messenger.until(lambda m: m.find("hi Mia", person=MIA_PSID))
    assert bubble.mid == back.body["message_id"]
    assert pg.messenger.store.messages[bubble.mid].status == "delivered"


QUICK = {"content_type": "text", "title": "Yes", "payload": "YES"}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({}, (100, 2018034)),
        ({"text": ""}, (100, 2018034)),
        ({"text": "x" * 2001}, (100, 0)),
        ({"text": 5}, (100, 0)),
        ({"text": "x", "attachment": {"type": "image"}}, (100, 0)),
        ({"text": "x", "metadata": "x" * 1001}, (100, 0)),
        ({"text": "x", "quick_replies": [QUICK] * 14}, (100, 0)),
        ({"text": "x", "quick_replies": [QUICK | {"title": "x" * 21}]}, (100, 0)),
        ({"text": "x", "quick_replies": [QUICK | {"payload": "x" * 1001}]}, (100, 0)),
        ({"text": "x", "quick_replies": [{"content_type": "text", "title": "x"}]}, (100, 0)),
        ({"text": "x", "quick_replies": [{"content_type": "location"}]}, (100, 0)),
        ({"attachment": {"type": "poem"}}, (100, 0)),
        (template(template_type="receipt"), (100, 0)),
        (template(template_type="button", text="x" * 641, buttons=BUTTONS), (100, 0)),
        (template(template_type="button", text="x", buttons=[]), (100, 0)),
        (template(template_type="button", text="x", buttons=[*BUTTONS, BUTTONS[0]]), (100, 0)),
        (template(template_type="button", text="x", buttons=[{"type": "web_url", "title": "x", "url": "x"}]), (100, 0)),
        (template(template_type="button", text="x", buttons=[{"type": "game", "title": "x"}]), (100, 0)),
        (template(template_type="generic", elements=[{"title": "alone"}]), (100, 0)),
        (template(template_type="generic", elements=[{"title": "x" * 81, "subtitle": "x"}]), (100, 0)),
        (template(template_type="generic", elements=[{"title": "x", "subtitle": "x"}] * 11), (100, 0)),
    ],
)
async def test_a_message_that_does_not_fit_is_refused(wire: Wire, message: Json, code: tuple[int, int]) -> None:
    back = await wire.say(message=message)
    assert (back.status, back.code) == (400, code)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"recipient": None}, (100, 0)),
        ({"recipient": {"user_ref": "x"}}, (100, 0)),
        ({"recipient": {"id": "42"}}, (100, 2018001)),
        ({"message": None}, (100, 0)),
        ({"messaging_type": None}, (100, 0)),
        ({"messaging_type": "MESSAGE_TAG"}, (100, 0)),
        ({"messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"}, (100, 0)),
        ({"sender_action": "typing_on"}, (100, 0)),
        ({"sender_action": "wave", "message": None}, (100, 0)),
        ({"reply_to": {"mid": "m_nobody"}}, (100, 0)),
    ],
)
async def test_an_envelope_that_does_not_fit_is_refused(wire: Wire, more: Json, code: tuple[int, int]) -> None:
    back = await wire.say(**more)
    assert (back.status, back.code) == (400, code)


async def test_the_longest_text_and_the_most_quick_replies_go(wire: Wire, pg: Playground) -> None:
    message = {"text": "🙂" * 2000, "quick_replies": [QUICK | {"payload": str(n)} for n in range(13)]}
    assert (await wire.say(message=message)).status == 200
    bubble = await pg.messenger.until(lambda m: m.find("🙂🙂", person=MIA_PSID))
    assert [one.value for one in bubble.buttons] == [str(n) for n in range(13)]


async def test_templates_show_their_buttons(wire: Wire, pg: Playground) -> None:
    await wire.say(message=template(template_type="button", text="Well?", buttons=BUTTONS))
    card = {"title": "Card", "subtitle": "More", "buttons": BUTTONS[:1]}
    await wire.say(message=template(template_type="generic", elements=[card, card]))
    await pg.meta.settled()
    asked, cards = pg.messenger.bubbles(MIA_PSID)[-2:]
    assert [one.kind for one in asked.buttons] == ["postback", "url", "call"]
    assert (len(cards.cards), len(cards.buttons)) == (2, 2)


async def test_the_window_closes_after_24_hours_and_a_human_has_seven_days(
    wire: Wire, pg: Playground, clock: FakeClock
) -> None:
    human = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    await clock.advance(DAY)
    assert (await wire.say()).status == 200
    await clock.advance(1)
    assert (await wire.say()).code == (10, 2018278)
    assert (await wire.say(messaging_type="UPDATE")).code == (10, 2018278)
    assert (await wire.say(message=None, sender_action="typing_on", messaging_type=None)).code == (10, 2018278)
    assert (await wire.say(**human)).status == 200
    pg.meta.settings.human_agent = False
    assert (await wire.say(**human)).code == (10, 2018276)
    pg.meta.settings.human_agent = True
    await clock.advance(6 * DAY)
    assert (await wire.say(**human)).code == (10, 2018278)
    await pg.messenger.simulate.send(person=MIA_PSID, text="back")
    assert (await wire.say()).status == 200


async def test_nobody_is_written_to_who_has_not_written(wire: Wire) -> None:
    assert (await wire.say(recipient={"id": TOM_PSID})).code == (10, 2018278)


@pytest.mark.parametrize("switch", [{"blocked": True}, {"deactivated": True}])
async def test_whom_nothing_reaches_is_unavailable(wire: Wire, pg: Playground, switch: dict[str, bool]) -> None:
    await pg.messenger.simulate.switch(person=MIA_PSID, **switch)
    assert (await wire.say()).code == (551, 1545041)
    assert (await wire.say(message=None, sender_action="typing_on")).code == (551, 1545041)


async def test_any_other_trouble_can_be_had(wire: Wire, pg: Playground) -> None:
    await pg.messenger.simulate.switch(person=MIA_PSID, trouble=368)
    assert (await wire.say()).code == (368, 0)
    await pg.messenger.simulate.switch(person=MIA_PSID, trouble=0)
    assert (await wire.say()).status == 200


async def test_typing_shows_until_the_answer_or_its_time_is_over(wire: Wire, pg: Playground, clock: FakeClock) -> None:
    on: Json = {"message": None, "messaging_type": None, "sender_action": "typing_on"}
    assert (await wire.say(**on)).body == {"recipient_id": MIA_PSID}
    assert pg.messenger.typing(MIA_PSID)
    await wire.say("there")
    assert not pg.messenger.typing(MIA_PSID)
    await wire.say(**on)
    await wire.say(**on | {"sender_action": "typing_off"})
    assert not pg.messenger.typing(MIA_PSID)
    await wire.say(**on)
    await clock.advance(20)
    assert not pg.messenger.typing(MIA_PSID)
    await wire.say(**on | {"sender_action": "mark_seen"})
    assert pg.messenger.bubbles(MIA_PSID)[0].seen


async def test_a_picture_goes_by_address_and_is_kept_when_asked(wire: Wire, pg: Playground, hooked: App) -> None:
    hooked.pages["/pic.png"] = web.Response(body=PNG, headers={"Content-Type": "image/png"})
    payload = {"url": f"{hooked.url}/pic.png", "is_reusable": True}
    back = await wire.say(message={"attachment": {"type": "image", "payload": payload}})
    again = {"attachment_id": back.body["attachment_id"]}
    assert (await wire.say(message={"attachment": {"type": "image", "payload": again}})).status == 200
    assert (await wire.say(message={"attachment": {"type": "video", "payload": again}})).code == (100, 2018047)
    await pg.meta.settled()
    assert [one.files[0].content for one in pg.messenger.bubbles(MIA_PSID)[-2:]] == [PNG, PNG]


async def test_a_picture_that_cannot_be_had_is_refused(wire: Wire, hooked: App) -> None:
    hooked.pages["/large.png"] = web.Response(body=bytes(8 * 1024 * 1024 + 1), headers={"Content-Type": "image/png"})
    hooked.pages["/page"] = web.Response(body=b"<html>", headers={"Content-Type": "text/html"})
    hooked.pages["/gone"] = web.Response(status=404)
    found = {}
    for path in ("large.png", "page", "gone"):
        payload = {"url": f"{hooked.url}/{path}"}
        found[path] = (await wire.say(message={"attachment": {"type": "image", "payload": payload}})).code
    assert found == {"large.png": (100, 2018109), "page": (100, 2018047), "gone": (100, 2018008)}
    assert (await wire.say(message={"attachment": {"type": "image", "payload": {}}})).code == (100, 0)


async def test_a_file_goes_by_upload(wire: Wire, pg: Playground) -> None:
    form = aiohttp.FormData()
    form.add_field("message", '{"attachment":{"type":"file","payload":{}}}')
    form.add_field("filedata", b"%PDF-1.7", filename="bill.pdf", content_type="application/pdf")
    url = f"{pg.meta.base_url}/v25.0/{PAGE}/message_attachments?access_token={PAGE_TOKEN}"
    async with wire.session.post(url, data=form) as response:
        id = (await response.json())["attachment_id"]
    await wire.say(message={"attachment": {"type": "file", "payload": {"attachment_id": id}}})
    await pg.meta.settled()
    assert pg.messenger.bubbles(MIA_PSID)[-1].files[0].name == "bill.pdf"


async def test_an_upload_needs_a_type(wire: Wire) -> None:
    body = {"message": {"attachment": {"type": "template", "payload": {}}}}
    assert (await wire.call("POST", f"{PAGE}/message_attachments", body)).code == (100, 0)
    assert (await wire.call("POST", f"{PAGE}/message_attachments", {})).code == (100, 0)


async def test_a_profile_is_told_unless_it_is_private(wire: Wire, pg: Playground) -> None:
    full = (await wire.call("GET", MIA_PSID)).body
    assert (full["first_name"], full["last_name"], full["id"]) == ("Mia", "Chen", MIA_PSID)
    assert (await wire.call("GET", f"{MIA_PSID}?fields=name")).body == {"name": "Mia Chen", "id": MIA_PSID}
    async with wire.session.get(full["profile_pic"]) as picture:
        assert picture.status == 200
    assert (await wire.call("GET", f"{MIA_PSID}?fields=age")).code == (100, 0)
    await pg.messenger.simulate.switch(person=MIA_PSID, private=True)
    assert (await wire.call("GET", MIA_PSID)).code == (100, 2018218)


async def test_more_than_300_a_second_are_too_many(wire: Wire, pg: Playground, clock: FakeClock) -> None:
    pg.meta.settings.limits["messenger_per_second"] = 2
    assert [(await wire.say()).status for _ in range(3)] == [200, 200, 400]
    assert (await wire.say()).code == (613, 0)
    await clock.advance(1)
    assert (await wire.say()).status == 200


async def test_a_reply_shows_what_it_answers(wire: Wire, pg: Playground) -> None:
    asked = pg.messenger.bubbles(MIA_PSID)[0].mid
    await wire.say("an answer", reply_to={"mid": asked})
    assert (await pg.messenger.until(lambda m: m.find("an answer", person=MIA_PSID))).reply_to == asked
