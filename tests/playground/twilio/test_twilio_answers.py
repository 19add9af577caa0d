"""What the app answers to a message is carried out."""

import pytest

from playground.server import Playground
from playground.twilio.seed import MIA, NUMBER, TOM

from .conftest import App


async def heard(pg: Playground, phone: str = MIA) -> list[str]:
    await pg.twilio.simulate.send(phone=MIA, text="hi")
    await pg.twilio.settled()
    return [one.text for one in pg.twilio.texts(phone) if not one.mine]


@pytest.mark.parametrize("kind", ["text/xml", "application/xml", "text/html"])
async def test_an_empty_answer_says_nothing(pg: Playground, hooked: App, kind: str) -> None:
    hooked.says("<Response/>", kind)
    assert await heard(pg) == []
    hooked.says("", kind)
    assert await heard(pg) == []
    assert pg.twilio.errors() == []


async def test_messages_of_an_answer_are_sent(pg: Playground, hooked: App) -> None:
    hooked.says("<Response><Message>one &amp; only</Message><Message><Body>two</Body></Message></Response>")
    assert sorted(await heard(pg)) == ["one & only", "two"]
    assert {one.direction for one in pg.twilio.store.messages.values()} == {"inbound", "outbound-reply"}


async def test_an_answer_may_write_to_somebody_else_and_ask_for_its_status(pg: Playground, hooked: App) -> None:
    callback = f"{hooked.url}/own"
    hooked.says(f'<Response><Message to="{TOM}" statusCallback="{callback}">psst</Message></Response>')
    assert await heard(pg, TOM) == ["psst"]
    assert [one["MessageStatus"] for one in hooked.told("/own")] == ["sent", "delivered"]


async def test_plain_text_is_texted_to_the_customer(pg: Playground, hooked: App) -> None:
    hooked.says("OK", "text/plain")
    assert await heard(pg) == ["OK"]


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ('{"ok": true}', "application/json", 12300),
        ("<Response>", "text/xml", 12100),
        ("<Answer/>", "text/xml", 12100),
        ("<Response><Say>hi</Say></Response>", "text/xml", 12200),
        ("<Response><Message/></Response>", "text/xml", 14103),
        (f'<Response><Message to="{NUMBER}">me</Message></Response>', "text/xml", 21266),
        ('<Response><Message to="12">you</Message></Response>', "text/xml", 21211),
    ],
)
async def test_what_is_wrong_with_an_answer_is_in_the_error_log(
    pg: Playground, hooked: App, body: str, kind: str, code: int
) -> None:
    hooked.says(body, kind)
    assert await heard(pg) == []
    (problem,) = pg.twilio.errors()
    assert problem.code == code
    assert problem.url == f"{hooked.url}/sms"
    found = pg.twilio.sent("hi")
    assert found
    assert problem.sid == found.sid
