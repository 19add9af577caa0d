"""Messenger and WhatsApp with one of everything in them.

Rule: names and words are as long as they may be, so that whoever looks at the page sees the worst of it.
"""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground.meta.model import Json
from playground.meta.seed import MIA_PSID, MIA_WA, PAGE, PAGE_TOKEN, PHONE_ID, SECOND_ID, WA_TOKEN
from playground.server import Playground
from tests.browser.furnished import LONG
from tests.browser.phone_furnished import SENTENCE, picture

ROW = "A row of 24 characters x"
DESCRIPTION = "Seventy-two characters that say what one gets by picking this very row.."
POSTBACK = {"type": "postback", "title": "Twenty characters ok", "payload": "YES"}


@pytest.fixture
async def with_meta() -> AsyncIterator[Playground]:
    """A playground whose page has Messenger and WhatsApp; its shop's widget address leads nowhere."""
    async with Playground(port=0, bridge_url="http://127.0.0.1:1", meta=True) as running:
        yield running


async def call(playground: Playground, path: str, body: Json, token: str) -> Json:
    """Call the Graph API as the bridge does; whatever is refused fails the test."""
    url = f"{playground.meta.base_url}/v25.0/{path}"
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.post(url, json=body) as response:
        answer: Json = await response.json()
        assert response.status == 200, answer
    await playground.meta.settled()
    return answer


async def says(playground: Playground, message: Json, person: str = MIA_PSID) -> str:
    """Send a message of the Page's."""
    body = {"recipient": {"id": person}, "messaging_type": "RESPONSE", "message": message}
    return str((await call(playground, f"{PAGE}/messages", body, PAGE_TOKEN))["message_id"])


async def writes(
    playground: Playground, kind: str, what: Any, *, to: str = MIA_WA, phone: str = PHONE_ID, **more: Any
) -> str:
    """Send a message of the business's."""
    body = {"messaging_product": "whatsapp", "to": to, "type": kind, kind: what, **more}
    return str((await call(playground, f"{phone}/messages", body, WA_TOKEN))["messages"][0]["id"])


def listed(label: str = "Choose a service now") -> Json:
    """Make a list of ten rows in two sections."""
    rows = [{"id": str(n), "title": f"{n} {ROW}"[:24], "description": DESCRIPTION} for n in range(10)]
    sections = [{"title": "Orders and deliveries", "rows": rows[:6]}, {"title": "Everything else", "rows": rows[6:]}]
    return {
        "type": "list",
        "header": {"type": "text", "text": "What is it about?"},
        "body": {"text": SENTENCE},
        "footer": {"text": "You can write at any time."},
        "action": {"button": label, "sections": sections},
    }


def buttons(*titles: str) -> Json:
    """Make reply buttons."""
    rows = [{"type": "reply", "reply": {"id": title, "title": title}} for title in titles]
    return {"type": "button", "body": {"text": "Did that help?"}, "action": {"buttons": rows}}


async def furnish_messenger(playground: Playground) -> None:
    """Fill Mia's Messenger."""
    people = playground.messenger.simulate
    first = await people.send(person=MIA_PSID, text="Hi! My teapot arrived broken 😢", files=[picture()])
    await people.send(person=MIA_PSID, text=LONG)
    await says(playground, {"text": SENTENCE * 4})
    paper = {"name": f"{LONG[:60]}.pdf", "mimetype": "application/pdf", "base64": "dGVh"}
    await people.send(person=MIA_PSID, files=[paper])
    await people.send(person=MIA_PSID, text="That one.", reply_to=first["mid"])
    await people.react(person=MIA_PSID, mid=first["mid"], emoji="👍")
    payload = {"template_type": "button", "text": "Shall we send a new one?", "buttons": [POSTBACK, POSTBACK, POSTBACK]}
    await says(playground, {"attachment": {"type": "template", "payload": payload}})
    card = {"title": "A teapot of stoneware, glazed by hand", "subtitle": SENTENCE[:78], "buttons": [POSTBACK]}
    payload = {"template_type": "generic", "elements": [card, card, card]}
    await says(playground, {"attachment": {"type": "template", "payload": payload}})
    await people.send(person=MIA_PSID, text="👍🏽")
    await people.inbox(person=MIA_PSID, text="From somebody at the Page.")
    await playground.meta.settled()
    titles = ["Yes", "No", "Twenty characters ok", "Later", "Call me"]
    replies = [{"content_type": "text", "title": title, "payload": title} for title in titles]
    await says(playground, {"text": "Did that help?", "quick_replies": replies})


async def furnish_whatsapp(playground: Playground) -> None:
    """Fill Mia's WhatsApp, and let a second number have written."""
    people = playground.whatsapp.simulate
    first = await people.send(person=MIA_WA, text="Hi! My teapot arrived *broken* 😢", files=[picture()])
    await people.send(person=MIA_WA, text=LONG)
    await writes(playground, "text", {"body": f"We are _very_ sorry. {SENTENCE * 3} {playground.url}/shop"})
    await people.send(
        person=MIA_WA, location={"latitude": 48.1, "longitude": 11.5, "name": "My place", "address": LONG}
    )
    await people.send(person=MIA_WA, contacts=[{"name": "Ada Lovelace", "phone": "+447700900456"}])
    await people.send(person=MIA_WA, text="And this one?", reply_to=first["wamid"])
    await people.react(person=MIA_WA, mid=first["wamid"], emoji="❤️")
    gone = await people.send(person=MIA_WA, text="A mistake.")
    await people.delete(person=MIA_WA, mid=gone["wamid"])
    parameters = [{"type": "text", "text": text} for text in ("Mia", "4711")]
    components = [{"type": "body", "parameters": parameters}]
    template = {"name": "order_update", "language": {"code": "en_US"}, "components": components}
    await writes(playground, "template", template)
    await writes(playground, "interactive", listed())
    await people.send(person=MIA_WA, text="Hello", to=SECOND_ID)
    await writes(playground, "text", {"body": "A word of the wholesale."}, phone=SECOND_ID)
    await people.send(person=MIA_WA, text="👍🏽")
    await writes(playground, "interactive", buttons("Yes", "No", "Twenty characters ok"))
