"""What people do in Messenger, and what the app is told of it."""

import base64

import pytest

from playground.clock import FakeClock
from playground.meta.model import Json
from playground.meta.seed import APP_ID, MIA_PSID, OTHER_APP, PAGE
from playground.refusals import HumanError
from playground.server import Playground

from .conftest import App, Wire


def file(name: str, mimetype: str) -> Json:
    return {"name": name, "mimetype": mimetype, "base64": base64.b64encode(b"content").decode()}


async def test_a_text_is_told_as_documented(pg: Playground, hooked: App, clock: FakeClock) -> None:
    sent = await pg.messenger.simulate.send(person=MIA_PSID, text="Grüße / 🙂")
    got = await hooked.until(lambda: hooked.received and hooked.received[0])
    assert got.body == {
        "object": "page",
        "entry": [
            {
                "id": PAGE,
                "time": int(clock.now() * 1000),
                "messaging": [
                    {
                        "sender": {"id": MIA_PSID},
                        "recipient": {"id": PAGE},
                        "timestamp": int(clock.now() * 1000),
                        "message": {"mid": sent["mid"], "text": "Grüße / 🙂"},
                    }
                ],
            }
        ],
    }
    assert rb"Gr\u00fc\u00dfe \/ \ud83d\ude42" in got.raw


async def test_files_are_told_by_addresses_that_open(pg: Playground, hooked: App, wire: Wire) -> None:
    files = [
        file("a.png", "image/png"),
        file("b.mp3", "audio/mpeg"),
        file("c.mp4", "video/mp4"),
        file("d.pdf", "text/pdf"),
    ]
    await pg.messenger.simulate.send(person=MIA_PSID, files=files)
    (message,) = await hooked.until(hooked.messages)
    attachments = message["message"]["attachments"]
    assert [one["type"] for one in attachments] == ["image", "audio", "video", "file"]
    assert "text" not in message["message"]
    async with wire.session.get(attachments[3]["payload"]["url"]) as response:
        assert (await response.read(), response.content_disposition and response.content_disposition.filename) == (
            b"content",
            "d.pdf",
        )
    async with wire.session.get(f"{pg.meta.base_url}/cdn/guessed") as response:
        assert response.status == 404


async def test_a_sticker_and_an_answer_say_what_they_are(pg: Playground, hooked: App) -> None:
    first = await pg.messenger.simulate.send(person=MIA_PSID, files=[file("up.png", "image/png")], sticker=True)
    await pg.messenger.simulate.send(person=MIA_PSID, text="that one", reply_to=first["mid"])
    told = await hooked.until(lambda: len(hooked.messages()) == 2 and hooked.messages())
    bodies = {"text" in one["message"]: one["message"] for one in told}
    assert bodies[False]["attachments"][0]["payload"]["sticker_id"]
    assert bodies[True]["reply_to"] == {"mid": first["mid"]}


@pytest.mark.usefixtures("open_windows")
async def test_delivered_and_read_are_told_by_watermarks(
    pg: Playground, hooked: App, wire: Wire, clock: FakeClock
) -> None:
    mid = (await wire.say("one")).body["message_id"]
    (delivery,) = await hooked.until(lambda: hooked.events("delivery"))
    assert delivery["delivery"] == {"mids": [mid], "watermark": int(clock.now() * 1000)}
    await clock.advance(5)
    await pg.messenger.simulate.read(person=MIA_PSID)
    (read,) = await hooked.until(lambda: hooked.events("read"))
    assert read["read"] == {"watermark": int(clock.now() * 1000)}
    assert pg.messenger.store.messages[mid].status == "read"
    await pg.messenger.simulate.read(person=MIA_PSID)
    await pg.meta.settled()
    assert len(hooked.events("read")) == 1


@pytest.mark.usefixtures("open_windows")
async def test_who_reads_in_silence_is_not_told_of(pg: Playground, hooked: App, wire: Wire) -> None:
    await pg.messenger.simulate.switch(person=MIA_PSID, quiet=True)
    await wire.say("one")
    await pg.meta.settled()
    await pg.messenger.simulate.read(person=MIA_PSID)
    await pg.meta.settled()
    assert hooked.events("read") == []


@pytest.mark.usefixtures("open_windows")
async def test_the_app_hears_its_own_words_and_those_of_the_inbox(pg: Playground, hooked: App, wire: Wire) -> None:
    await wire.say(message={"text": "ours", "metadata": "outbox-7"})
    await pg.messenger.simulate.inbox(person=MIA_PSID, text="theirs")
    await hooked.until(lambda: len(echoes(hooked)) == 2)
    ours, theirs = sorted(echoes(hooked), key=lambda one: one["message"]["text"])
    assert (ours["message"]["app_id"], ours["message"]["metadata"]) == (int(APP_ID), "outbox-7")
    assert (ours["sender"]["id"], ours["recipient"]["id"]) == (PAGE, MIA_PSID)
    assert theirs["message"]["app_id"] == int(OTHER_APP)
    await pg.meta.settled()
    assert [one.by_other for one in pg.messenger.bubbles(MIA_PSID)[1:]] == [False, True]


def echoes(hooked: App) -> list[Json]:
    return [one for one in hooked.events("message") if one["message"].get("is_echo")]


@pytest.mark.usefixtures("open_windows")
async def test_a_quick_reply_answers_with_its_payload_and_is_gone_after(
    pg: Playground, hooked: App, wire: Wire
) -> None:
    rows = [{"content_type": "text", "title": name, "payload": name.upper()} for name in ("Yes", "No")]
    await wire.say(message={"text": "Well?", "quick_replies": rows})
    bubble = await pg.messenger.until(lambda m: m.find("Well?", person=MIA_PSID))
    await pg.messenger.simulate.tap(person=MIA_PSID, id=bubble.id, title="Yes")
    (told,) = await hooked.until(hooked.messages)
    assert (told["message"]["text"], told["message"]["quick_reply"]) == ("Yes", {"payload": "YES"})
    with pytest.raises(HumanError, match="gone"):
        await pg.messenger.simulate.tap(person=MIA_PSID, id=bubble.id, index=1)


@pytest.mark.usefixtures("open_windows")
async def test_a_button_tells_its_payload_and_a_link_opens(pg: Playground, hooked: App, wire: Wire) -> None:
    buttons = [
        {"type": "postback", "title": "Yes", "payload": "YES"},
        {"type": "web_url", "title": "Shop", "url": "https://shop.example"},
        {"type": "phone_number", "title": "Call", "payload": "+15550100200"},
    ]
    payload = {"template_type": "button", "text": "Well?", "buttons": buttons}
    await wire.say(message={"attachment": {"type": "template", "payload": payload}})
    id = (await pg.messenger.until(lambda m: m.find("Well?", person=MIA_PSID))).id
    tap = pg.messenger.simulate.tap
    assert await tap(person=MIA_PSID, id=id, index=1) == {"url": "https://shop.example"}
    assert await tap(person=MIA_PSID, id=id, title="Call") == {"url": "tel:+15550100200"}
    await tap(person=MIA_PSID, id=id, title="Yes")
    (told,) = await hooked.until(lambda: hooked.events("postback"))
    assert (told["postback"]["title"], told["postback"]["payload"]) == ("Yes", "YES")
    with pytest.raises(HumanError):
        await tap(person=MIA_PSID, id=id, title="Perhaps")


async def test_a_start_and_a_link_are_told(pg: Playground, hooked: App) -> None:
    await pg.messenger.simulate.start(person=MIA_PSID, ref="ad-7")
    (started,) = await hooked.until(lambda: hooked.events("postback"))
    assert started["postback"]["payload"] == "GET_STARTED"
    assert started["postback"]["referral"]["ref"] == "ad-7"
    await pg.messenger.simulate.start(person=MIA_PSID, ref="ad-8")
    (told,) = await hooked.until(lambda: hooked.events("referral"))
    assert told["referral"] == {"ref": "ad-8", "source": "SHORTLINK", "type": "OPEN_THREAD"}


async def test_reactions_and_changes_are_told_and_a_deletion_is_not(pg: Playground, hooked: App) -> None:
    people = pg.messenger.simulate
    mid = (await people.send(person=MIA_PSID, text="one"))["mid"]
    await people.react(person=MIA_PSID, mid=mid, emoji="👍")
    (told,) = await hooked.until(lambda: hooked.events("reaction"))
    assert told["reaction"] == {"reaction": "like", "emoji": "👍", "action": "react", "mid": mid}
    await people.react(person=MIA_PSID, mid=mid, emoji="👍", add=False)
    await hooked.until(lambda: [one for one in hooked.events("reaction") if one["reaction"]["action"] == "unreact"])
    for count in range(1, 6):
        await people.edit(person=MIA_PSID, mid=mid, text=f"one {count}")
    await pg.meta.settled()
    assert {one["message_edit"]["num_edit"] for one in hooked.events("message_edit")} == {1, 2, 3, 4, 5}
    with pytest.raises(HumanError, match="five times"):
        await people.edit(person=MIA_PSID, mid=mid, text="six")
    before = len(hooked.received)
    await people.delete(person=MIA_PSID, mid=mid)
    await pg.meta.settled()
    assert len(hooked.received) == before
    assert pg.messenger.bubbles(MIA_PSID)[0].removed


async def test_somebody_new_begins_by_writing(pg: Playground, hooked: App) -> None:
    await pg.messenger.simulate.send(person="5000000000000099", text="hello")
    (told,) = await hooked.until(hooked.messages)
    assert told["sender"]["id"] == "5000000000000099"
    with pytest.raises(HumanError):
        await pg.messenger.simulate.send(person="somebody", text="hello")


async def test_something_unknown_can_be_told(pg: Playground, hooked: App) -> None:
    await pg.messenger.simulate.strange(person=MIA_PSID, event={"hologram": {"size": 3}})
    (told,) = await hooked.until(lambda: hooked.events("hologram"))
    assert told["hologram"] == {"size": 3}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": " "}, "no_text"),
        ({"text": "x" * 20_001}, "msg_too_long"),
        ({"files": [{"name": "x"}]}, "bad_request"),
        ({"text": "x", "reply_to": "m_nobody"}, "message_not_found"),
    ],
)
async def test_what_the_app_does_not_let_anybody_send(pg: Playground, more: Json, code: str) -> None:
    with pytest.raises(HumanError) as refused:
        await pg.messenger.simulate.send(person=MIA_PSID, **more)
    assert refused.value.code == code


async def test_whoever_has_blocked_the_page_cannot_write(pg: Playground) -> None:
    await pg.messenger.simulate.switch(person=MIA_PSID, blocked=True)
    with pytest.raises(HumanError, match="Unblock"):
        await pg.messenger.simulate.send(person=MIA_PSID, text="hello")
    with pytest.raises(HumanError, match="Switches"):
        await pg.messenger.simulate.switch(person=MIA_PSID, asleep=True)
