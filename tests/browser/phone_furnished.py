"""A phone on which one of everything stands.

Rule: names and words are as long as they may be, so that whoever looks at the page sees the worst of it.
"""

import base64
import struct
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from playground.server import Playground
from playground.twilio import outbound
from playground.twilio.contents import made
from playground.twilio.ids import sid
from playground.twilio.outbound import Order
from playground.twilio.seed import MIA, NUMBER, SECOND, TOM
from tests.browser.furnished import LONG

SENTENCE = "Thank you for your patience while we look for your parcel in our warehouse. "


def png(width: int, height: int) -> bytes:
    """Draw a picture of one colour."""
    rows = (b"\0" + b"\x2f\x7d\x6b" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def picture(name: str = "teapot.png") -> dict[str, str]:
    """Give a picture as the phone sends it."""
    return {"name": name, "mimetype": "image/png", "base64": base64.b64encode(png(320, 220)).decode()}


@pytest.fixture
async def with_phone() -> AsyncIterator[Playground]:
    """A playground whose page has the phone; its shop's widget address leads nowhere."""
    async with Playground(port=0, bridge_url="http://127.0.0.1:1", phone=True) as running:
        yield running


async def arrives(playground: Playground, text: str, to: str = MIA, sender: str = NUMBER) -> None:
    """Let a text of ours arrive on a phone."""
    outbound.send(playground.twilio, Order(to=to, sender=sender, body=text))
    await playground.twilio.settled()


async def offers(playground: Playground, kind: str, what: dict[str, Any]) -> None:
    """Let buttons or a list of ours arrive on Mia's WhatsApp, who has written there."""
    twilio = playground.twilio
    twilio.settings.whatsapp_url = twilio.settings.whatsapp_url or "http://127.0.0.1:1/whatsapp"
    sender = f"whatsapp:{NUMBER}"
    await twilio.simulate.send(phone=MIA, to=sender, text="Hi!")
    one = made(sid("HX"), {"language": "en", "types": {kind: what}}, twilio.clock.now())
    twilio.store.contents[one.sid] = one
    outbound.send(twilio, Order(to=f"whatsapp:{MIA}", sender=sender, content=one.sid))
    await twilio.until(lambda twilio: twilio.find(what["body"], phone=MIA), what="the menu on the phone")


async def furnish(playground: Playground) -> None:
    """Fill Mia's phone, and let somebody else's have something unread."""
    twilio = playground.twilio
    await twilio.simulate.send(phone=MIA, text="Hi! My teapot arrived broken 😢", files=[picture()])
    await arrives(playground, SENTENCE * 5)
    await twilio.simulate.send(phone=MIA, text=LONG)
    paper = {"name": f"{LONG[:60]}.pdf", "mimetype": "application/pdf", "base64": "dGVh"}
    await twilio.simulate.send(phone=MIA, files=[paper])
    await twilio.simulate.switch(phone=MIA, previews=True)
    await arrives(playground, f"Please fill in {playground.url}/shop?form={'x' * 60}, thank you.")
    await twilio.simulate.send(phone=MIA, text="👍🏽")
    await arrives(playground, "A word of the wholesale.", sender=SECOND)
    await arrives(playground, "Your oolong is back.", to=TOM)
