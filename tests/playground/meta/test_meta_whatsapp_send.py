"""What a business number may send, and what becomes of it."""

from typing import Any

import aiohttp
import pytest
from aiohttp import web

from playground.clock import FakeClock
from playground.meta.model import Json
from playground.meta.seed import MIA_USER, MIA_WA, NOA_USER, PHONE_ID, PHONE_NUMBER, SECOND_ID, TOM_WA, WA_TOKEN
from playground.server import Playground

from .conftest import App, Wire

DAY = 24 * 3600
JPG = b"\xff\xd8\xffrest"
pytestmark = pytest.mark.usefixtures("open_windows")


def buttons(*titles: str) -> Json:
    rows = [{"type": "reply", "reply": {"id": title.lower(), "title": title}} for title in titles]
    return {"type": "button", "body": {"text": "Well?"}, "action": {"buttons": rows}}


def rows(count: int, **more: Any) -> Json:
    section = {"title": "All", "rows": [{"id": str(n), "title": f"Row {n}"} for n in range(count)]}
    return {"type": "list", "body": {"text": "Which?"}, "action": {"button": "Choose", "sections": [section]}} | more


async def test_a_message_arrives_and_its_statuses_are_told(
    wire: Wire, pg: Playground, hooked: App, clock: FakeClock
) -> None:
    back = await wire.write("hi Mia", biz_opaque_callback_data="outbox-7")
    id = back.body["messages"][0]["id"]
    contacts = [{"input": MIA_WA, "wa_id": MIA_WA}]
    assert back.body == {"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": id}]}
    await hooked.until(lambda: len(hooked.statuses()) == 2)
    sent, delivered = hooked.statuses()
    assert (sent["status"], delivered["status"], sent["id"]) == ("sent", "delivered", id)
    assert (sent["recipient_id"], sent["recipient_user_id"]) == (MIA_WA, MIA_USER)
    assert (sent["timestamp"], sent["biz_opaque_callback_data"]) == (str(int(clock.now())), "outbox-7")
    assert sent["pricing"] == {
        "billable": False,
        "pricing_model": "PMP",
        "category": "service",
        "type": "free_customer_service",
    }
    assert int(sent["conversation"]["expiration_timestamp"]) == int(clock.now()) + DAY
    assert hooked.values("statuses")[0]["metadata"]["phone_number_id"] == PHONE_ID
    await pg.whatsapp.simulate.read(person=MIA_WA)
    await hooked.until(lambda: hooked.statuses()[-1]["status"] == "read")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"messaging_product": None}, 100),
        ({"to": None}, 100),
        ({"to": "12"}, 100),
        ({"to": MIA_USER}, 100),
        ({"to": PHONE_NUMBER}, 131021),
        ({"to": None, "recipient": "Mia"}, 100),
        ({"recipient_type": "group"}, 131009),
        ({"type": "poem"}, 131051),
        ({"text": None}, 131008),
        ({"text": {}}, 131008),
        ({"text": "x"}, 100),
        ({"text": {"body": "x" * 4097}}, 131009),
        ({"biz_opaque_callback_data": "x" * 513}, 131009),
        ({"type": "location", "location": {"latitude": 91, "longitude": 0}}, 131009),
        ({"type": "contacts", "contacts": [{"name": {}}]}, 131009),
        ({"type": "image", "image": {}}, 131009),
        ({"type": "image", "image": {"id": "42"}}, 131009),
        ({"type": "image", "image": {"link": "ftp://x"}}, 131009),
        ({"type": "image", "image": {"link": "https://x", "caption": "x" * 1025}}, 131009),
        ({"type": "audio", "audio": {"link": "https://x", "caption": "x"}}, 131009),
        ({"type": "interactive", "interactive": {"type": "poem"}}, 131051),
        ({"type": "interactive", "interactive": buttons()}, 131009),
        ({"type": "interactive", "interactive": buttons("A", "B", "C", "D")}, 131009),
        ({"type": "interactive", "interactive": buttons("A", "A")}, 131009),
        ({"type": "interactive", "interactive": buttons("x" * 21)}, 131009),
        ({"type": "interactive", "interactive": buttons("A") | {"body": {}}}, 131008),
        ({"type": "interactive", "interactive": buttons("A") | {"body": {"text": "x" * 1025}}}, 131009),
        ({"type": "interactive", "interactive": buttons("A") | {"footer": {"text": "x" * 61}}}, 131009),
        ({"type": "interactive", "interactive": rows(11)}, 131009),
        ({"type": "interactive", "interactive": rows(0)}, 131009),
        ({"type": "interactive", "interactive": rows(1, header={"type": "image"})}, 131009),
        ({"status": "read", "message_id": "wamid.nobody"}, 131009),
    ],
)
async def test_a_message_that_does_not_fit_is_refused(wire: Wire, pg: Playground, more: Json, code: int) -> None:
    before = len(pg.whatsapp.store.messages)
    back = await wire.write(**more)
    assert (back.status, back.code[0]) == (400, code)
    assert len(pg.whatsapp.store.messages) == before
    assert code == 100 or back.body["error"]["error_data"]["details"]


async def test_the_most_of_everything_goes(wire: Wire, pg: Playground) -> None:
    assert (await wire.write("🙂" * 4096)).status == 200
    asked = buttons("Yes", "No", "x" * 20) | {"header": {"type": "text", "text": "H"}, "footer": {"text": "F"}}
    assert (await wire.write(type="interactive", interactive=asked)).status == 200
    assert (await wire.write(type="interactive", interactive=rows(10))).status == 200
    await pg.meta.settled()
    _, asked_bubble, listed = pg.whatsapp.bubbles(MIA_WA)[1:]
    assert (asked_bubble.header, asked_bubble.footer, len(asked_bubble.buttons)) == ("H", "F", 3)
    assert (listed.list_label, len(listed.buttons), listed.buttons[0].section) == ("Choose", 10, "All")


async def test_a_number_may_be_written_as_people_do(wire: Wire, pg: Playground) -> None:
    back = await wire.write("hi", to="+1 (555) 011-1001")
    assert back.body["contacts"] == [{"input": "+1 (555) 011-1001", "wa_id": MIA_WA}]
    await pg.whatsapp.until(lambda w: w.find("hi", person=MIA_WA))


async def test_whoever_shows_no_number_is_written_to_by_id(wire: Wire, pg: Playground, hooked: App) -> None:
    await pg.whatsapp.simulate.send(person=NOA_USER, text="hello")
    back = await wire.write("hi Noa", to=None, recipient=NOA_USER)
    assert back.body["contacts"] == [{"input": NOA_USER, "user_id": NOA_USER}]
    await hooked.until(lambda: len(hooked.statuses()) == 2)
    assert [("recipient_id" in one, one["recipient_user_id"]) for one in hooked.statuses()] == [(False, NOA_USER)] * 2
    assert pg.whatsapp.find("hi Noa", person=NOA_USER)


async def test_the_window_is_each_numbers_own(wire: Wire, hooked: App) -> None:
    await wire.write("from another number", phone=SECOND_ID)
    (failed,) = await hooked.until(hooked.statuses)
    assert failed["errors"][0]["code"] == 131047


@pytest.mark.parametrize(
    ("switch", "code"), [({"blocked": True}, 131026), ({"no_whatsapp": True}, 131026), ({"trouble": 131049}, 131049)]
)
async def test_whom_nothing_reaches_fails_later(
    wire: Wire, pg: Playground, hooked: App, switch: dict[str, Any], code: int
) -> None:
    await pg.whatsapp.simulate.switch(person=MIA_WA, **switch)
    assert (await wire.write()).status == 200
    (failed,) = await hooked.until(hooked.statuses)
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", code)


@pytest.mark.parametrize(("code", "status"), [(131047, 400), (132001, 404), (131031, 403), (999, 400)])
async def test_what_the_codes_page_has_a_status_for_can_be_refused_at_once(
    wire: Wire, pg: Playground, hooked: App, code: int, status: int
) -> None:
    await pg.whatsapp.simulate.switch(person=MIA_WA, refused=code)
    back = await wire.write()
    await pg.meta.settled()
    assert (back.status, back.code) == (status, (code, 0))
    assert hooked.statuses() == []


async def test_a_number_without_whatsapp_fails_later(wire: Wire, hooked: App) -> None:
    assert (await wire.write(to="15550119999")).status == 200
    (failed,) = await hooked.until(hooked.statuses)
    assert failed["errors"][0]["code"] == 131026


async def test_a_phone_that_is_off_gets_it_when_it_is_on_again(wire: Wire, pg: Playground, hooked: App) -> None:
    await pg.whatsapp.simulate.switch(person=MIA_WA, off=True)
    await wire.write("later")
    await pg.meta.settled()
    assert [one["status"] for one in hooked.statuses()] == ["sent"]
    await pg.whatsapp.simulate.switch(person=MIA_WA, off=False)
    await hooked.until(lambda: [one["status"] for one in hooked.statuses()] == ["sent", "delivered"])
    assert pg.whatsapp.find("later", person=MIA_WA)


async def test_no_more_than_one_message_in_six_seconds_to_one_person_in_the_long_run(
    wire: Wire, pg: Playground, clock: FakeClock
) -> None:
    pg.meta.settings.limits["pair_burst"] = 2
    assert [(await wire.write()).status for _ in range(3)] == [200, 200, 400]
    assert (await wire.write()).code[0] == 131056
    assert (await wire.write(to=TOM_WA)).status == 200
    await clock.advance(6)
    assert [(await wire.write()).status for _ in range(2)] == [200, 400]


async def test_more_than_80_a_second_are_too_many(wire: Wire, pg: Playground) -> None:
    pg.meta.settings.limits["whatsapp_per_second"] = 2
    assert [(await wire.write()).status for _ in range(3)] == [200, 200, 400]
    assert (await wire.write()).code[0] == 130429
    pg.meta.settings.limits["enabled"] = False
    assert (await wire.write()).status == 200


async def test_reading_and_typing_show_on_the_handset(wire: Wire, pg: Playground, clock: FakeClock) -> None:
    mid = pg.whatsapp.bubbles(MIA_WA)[0].mid
    read: Json = {"type": None, "text": None, "to": None, "status": "read", "message_id": mid}
    assert (await wire.write(**read)).body == {"success": True}
    assert pg.whatsapp.bubbles(MIA_WA)[0].seen
    assert not pg.whatsapp.typing(MIA_WA)
    await wire.write(**read, typing_indicator={"type": "text"})
    assert pg.whatsapp.typing(MIA_WA)
    await clock.advance(25)
    assert not pg.whatsapp.typing(MIA_WA)
    assert (await wire.write(**read, typing_indicator={"type": "audio"})).code[0] == 131009
    await wire.write(**read, typing_indicator={"type": "text"})
    await wire.write("the answer")
    await pg.meta.settled()
    assert not pg.whatsapp.typing(MIA_WA)


async def test_a_reaction_and_an_answer_stand_at_their_message(wire: Wire, pg: Playground) -> None:
    mid = pg.whatsapp.bubbles(MIA_WA)[0].mid
    await wire.write(type="reaction", reaction={"message_id": mid, "emoji": "👍"})
    await wire.write("an answer", context={"message_id": mid})
    await pg.meta.settled()
    first, answer = pg.whatsapp.bubbles(MIA_WA)
    assert (first.reactions, answer.reply_to) == ({"them": "👍"}, mid)
    await wire.write(type="reaction", reaction={"message_id": mid, "emoji": ""})
    await pg.meta.settled()
    assert first.reactions == {}


async def test_a_file_goes_by_address_and_fails_later_when_it_cannot_be_had(
    wire: Wire, pg: Playground, hooked: App
) -> None:
    hooked.pages["/a.jpg"] = web.Response(body=JPG, headers={"Content-Type": "image/jpeg"})
    hooked.pages["/a.gif"] = web.Response(body=b"GIF8", headers={"Content-Type": "image/gif"})
    await wire.write(type="image", image={"link": f"{hooked.url}/a.jpg", "caption": "look"})
    assert (await pg.whatsapp.until(lambda w: w.find("look", person=MIA_WA))).files[0].content == JPG
    for path in ("a.gif", "gone"):
        hooked.pages.setdefault("/gone", web.Response(status=404))
        id = (await wire.write(type="image", image={"link": f"{hooked.url}/{path}"})).body["messages"][0]["id"]
        await pg.meta.settled()
        assert pg.whatsapp.store.messages[id].error == 131053


async def test_places_and_people_go_too(wire: Wire, pg: Playground) -> None:
    await wire.write(type="location", location={"latitude": 48.1, "longitude": 11.5, "name": "Shop"})
    await wire.write(type="contacts", contacts=[{"name": {"formatted_name": "Ada"}, "phones": [{"phone": "+1555"}]}])
    action = {"name": "cta_url", "parameters": {"display_text": "Shop", "url": "https://shop.example"}}
    await wire.write(type="interactive", interactive={"type": "cta_url", "body": {"text": "Open"}, "action": action})
    await pg.meta.settled()
    place, people, link = pg.whatsapp.bubbles(MIA_WA)[1:]
    assert (place.place or {})["name"] == "Shop"
    assert people.people[0]["name"]["formatted_name"] == "Ada"
    assert await pg.whatsapp.simulate.tap(person=MIA_WA, id=link.id, index=0) == {"url": "https://shop.example"}


async def test_an_uploaded_file_is_sent_by_its_id(wire: Wire, pg: Playground) -> None:
    id = await uploaded(wire, pg)
    await wire.write(type="document", document={"id": id, "filename": "bill.pdf", "caption": "the bill"})
    assert (await pg.whatsapp.until(lambda w: w.find("the bill", person=MIA_WA))).files[0].content == b"%PDF-1.7"
    assert (await wire.write(type="image", image={"id": id})).status == 200
    await pg.meta.settled()
    assert next(reversed(pg.whatsapp.store.messages.values())).error == 131053
    assert (await wire.write(type="document", document={"id": id}, phone=SECOND_ID)).code[0] == 131009


async def uploaded(wire: Wire, pg: Playground) -> str:
    """Upload a file."""
    form = aiohttp.FormData()
    form.add_field("messaging_product", "whatsapp")
    form.add_field("type", "application/pdf")
    form.add_field("file", b"%PDF-1.7", filename="bill.pdf", content_type="application/pdf")
    url = f"{pg.meta.base_url}/v25.0/{PHONE_ID}/media"
    async with wire.session.post(url, data=form, headers={"Authorization": f"Bearer {WA_TOKEN}"}) as response:
        assert response.status == 200
        return str((await response.json())["id"])
