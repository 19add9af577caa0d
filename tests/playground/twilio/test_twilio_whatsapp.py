"""WhatsApp by Twilio: addresses, the window, templates, and what is told."""

import json

import pytest
from aiohttp import web

from playground.refusals import HumanError
from playground.server import Playground
from playground.twilio.seed import (
    ACCOUNT_SID,
    AGAIN,
    MIA,
    MIA_USER,
    NUMBER,
    SERVICE,
    TOM,
    UNAPPROVED,
)

from .conftest import App, Wire

OURS, TO = f"whatsapp:{NUMBER}", f"whatsapp:{MIA}"
DAY = 24 * 60 * 60.0


@pytest.fixture(autouse=True)
def _entered(pg: Playground, hooked: App) -> None:
    pg.twilio.settings.whatsapp_url = f"{hooked.url}/whatsapp"


async def writes(pg: Playground, text: str = "hello", phone: str = MIA, **more: object) -> str:
    sent = await pg.twilio.simulate.send(phone=phone, to=OURS, text=text, **more)  # type: ignore[arg-type]
    await pg.twilio.settled()
    return str(sent["sid"])


async def test_a_message_is_told_with_the_name_the_number_and_the_id(pg: Playground, hooked: App) -> None:
    sid = await writes(pg, "is it hot?")

    (told,) = hooked.told("/whatsapp")
    metadata = json.loads(told.pop("ChannelMetadata"))
    assert metadata == {"type": "whatsapp", "data": {"context": {"ProfileName": "Mia Chen", "WaId": MIA[1:]}}}
    assert told == {
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "MessageSid": sid,
        "AccountSid": ACCOUNT_SID,
        "ApiVersion": "2010-04-01",
        "From": TO,
        "To": OURS,
        "Body": "is it hot?",
        "NumMedia": "0",
        "NumSegments": "1",
        "SmsStatus": "received",
        "MessageType": "text",
        "ProfileName": "Mia Chen",
        "WaId": MIA[1:],
        "ExternalUserId": f"whatsapp:{MIA_USER}",
    }
    assert hooked.told("/sms") == []


async def test_somebody_with_a_username_is_told_by_their_id_alone_and_answered_by_it(
    wire: Wire, pg: Playground, hooked: App
) -> None:
    await pg.twilio.simulate.switch(phone=MIA, username=True)
    await writes(pg)
    (told,) = hooked.told("/whatsapp")

    assert (told["From"], told["ExternalUserId"]) == (f"whatsapp:{MIA_USER}",) * 2
    assert "WaId" not in told
    await wire.send("yes", To=told["From"], From=OURS)
    await pg.twilio.settled()
    assert pg.twilio.find("yes", phone=MIA)


async def test_an_answer_names_what_it_answers_and_a_place_where_it_is(wire: Wire, pg: Playground, hooked: App) -> None:
    await writes(pg)
    ours = (await wire.send("which one?", To=TO, From=OURS)).body["sid"]
    await pg.twilio.settled()
    await writes(pg, "the green one", replies=ours)
    await pg.twilio.simulate.place(phone=MIA, to=OURS, latitude=1.5, longitude=-2.25, label="The shop")
    await pg.twilio.settled()

    _, answer, place = hooked.told("/whatsapp")
    assert (answer["OriginalRepliedMessageSid"], answer["OriginalRepliedMessageSender"]) == (ours, OURS)
    assert (place["Latitude"], place["Longitude"], place["Label"]) == ("1.5", "-2.25", "The shop")
    assert place["MessageType"] == "location"


async def test_a_day_after_the_last_message_only_an_approved_template_arrives(
    wire: Wire, pg: Playground, hooked: App
) -> None:
    await writes(pg)
    await wire.send("in time", To=TO, From=OURS)
    await pg.twilio.settled()
    pg.twilio.phone(MIA).heard[OURS] -= DAY
    for more in ({"Body": "too late"}, {"Body": "", "ContentSid": UNAPPROVED, "ContentVariables": '{"1":"Mia"}'}):
        sid = (await wire.send(**{"To": TO, "From": OURS, **more})).body["sid"]
        await pg.twilio.settled()
        assert ((await wire.fetch(sid))["status"], (await wire.fetch(sid))["error_code"]) == ("failed", 63016)
    await wire.send("", To=TO, From=OURS, ContentSid=AGAIN, ContentVariables='{"1":"Mia"}')
    await pg.twilio.settled()

    arrived = [one.text for one in pg.twilio.texts(MIA) if not one.mine]
    assert arrived == ["in time", "Hi Mia, we have an answer for you. Write to us to read it."]
    assert [one["ErrorCode"] for one in hooked.told("/status") if "ErrorCode" in one] == ["63016", "63016"]


async def test_nobody_is_written_to_who_has_never_written_and_other_senders_windows_are_their_own(
    wire: Wire, pg: Playground
) -> None:
    pg.twilio.settings.whatsapp_numbers = [NUMBER, "+15550100900"]
    await writes(pg)
    for to, sender in ((f"whatsapp:{TOM}", OURS), (TO, "whatsapp:+15550100900")):
        sid = (await wire.send(To=to, From=sender)).body["sid"]
        await pg.twilio.settled()
        assert (await wire.fetch(sid))["error_code"] == 63016


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"From": NUMBER}, 21910),
        ({"To": MIA}, 21910),
        ({"From": "whatsapp:+15550199999"}, 63007),
        ({"To": "whatsapp:1"}, 21211),
        ({"Body": "x" * 1601}, 21617),
        ({"MediaUrl": ["https://a.example/1.png", "https://a.example/2.png"]}, 21623),
        ({"Body": "", "ContentSid": "HX1"}, 21655),
        ({"Body": "", "ContentSid": "HX" + "9" * 32}, 21655),
        ({"Body": "", "ContentSid": AGAIN, "ContentVariables": "Mia"}, 21656),
        ({"Body": "", "ContentSid": AGAIN, "ContentVariables": '{"1":""}'}, 21656),
        ({"Body": "", "ContentSid": AGAIN, "ContentVariables": '{"1":"a\\nb"}'}, 21656),
        ({"Body": "", "ContentSid": AGAIN, "ContentVariables": json.dumps({"1": "x" * 1601})}, 21658),
        ({"Body": "hi", "ContentSid": AGAIN, "ContentVariables": '{"1":"Mia"}'}, 20001),
    ],
)
async def test_what_is_wrong_with_a_message_is_refused_with_its_code(
    wire: Wire, pg: Playground, more: dict[str, object], code: int
) -> None:
    await writes(pg)

    assert (await wire.send(**{"To": TO, "From": OURS, **more})).code == code  # type: ignore[arg-type]


@pytest.mark.parametrize("variables", ["{}", '{"1":"Mia","7":"x"}'])
async def test_variables_that_a_template_has_not_end_the_message(wire: Wire, pg: Playground, variables: str) -> None:
    await writes(pg)
    sid = (await wire.send("", To=TO, From=OURS, ContentSid=AGAIN, ContentVariables=variables)).body["sid"]
    await pg.twilio.settled()

    assert (await wire.fetch(sid))["error_code"] == 63028


async def test_what_was_delivered_and_read_is_called_back(wire: Wire, pg: Playground, hooked: App) -> None:
    await writes(pg)
    await wire.send("hello", To=TO, From=OURS)
    await pg.twilio.settled()
    await pg.twilio.simulate.read(phone=MIA, number=OURS)
    await pg.twilio.settled()

    assert hooked.statuses() == ["sent", "delivered", "read"]
    told = hooked.told("/status")[2]
    assert (told["EventType"], told["ChannelPrefix"], told["ChannelToAddress"]) == ("READ", "whatsapp", MIA)
    assert (told["To"], told["From"]) == (TO, OURS)


async def test_a_phone_without_whatsapp_gets_nothing(wire: Wire, pg: Playground) -> None:
    await writes(pg)
    await pg.twilio.simulate.switch(phone=MIA, no_whatsapp=True)
    sid = (await wire.send(To=TO, From=OURS)).body["sid"]
    await pg.twilio.settled()

    assert (await wire.fetch(sid))["error_code"] == 63003
    with pytest.raises(HumanError):
        await writes(pg)


@pytest.mark.parametrize(("kind", "code"), [("image/png", None), ("image/gif", 12300), ("application/zip", 12300)])
async def test_a_file_of_a_kind_that_whatsapp_does_not_take_ends_the_message(
    wire: Wire, pg: Playground, hooked: App, kind: str, code: int | None
) -> None:
    await writes(pg)
    hooked.pages["/file"] = web.Response(body=b"\x89PNG GIF8", headers={"Content-Type": kind})
    sid = (await wire.send("", To=TO, From=OURS, MediaUrl=f"{hooked.url}/file")).body["sid"]
    await pg.twilio.settled()

    assert (await wire.fetch(sid))["error_code"] == code


async def test_a_stop_on_whatsapp_is_a_word_like_any_other_without_advanced_opt_out(
    wire: Wire, pg: Playground, hooked: App
) -> None:
    await writes(pg, "STOP")
    assert (await wire.send("still here", To=TO, From=OURS)).status == 201
    pg.twilio.settings.service_numbers, pg.twilio.settings.advanced_opt_out = [NUMBER], True
    await writes(pg, "STOP")

    assert hooked.told("/whatsapp")[-1]["OptOutType"] == "STOP"
    assert hooked.told("/whatsapp")[-1]["MessagingServiceSid"] == SERVICE
    assert (await wire.send(To=TO, From=OURS)).code == 21610


async def test_a_messaging_service_writes_from_the_whatsapp_sender_that_somebody_has_written_to(
    wire: Wire, pg: Playground
) -> None:
    pg.twilio.settings.service_numbers = [NUMBER]
    await writes(pg)
    sid = (await wire.send(To=TO, From="", MessagingServiceSid=SERVICE)).body["sid"]
    await pg.twilio.settled()

    assert ((await wire.fetch(sid))["from"], (await wire.fetch(sid))["status"]) == (OURS, "delivered")
