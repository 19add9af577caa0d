"""What comes in is told to the app."""

from aiohttp import web

from playground.clock import FakeClock
from playground.server import Playground
from playground.twilio import admin, forging
from playground.twilio.seed import ACCOUNT_SID, AUTH_TOKEN, MIA, NUMBER, SERVICE
from playground.twilio.signature import sign

from .conftest import App, Received

PICTURE = {"name": "tea.png", "mimetype": "image/png", "base64": "iVBORw0KGgo="}


async def test_a_text_is_told_as_documented(pg: Playground, hooked: App) -> None:
    sid = (await pg.twilio.simulate.send(phone=MIA, text="Hello & good day\n+1 🙂"))["sid"]
    await hooked.until(hooked.told)
    assert hooked.told() == [
        {
            "MessageSid": sid,
            "SmsSid": sid,
            "SmsMessageSid": sid,
            "AccountSid": ACCOUNT_SID,
            "From": MIA,
            "To": NUMBER,
            "Body": "Hello & good day\n+1 🙂",
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsStatus": "received",
            "ApiVersion": "2010-04-01",
            "FromCity": "SPRINGFIELD",
            "FromState": "OR",
            "FromZip": "97477",
            "FromCountry": "US",
            "ToCity": "",
            "ToState": "",
            "ToZip": "",
            "ToCountry": "US",
        }
    ]
    headers = hooked.received[0].headers
    assert headers["Content-Type"] == "application/x-www-form-urlencoded; charset=UTF-8"
    assert headers["I-Twilio-Idempotency-Token"]
    await pg.twilio.settled()
    assert pg.twilio.errors() == []


async def test_a_picture_is_told_by_its_address(pg: Playground, hooked: App) -> None:
    sid = (await pg.twilio.simulate.send(phone=MIA, files=[PICTURE]))["sid"]
    await hooked.until(hooked.told)
    told = hooked.told()[0]
    assert sid.startswith("MM")
    assert (told["NumMedia"], told["MediaContentType0"], told["Body"]) == ("1", "image/png", "")
    start = f"{pg.twilio.base_url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{sid}/Media/ME"
    assert told["MediaUrl0"].startswith(start)


async def test_a_number_of_a_messaging_service_names_it(pg: Playground, hooked: App) -> None:
    pg.twilio.settings.service_numbers = [NUMBER]
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await hooked.until(hooked.told)
    assert hooked.told()[0]["MessagingServiceSid"] == SERVICE


async def test_a_webhook_by_get_has_its_parameters_in_the_signed_address(pg: Playground, hooked: App) -> None:
    await admin.configure(pg.twilio, {"method": "GET", "sms_url": f"{hooked.url}/sms?queue=support"})
    await pg.twilio.simulate.send(phone=MIA, text="one & two")
    await hooked.until(hooked.told)
    assert hooked.received[0].method == "GET"
    assert (hooked.told()[0]["queue"], hooked.told()[0]["Body"]) == ("support", "one & two")


async def test_an_app_behind_a_proxy_is_signed_for_by_its_public_address(pg: Playground, hooked: App) -> None:
    hooked.seen_as = "https://bridge.example"
    changes = {"sms_url": "https://bridge.example/sms", "public_url": "https://bridge.example"}
    await admin.configure(pg.twilio, {**changes, "reached_at": hooked.url})
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await hooked.until(hooked.told)
    headers = hooked.received[0].headers
    assert (headers["Host"], headers["X-Forwarded-Proto"]) == ("bridge.example", "https")


async def test_a_fragment_is_neither_sent_nor_signed(pg: Playground, hooked: App) -> None:
    await admin.configure(pg.twilio, {"sms_url": f"{hooked.url}/sms#rc=2&rp=5xx"})
    hooked.says("no", status=503)
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await pg.twilio.settled()
    assert len(hooked.told()) == 3
    assert len({one.headers["I-Twilio-Idempotency-Token"] for one in hooked.received}) == 1
    assert {one.path for one in hooked.received} == {"/sms"}


async def test_an_error_of_the_app_is_not_tried_again_by_itself(pg: Playground, hooked: App) -> None:
    hooked.says("no", status=500)
    sid = (await pg.twilio.simulate.send(phone=MIA, text="hi"))["sid"]
    await pg.twilio.settled()
    assert len(hooked.told()) == 1
    (problem,) = pg.twilio.errors()
    assert (problem.code, problem.level, problem.sid, problem.url) == (11200, "error", sid, f"{hooked.url}/sms")


async def test_a_lost_connection_is_tried_once_more(pg: Playground, hooked: App) -> None:
    pg.faults.add("events", "reset_after_accept", vendor="twilio")
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await pg.twilio.settled()
    first, second = hooked.received
    assert first.told == second.told
    assert first.headers["I-Twilio-Idempotency-Token"] == second.headers["I-Twilio-Idempotency-Token"]
    assert pg.twilio.errors() == []


async def test_an_app_that_is_away_is_noted(pg: Playground, hooked: App) -> None:
    await admin.configure(pg.twilio, {"sms_url": "http://127.0.0.1:9/sms"})
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await pg.twilio.settled()
    assert [one.code for one in pg.twilio.errors()] == [11205]
    assert hooked.received == []


async def test_the_fallback_hears_what_failed(pg: Playground, hooked: App) -> None:
    await admin.configure(pg.twilio, {"sms_fallback_url": f"{hooked.url}/fallback"})

    async def answer(got: Received) -> web.StreamResponse:
        return web.Response(status=404) if got.path == "/sms" else web.Response(status=204)

    hooked.answer = answer
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await pg.twilio.settled()
    told = hooked.told("/fallback")[0]
    assert (told["ErrorCode"], told["ErrorUrl"], told["Body"]) == ("11200", f"{hooked.url}/sms", "hi")


async def test_an_answer_has_fifteen_seconds(pg: Playground, hooked: App, clock: FakeClock) -> None:
    pg.faults.add("events", "timeout_after_accept", vendor="twilio")
    await pg.twilio.simulate.send(phone=MIA, text="swallowed")
    await pg.twilio.settled()
    assert [one.code for one in pg.twilio.errors()] == [11205]
    assert len(hooked.told()) == 1

    async def never(_: Received) -> web.StreamResponse:
        await clock.sleep_until(clock.now() + 20)
        return web.Response()

    hooked.answer = never
    await pg.twilio.simulate.send(phone=MIA, text="slow")
    await hooked.until(lambda: len(hooked.told()) == 2)
    await clock.advance(14.9)
    assert len(pg.twilio.errors()) == 1
    await clock.advance(0.1)
    await pg.twilio.until(lambda twilio: len(twilio.errors()) == 2)
    await clock.advance(5)


async def test_without_an_address_nobody_is_told(pg: Playground, hooked: App) -> None:
    await admin.configure(pg.twilio, {"sms_url": ""})
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await pg.twilio.settled()
    assert (hooked.received, pg.twilio.errors()) == ([], [])
    assert pg.twilio.sent("hi")


async def test_faults_repeat_delay_lose_and_turn_around(pg: Playground, hooked: App, clock: FakeClock) -> None:
    pg.faults.add("events", "duplicate", vendor="twilio", copies=3)
    await pg.twilio.simulate.send(phone=MIA, text="thrice")
    await pg.twilio.settled()
    assert [one["Body"] for one in hooked.told()] == ["thrice"] * 3
    hooked.received.clear()
    pg.faults.add("events", "lost", vendor="twilio")
    await pg.twilio.simulate.send(phone=MIA, text="lost")
    pg.faults.add("events", "reorder", vendor="twilio")
    await pg.twilio.simulate.send(phone=MIA, text="first")
    await pg.twilio.simulate.send(phone=MIA, text="second")
    await pg.twilio.settled()
    assert [one["Body"] for one in hooked.told()] == ["second", "first"]
    pg.faults.add("events", "delay", vendor="twilio", delay_ms=2000)
    await pg.twilio.simulate.send(phone=MIA, text="late")
    await pg.twilio.settled()
    assert len(hooked.told()) == 2
    await clock.advance(2)
    await hooked.until(lambda: len(hooked.told()) == 3)


async def test_forged_webhooks_differ_from_a_right_one(pg: Playground) -> None:
    told = {"Body": "hi", "From": MIA}
    url = "https://bridge.example/sms"
    made = forging.forged(pg.twilio, url, told)
    signed = {why: headers.get("X-Twilio-Signature") for why, (_, headers) in made.items()}
    assert [why for why, (form, _) in made.items() if signed[why] == sign(AUTH_TOKEN, url, form)] == ["right"]
    assert len(made) > 6
