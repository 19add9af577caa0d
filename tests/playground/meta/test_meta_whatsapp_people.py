"""What people do in WhatsApp, and what the app is told of it."""

import base64

import pytest

from playground.clock import FakeClock
from playground.meta.model import Json
from playground.meta.seed import (
    MIA_USER,
    MIA_WA,
    NOA_NUMBER,
    NOA_USER,
    PHONE_ID,
    PHONE_NUMBER,
    SECOND_ID,
    SECOND_NUMBER,
    WABA,
)
from playground.refusals import HumanError
from playground.server import Playground

from .conftest import App, Wire


def file(name: str, mimetype: str) -> Json:
    return {"name": name, "mimetype": mimetype, "base64": base64.b64encode(b"content").decode()}


async def test_a_text_is_told_as_documented(pg: Playground, hooked: App, clock: FakeClock) -> None:
    sent = await pg.whatsapp.simulate.send(person=MIA_WA, text="Grüße / 🙂")
    got = await hooked.until(lambda: hooked.received and hooked.received[0])
    message = {
        "from": MIA_WA,
        "from_user_id": MIA_USER,
        "id": sent["wamid"],
        "timestamp": str(int(clock.now())),
        "type": "text",
        "text": {"body": "Grüße / 🙂"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": PHONE_NUMBER, "phone_number_id": PHONE_ID},
        "contacts": [{"profile": {"name": "Mia Chen"}, "wa_id": MIA_WA, "user_id": MIA_USER}],
        "messages": [message],
    }
    entry = {"id": WABA, "changes": [{"value": value, "field": "messages"}]}
    assert got.body == {"object": "whatsapp_business_account", "entry": [entry]}
    assert rb"Gr\u00fc\u00dfe \/ \ud83d\ude42" in got.raw


async def test_whoever_has_a_username_shows_no_number(pg: Playground, hooked: App) -> None:
    await pg.whatsapp.simulate.send(person=NOA_USER, text="hello")
    (value,) = await hooked.until(lambda: hooked.values("messages"))
    assert value["contacts"] == [{"profile": {"name": "Noa Green", "username": "noa.green"}, "user_id": NOA_USER}]
    assert "from" not in value["messages"][0]
    assert value["messages"][0]["from_user_id"] == NOA_USER
    assert NOA_NUMBER not in str(value)
    await pg.whatsapp.simulate.show_number(person=NOA_USER, on=True)
    await pg.whatsapp.simulate.send(person=NOA_USER, text="again")
    assert (await hooked.until(lambda: hooked.values("messages")[1:]))[0]["messages"][0]["from"] == NOA_NUMBER


async def test_each_file_is_a_message_of_its_type(pg: Playground, hooked: App) -> None:
    people = pg.whatsapp.simulate
    files = [
        file("a.png", "image/png"),
        file("b.mp4", "video/mp4"),
        file("c.mp3", "audio/mpeg"),
        file("d.txt", "text/plain"),
    ]
    await people.send(person=MIA_WA, text="four", files=files)
    await people.send(person=MIA_WA, files=[file("e.ogg", "audio/ogg")], voice=True)
    await people.send(person=MIA_WA, files=[file("f.webp", "image/webp")], sticker=True)
    await hooked.until(lambda: len(hooked.texts()) == 6)
    told = {str(one["type"]): one[one["type"]] for one in hooked.texts() if one["type"] != "audio"}
    assert set(told) == {"image", "video", "document", "sticker"}
    assert (told["image"]["caption"], told["document"]["filename"]) == ("four", "d.txt")
    assert sorted(one["audio"]["voice"] for one in hooked.texts() if one["type"] == "audio") == [False, True]


async def test_places_people_orders_and_what_is_unsupported(pg: Playground, hooked: App) -> None:
    people = pg.whatsapp.simulate
    await people.send(person=MIA_WA, location={"latitude": 48.1, "longitude": 11.5})
    await people.send(person=MIA_WA, contacts=[{"name": "Ada Lovelace", "phone": "+1555"}])
    await people.send(person=MIA_WA, order={"catalog_id": "7", "product_items": []})
    await people.send(person=MIA_WA, unsupported=True)
    await hooked.until(lambda: len(hooked.texts()) == 4)
    told = {one["type"]: one for one in hooked.texts()}
    assert told["location"]["location"] == {"latitude": 48.1, "longitude": 11.5}
    assert told["contacts"]["contacts"][0]["name"]["formatted_name"] == "Ada Lovelace"
    assert told["order"]["order"]["catalog_id"] == "7"
    assert told["unsupported"]["errors"][0]["code"] == 131051


@pytest.mark.usefixtures("open_windows")
async def test_a_button_and_a_row_answer_with_their_ids(pg: Playground, hooked: App, wire: Wire) -> None:
    reply = {"type": "reply", "reply": {"id": "yes", "title": "Yes"}}
    asked = {"type": "button", "body": {"text": "Well?"}, "action": {"buttons": [reply]}}
    row = {"id": "r1", "title": "Row", "description": "More"}
    listed = {"type": "list", "body": {"text": "Which?"}, "action": {"button": "Open", "sections": [{"rows": [row]}]}}
    mid = (await wire.write(type="interactive", interactive=asked)).body["messages"][0]["id"]
    await wire.write(type="interactive", interactive=listed)
    await pg.meta.settled()
    first, second = pg.whatsapp.bubbles(MIA_WA)[1:3]
    await pg.whatsapp.simulate.tap(person=MIA_WA, id=first.id, title="Yes")
    await pg.whatsapp.simulate.tap(person=MIA_WA, id=second.id, index=0)
    await hooked.until(lambda: len(hooked.texts()) == 2)
    told = {one["interactive"]["type"]: one for one in hooked.texts()}
    assert told["button_reply"]["interactive"]["button_reply"] == {"id": "yes", "title": "Yes"}
    assert told["button_reply"]["context"] == {"from": PHONE_NUMBER, "id": mid}
    assert told["list_reply"]["interactive"]["list_reply"] == row
    with pytest.raises(HumanError, match="already"):
        await pg.whatsapp.simulate.tap(person=MIA_WA, id=first.id, title="Yes")


@pytest.mark.usefixtures("open_windows")
async def test_a_templates_button_answers_with_its_payload(pg: Playground, hooked: App, wire: Wire) -> None:
    components = [
        {"type": "body", "parameters": [{"type": "text", "text": "Mia"}]},
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": "0",
            "parameters": [{"type": "payload", "payload": "ON"}],
        },
    ]
    template = {"name": "hello_again", "language": {"code": "de"}, "components": components}
    await wire.write(type="template", template=template)
    bubble = await pg.whatsapp.until(lambda w: w.find("Hallo Mia", person=MIA_WA))
    await pg.whatsapp.simulate.tap(person=MIA_WA, id=bubble.id, title="Ja, bitte")
    (told,) = await hooked.until(hooked.texts)
    assert (told["type"], told["button"]) == ("button", {"payload": "ON", "text": "Ja, bitte"})


async def test_whoever_is_asked_for_the_number_can_give_it(pg: Playground, hooked: App, wire: Wire) -> None:
    await pg.whatsapp.simulate.send(person=NOA_USER, text="hello")
    asked = {"type": "request_contact_info", "body": {"text": "Your number, please"}, "action": {"name": "x"}}
    await wire.write(to=None, recipient=NOA_USER, type="interactive", interactive=asked)
    bubble = await pg.whatsapp.until(lambda w: w.find("Your number", person=NOA_USER))
    await pg.whatsapp.simulate.tap(person=NOA_USER, id=bubble.id, index=0)
    told = await hooked.until(lambda: [one for one in hooked.texts() if one["type"] == "contacts"])
    assert told[0]["contacts"][0]["phones"][0]["wa_id"] == NOA_NUMBER
    assert told[0]["from"] == NOA_NUMBER


async def test_a_reaction_and_its_end_are_told(pg: Playground, hooked: App) -> None:
    people = pg.whatsapp.simulate
    mid = (await people.send(person=MIA_WA, text="one"))["wamid"]
    await people.react(person=MIA_WA, mid=mid, emoji="👍")
    await people.react(person=MIA_WA, mid=mid, emoji="", add=False)
    await hooked.until(lambda: len(hooked.texts()) == 3)
    told = [one["reaction"] for one in hooked.texts() if one["type"] == "reaction"]
    assert {"message_id": mid, "emoji": "👍"} in told
    assert {"message_id": mid} in told


async def test_changes_and_deletions_are_told_where_the_number_is_in_the_app_too(
    pg: Playground, hooked: App, clock: FakeClock
) -> None:
    people = pg.whatsapp.simulate
    mid = (await people.send(person=MIA_WA, text="one"))["wamid"]
    await people.edit(person=MIA_WA, mid=mid, text="two")
    await pg.meta.settled()
    assert len(hooked.texts()) == 1
    pg.meta.settings.coexistence = True
    await people.edit(person=MIA_WA, mid=mid, text="three")
    await people.delete(person=MIA_WA, mid=mid)
    await hooked.until(lambda: len(hooked.texts()) == 3)
    told = {one["type"]: one for one in hooked.texts()}
    assert told["revoke"]["revoke"] == {"original_message_id": mid}
    assert told["edit"]["edit"]["message"]["text"] == {"body": "three"}
    old = (await people.send(person=MIA_WA, text="old"))["wamid"]
    await clock.advance(2 * 24 * 3600 + 1)
    with pytest.raises(HumanError, match="two days"):
        await people.delete(person=MIA_WA, mid=old)


async def test_another_number_is_told_by_a_system_message_without_contacts(pg: Playground, hooked: App) -> None:
    await pg.whatsapp.simulate.send(person=MIA_WA, text="hello")
    changed = await pg.whatsapp.simulate.change_number(person=MIA_WA, number="15550111002")
    told = await hooked.until(
        lambda: [one for one in hooked.values("messages") if one["messages"][0]["type"] == "system"]
    )
    (value,) = told
    assert "contacts" not in value
    assert value["messages"][0]["from"] == MIA_WA
    system = value["messages"][0]["system"]
    assert (system["type"], system["wa_id"], system["user_id"]) == (
        "user_changed_number",
        "15550111002",
        changed["user_id"],
    )
    assert changed["user_id"] not in {MIA_USER, ""}
    with pytest.raises(HumanError):
        await pg.whatsapp.simulate.change_number(person="15550111002", number=NOA_NUMBER)


async def test_a_message_goes_to_the_number_that_was_written_to(pg: Playground, hooked: App) -> None:
    for to in (SECOND_ID, SECOND_NUMBER):
        await pg.whatsapp.simulate.send(person=MIA_WA, text="hello", to=to)
    await hooked.until(lambda: len(hooked.texts()) == 2)
    assert {one["metadata"]["phone_number_id"] for one in hooked.values()} == {SECOND_ID}


async def test_another_name_is_told_with_the_next_message(pg: Playground, hooked: App) -> None:
    await pg.whatsapp.simulate.rename(person=MIA_WA, name="Mia C.")
    await pg.whatsapp.simulate.send(person=MIA_WA, text="hello")
    (value,) = await hooked.until(hooked.values)
    assert value["contacts"][0]["profile"]["name"] == "Mia C."


async def test_somebody_new_begins_by_writing(pg: Playground, hooked: App) -> None:
    for new in ("15550112222", "DE.900000000000000001"):
        await pg.whatsapp.simulate.send(person=new, text="hello")
    await hooked.until(lambda: len(hooked.texts()) == 2)
    assert {one.get("from") for one in hooked.texts()} == {"15550112222", None}
    with pytest.raises(HumanError):
        await pg.whatsapp.simulate.send(person="somebody", text="hello")


@pytest.mark.usefixtures("open_windows")
async def test_who_reads_in_silence_is_not_told_of(pg: Playground, hooked: App, wire: Wire) -> None:
    await pg.whatsapp.simulate.switch(person=MIA_WA, quiet=True)
    await wire.write("one")
    await pg.meta.settled()
    await pg.whatsapp.simulate.read(person=MIA_WA)
    await pg.meta.settled()
    assert [one["status"] for one in hooked.statuses()] == ["sent", "delivered"]


async def test_something_unknown_can_be_told(pg: Playground, hooked: App) -> None:
    await pg.whatsapp.simulate.strange(person=MIA_WA, event={"type": "hologram", "hologram": {"size": 3}})
    (told,) = await hooked.until(hooked.texts)
    assert (told["type"], told["hologram"]) == ("hologram", {"size": 3})


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": " "}, "no_text"),
        ({"text": "x" * 65_537}, "msg_too_long"),
        ({"text": "x", "to": "42"}, "unknown_number"),
        ({"text": "x", "hologram": True}, "bad_request"),
        ({"text": "x", "reply_to": "wamid.nobody"}, "message_not_found"),
    ],
)
async def test_what_the_app_does_not_let_anybody_send(pg: Playground, more: Json, code: str) -> None:
    with pytest.raises(HumanError) as refused:
        await pg.whatsapp.simulate.send(person=MIA_WA, **more)
    assert refused.value.code == code


@pytest.mark.parametrize("switch", [{"off": True}, {"blocked": True}])
async def test_whoever_is_off_or_has_blocked_cannot_write(pg: Playground, switch: dict[str, bool]) -> None:
    await pg.whatsapp.simulate.switch(person=MIA_WA, **switch)
    with pytest.raises(HumanError):
        await pg.whatsapp.simulate.send(person=MIA_WA, text="hello")
    with pytest.raises(HumanError, match="Switches"):
        await pg.whatsapp.simulate.switch(person=MIA_WA, asleep=True)
