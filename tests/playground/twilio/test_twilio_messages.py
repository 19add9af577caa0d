"""The Messages resource."""

from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from playground.clock import FakeClock
from playground.server import Playground
from playground.twilio.seed import ACCOUNT_SID, API_KEY, API_SECRET, MIA, NUMBER, SECOND, SERVICE, TOM

from .conftest import Wire


async def test_a_message_is_answered_as_documented(wire: Wire, clock: FakeClock) -> None:
    back = await wire.send("hello")
    assert back.status == 201
    body = back.body
    sid = body.pop("sid")
    assert sid[:2] == "SM"
    assert len(sid) == 34
    assert parsedate_to_datetime(body.pop("date_created")).timestamp() == clock.now()
    assert body.pop("date_updated").endswith("+0000")
    uri = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{sid}"
    assert body == {
        "account_sid": ACCOUNT_SID,
        "api_version": "2010-04-01",
        "body": "hello",
        "date_sent": None,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": NUMBER,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": "USD",
        "status": "queued",
        "subresource_uris": {"media": f"{uri}/Media.json", "feedback": f"{uri}/Feedback.json"},
        "to": MIA,
        "uri": f"{uri}.json",
    }


async def test_a_message_that_arrived_says_so(wire: Wire, pg: Playground) -> None:
    sid = (await wire.send("hello")).body["sid"]
    await pg.twilio.settled()
    body = await wire.fetch(sid)
    assert (body["status"], body["error_code"]) == ("delivered", None)
    assert body["date_sent"]
    text = pg.twilio.find("hello", phone=MIA)
    assert text
    assert (text.mine, text.sid) == (False, sid)


async def test_a_messaging_service_chooses_its_sender_afterwards(wire: Wire, pg: Playground) -> None:
    pg.twilio.settings.service_numbers = [SECOND, NUMBER]
    back = await wire.send("hello", From="", MessagingServiceSid=SERVICE)
    taken = back.body
    assert (taken["status"], taken["from"], taken["num_segments"]) == ("accepted", None, "0")
    assert taken["messaging_service_sid"] == SERVICE
    await pg.twilio.settled()
    body = await wire.fetch(taken["sid"])
    assert (body["status"], body["from"], body["num_segments"]) == ("delivered", SECOND, "1")


async def test_a_messaging_service_goes_on_with_the_number_that_somebody_wrote_to(wire: Wire, pg: Playground) -> None:
    pg.twilio.settings.service_numbers = [SECOND, NUMBER]
    await pg.twilio.simulate.send(phone=MIA, to=NUMBER, text="hi")
    sid = (await wire.send("hello", From="", MessagingServiceSid=SERVICE)).body["sid"]
    await pg.twilio.settled()
    assert (await wire.fetch(sid))["from"] == NUMBER


REFUSED: dict[str, tuple[dict[str, Any], int, int]] = {
    "no receiver": ({"To": ""}, 400, 21604),
    "no sender": ({"From": ""}, 400, 21603),
    "nothing to send": ({"Body": ""}, 400, 21619),
    "a receiver that is no number": ({"To": "07700 900123"}, 400, 21211),
    "a receiver without a plus": ({"To": "15550111001"}, 400, 21211),
    "a sender that is no sender": ({"From": "+"}, 400, 21212),
    "somebody else's number": ({"From": "+15550199999"}, 400, 21606),
    "oneself": ({"To": NUMBER}, 400, 21266),
    "too long": ({"Body": "a" * 1601}, 400, 21617),
    "too long in emoji": ({"Body": "🙂" * 801}, 400, 21617),
    "eleven files": ({"MediaUrl": ["https://a.example/1.png"] * 11}, 400, 21623),
    "a file that is no address": ({"MediaUrl": "picture.png"}, 400, 21620),
    "a callback that is no address": ({"StatusCallback": "/status"}, 400, 21609),
    "a callback at a host with an underscore": ({"StatusCallback": "https://my_host.example/"}, 400, 21609),
    "another's Messaging Service": ({"From": "", "MessagingServiceSid": "MG1"}, 400, 21701),
    "a Messaging Service without numbers": ({"From": "", "MessagingServiceSid": SERVICE}, 400, 21704),
    "too long a validity": ({"ValidityPeriod": "36001"}, 400, 20001),
    "the test number that is none": ({"To": "+15005550001"}, 400, 21211),
    "the test number out of reach": ({"To": "+15005550002"}, 400, 21612),
    "the test number of a forbidden region": ({"To": "+15005550003"}, 400, 21408),
    "the test number that has opted out": ({"To": "+15005550004"}, 400, 21610),
    "the test number that takes no SMS": ({"To": "+15005550009"}, 400, 21614),
    "the test sender that is not owned": ({"From": "+15005550007"}, 400, 21606),
    "the test sender whose queue is full": ({"From": "+15005550008"}, 429, 21611),
}


@pytest.mark.parametrize("why", REFUSED)
async def test_what_is_wrong_is_refused_with_its_code(wire: Wire, pg: Playground, why: str) -> None:
    form, status, code = REFUSED[why]
    back = await wire.send(**{"body": form.get("Body", "hello"), **form})
    assert (back.status, back.code) == (status, code)
    assert set(back.body) == {"code", "message", "more_info", "status"}
    assert back.body["status"] == status
    assert back.body["more_info"] == f"https://www.twilio.com/docs/errors/{code}"
    assert not pg.twilio.store.messages


async def test_sixteen_hundred_units_are_not_too_long(wire: Wire) -> None:
    assert (await wire.send("a" * 1600)).body["num_segments"] == "11"
    assert (await wire.send("🙂" * 800)).status == 201


async def test_what_the_account_may_not_is_refused(wire: Wire, pg: Playground) -> None:
    pg.twilio.settings.regions_denied = ["+44"]
    assert (await wire.send(To=TOM)).code == 21408
    pg.twilio.settings.trial = True
    pg.twilio.settings.verified = [TOM]
    assert (await wire.send()).code == 21608
    await pg.twilio.simulate.switch(phone=MIA, landline=True)
    pg.twilio.settings.trial = False
    assert (await wire.send()).code == 21614


async def test_only_the_account_may_call(wire: Wire) -> None:
    for login in [("", ""), (ACCOUNT_SID, "wrong"), ("AC1", "playground-auth-token"), (API_KEY, "wrong")]:
        wire.login = login
        back = await wire.send()
        assert (back.status, back.code, back.body["message"]) == (401, 20003, "Authenticate")
    wire.login = (API_KEY, API_SECRET)
    assert (await wire.send()).status == 201
    other = await wire.call("GET", "Messages.json", account="AC00000000000000000000000000000009")
    assert (other.status, other.code) == (401, 20003)


async def test_what_is_no_form_has_no_parameters(wire: Wire) -> None:
    back = await wire.call("POST", "Messages.json", b'{"To": "+15550111001"}')
    assert back.code == 21604


async def test_an_unknown_message_is_not_found(wire: Wire) -> None:
    back = await wire.call("GET", "Messages/SM00000000000000000000000000000000.json")
    assert (back.status, back.code) == (404, 20404)


async def test_a_list_has_the_newest_first_in_pages(wire: Wire, pg: Playground) -> None:
    for number in range(5):
        await wire.send(f"number {number}")
    await pg.twilio.settled()
    page = (await wire.call("GET", "Messages.json?PageSize=2")).body
    assert [one["body"] for one in page["messages"]] == ["number 4", "number 3"]
    assert (page["page"], page["page_size"], page["start"], page["end"]) == (0, 2, 0, 1)
    assert page["previous_page_uri"] is None
    seen = []
    while page["next_page_uri"]:
        page = (await wire.call("GET", page["next_page_uri"].partition(f"{ACCOUNT_SID}/")[2])).body
        seen += [one["body"] for one in page["messages"]]
    assert seen == ["number 2", "number 1", "number 0"]
    assert (await wire.call("GET", "Messages.json?PageSize=none")).code == 20001


async def test_a_list_is_narrowed_by_numbers_and_days(wire: Wire, pg: Playground, clock: FakeClock) -> None:
    await wire.send("first")
    await pg.twilio.simulate.send(phone=MIA, text="an answer")
    await pg.twilio.settled()
    await clock.advance(3 * 86_400)
    await wire.send("later", To=TOM)
    await pg.twilio.settled()

    async def listed(query: str) -> list[str]:
        return [one["body"] for one in (await wire.call("GET", f"Messages.json?{query}")).body["messages"]]

    assert await listed(f"To=%2B{TOM[1:]}") == ["later"]
    assert await listed(f"From=%2B{MIA[1:]}") == ["an answer"]
    assert await listed("DateSent=2025-06-15") == ["an answer", "first"]
    assert await listed("DateSent%3C=2025-06-16") == ["an answer", "first"]
    assert await listed("DateSent%3E=2025-06-16") == ["later"]
    assert (await wire.call("GET", "Messages.json?DateSent=yesterday")).code == 20001


async def test_a_message_is_redacted_and_deleted_but_stays_on_the_phone(wire: Wire, pg: Playground) -> None:
    sid = (await wire.send("my card is 4242")).body["sid"]
    await pg.twilio.settled()
    assert (await wire.call("POST", f"Messages/{sid}.json", {"Body": "other words"})).code == 20001
    back = await wire.call("POST", f"Messages/{sid}.json", {"Body": ""})
    assert (back.status, back.body["body"]) == (200, "")
    assert (await wire.call("DELETE", f"Messages/{sid}.json")).status == 204
    assert (await wire.call("GET", f"Messages/{sid}.json")).code == 20404
    assert pg.twilio.find("4242", phone=MIA)


async def test_a_message_under_way_is_not_deleted(wire: Wire, pg: Playground, clock: FakeClock) -> None:
    pg.twilio.settings.seconds_to_deliver = 2.0
    sid = (await wire.send()).body["sid"]
    await pg.twilio.settled()
    assert (await wire.fetch(sid))["status"] == "sent"
    back = await wire.call("DELETE", f"Messages/{sid}.json")
    assert (back.status, back.code) == (409, 20009)
    await clock.advance(2)
    await pg.twilio.settled()
    assert (await wire.call("DELETE", f"Messages/{sid}.json")).status == 204
