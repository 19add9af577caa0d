"""The status of a message is called back as it goes on."""

import pytest

from playground.clock import FakeClock
from playground.server import Playground
from playground.twilio.seed import ACCOUNT_SID, MIA, NUMBER, SERVICE

from .conftest import App, Wire


async def test_the_first_status_is_not_called_back(wire: Wire, pg: Playground, hooked: App) -> None:
    sid = (await wire.send()).body["sid"]
    await pg.twilio.settled()
    assert hooked.statuses() == ["sent", "delivered"]
    told = hooked.told("/status")[1]
    assert told.pop("RawDlrDoneDate") == "2506151506"
    assert told == {
        "MessageSid": sid,
        "SmsSid": sid,
        "MessageStatus": "delivered",
        "SmsStatus": "delivered",
        "AccountSid": ACCOUNT_SID,
        "From": NUMBER,
        "To": MIA,
        "ApiVersion": "2010-04-01",
    }


async def test_a_messaging_service_also_tells_that_a_message_is_queued(wire: Wire, pg: Playground, hooked: App) -> None:
    pg.twilio.settings.service_numbers = [NUMBER]
    await wire.send(From="", MessagingServiceSid=SERVICE, StatusCallback="")
    await pg.twilio.settled()
    assert hooked.statuses() == ["queued", "sent", "delivered"]
    assert {one["MessagingServiceSid"] for one in hooked.told("/status")} == {SERVICE}


async def test_without_an_address_nobody_is_called_back(wire: Wire, pg: Playground, hooked: App) -> None:
    await wire.send(StatusCallback="")
    await pg.twilio.settled()
    assert hooked.received == []
    assert pg.twilio.find("hello", phone=MIA)


async def test_a_message_brings_its_own_address(wire: Wire, pg: Playground, hooked: App) -> None:
    await wire.send(StatusCallback=f"{hooked.url}/own?outbox=7")
    await pg.twilio.settled()
    assert hooked.statuses() == []
    assert [one["MessageStatus"] for one in hooked.told("/own")] == ["sent", "delivered"]


@pytest.mark.parametrize(
    ("switch", "status", "code"),
    [
        ({"off": True}, "undelivered", 30003),
        ({"filtered": True}, "undelivered", 30007),
        ({"trouble": 30008}, "undelivered", 30008),
        ({"trouble": 30001}, "failed", 30001),
    ],
)
async def test_what_does_not_arrive_has_its_code(
    wire: Wire, pg: Playground, hooked: App, switch: dict[str, bool | int], status: str, code: int
) -> None:
    await pg.twilio.simulate.switch(phone=MIA, **switch)  # type: ignore[arg-type] # one of either kind
    sid = (await wire.send()).body["sid"]
    await pg.twilio.settled()
    assert hooked.told("/status")[-1]["MessageStatus"] == status
    assert hooked.told("/status")[-1]["ErrorCode"] == str(code)
    body = await wire.fetch(sid)
    assert (body["status"], body["error_code"]) == (status, code)
    assert body["error_message"]
    assert pg.twilio.texts(MIA) == []


async def test_a_number_that_nobody_has_is_an_unknown_handset(wire: Wire, pg: Playground, hooked: App) -> None:
    await wire.send(To="+15550177777")
    await pg.twilio.settled()
    assert hooked.told("/status")[-1]["ErrorCode"] == "30005"


async def test_callbacks_turn_around_repeat_and_get_lost(
    wire: Wire, pg: Playground, hooked: App, clock: FakeClock
) -> None:
    pg.faults.add("callbacks", "reorder", vendor="twilio")
    await wire.send()
    await pg.twilio.settled()
    assert hooked.statuses() == ["delivered", "sent"]
    hooked.received.clear()
    pg.faults.add("callbacks", "lost", vendor="twilio")
    await wire.send()
    await pg.twilio.settled()
    assert hooked.statuses() == ["delivered"]
    hooked.received.clear()
    pg.faults.add("callbacks", "duplicate", vendor="twilio")
    await wire.send()
    await pg.twilio.settled()
    assert sorted(hooked.statuses()) == ["delivered", "sent", "sent"]
    hooked.received.clear()
    pg.faults.add("callbacks", "delay", vendor="twilio", delay_ms=4000)
    await wire.send()
    await pg.twilio.settled()
    assert hooked.statuses() == ["delivered"]
    await clock.advance(4)
    await hooked.until(lambda: hooked.statuses() == ["delivered", "sent"])


async def test_a_callback_that_nothing_follows_is_let_go(
    wire: Wire, pg: Playground, hooked: App, clock: FakeClock
) -> None:
    pg.faults.add("callbacks", "lost", vendor="twilio")
    pg.faults.add("callbacks", "reorder", vendor="twilio")
    await wire.send()
    await pg.twilio.settled()
    assert hooked.statuses() == []
    await clock.advance(5)
    await hooked.until(lambda: hooked.statuses() == ["delivered"])


async def test_what_is_answered_to_a_callback_is_not_read(wire: Wire, pg: Playground, hooked: App) -> None:
    hooked.says("OK", "text/plain")
    await wire.send("hello")
    await pg.twilio.settled()
    assert [one.text for one in pg.twilio.texts(MIA)] == ["hello"]
    assert pg.twilio.errors() == []


async def test_a_callback_that_fails_does_not_hold_the_message(wire: Wire, pg: Playground, hooked: App) -> None:
    hooked.says("no", status=500)
    sid = (await wire.send()).body["sid"]
    await pg.twilio.settled()
    assert (await wire.fetch(sid))["status"] == "delivered"
    assert [one.code for one in pg.twilio.errors()] == [11200, 11200]
