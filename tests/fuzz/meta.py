"""What comes from Meta: mostly signed as it should be, with anything in it; or signed by nobody; and its handshake."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from hypothesis import strategies as st

from playground.meta.seed import APP_SECRET, MIA_PSID, PAGE, PHONE_ID, TOM_PSID, VERIFY_TOKEN
from playground.meta.signature import sign
from tests.fuzz.asking import FRAMED, Door, asked
from tests.fuzz.floor import Floor
from tests.fuzz.wire import Sent
from tests.fuzz.words import Json, jsons, lines, twisted, written

_JSON: Final = (b"Content-Type", b"application/json")
_PICTURE: Final = {"type": "image", "payload": {"url": "https://scontent.xx.fbcdn.net/a.png"}}
EVENTS: Final[tuple[Json, ...]] = (
    {"message": {"mid": "m_1", "text": "is it hot?"}},
    {"message": {"mid": "m_1", "text": "it", "reply_to": {"mid": "m_0"}, "quick_reply": {"payload": "c.m1.0"}}},
    {"message": {"mid": "m_1", "attachments": [_PICTURE, {"type": "fallback", "payload": {}}]}},
    {"message": {"mid": "m_1", "is_echo": True, "text": "from the inbox", "app_id": 263902037430900, "metadata": "x"}},
    {"message": {"mid": "m_1", "is_deleted": True}},
    {"message_edit": {"mid": "m_0", "text": "is it cold?", "num_edit": 1}},
    {"postback": {"mid": "m_1", "title": "Begin", "payload": "c.m1.0", "referral": {"ref": "sales"}}},
    {"reaction": {"mid": "m_0", "action": "react", "reaction": "love", "emoji": "\u2764"}},
    {"referral": {"ref": "sales", "source": "SHORTLINK", "type": "OPEN_THREAD"}},
    {"delivery": {"mids": ["m_0"], "watermark": 1_750_000_000_000}},
    {"read": {"watermark": 1_750_000_000_000}},
)
"""What people do on Messenger, one of each: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events."""


WORDS: Final = {"id": "wamid.1", "from": "12025550177", "from_user_id": "US.1349", "timestamp": "1750000000"}
SAID: Final[tuple[Json, ...]] = (
    {"type": "text", "text": {"body": "is it hot?"}},
    {"type": "text", "text": {"body": "it"}, "context": {"id": "wamid.0", "from": "12025550100"}},
    {"type": "image", "image": {"id": "7", "mime_type": "image/png", "sha256": "x", "caption": "look"}},
    {"type": "document", "document": {"id": "7", "mime_type": "application/pdf", "filename": "../a.pdf"}},
    {"type": "reaction", "reaction": {"message_id": "wamid.0", "emoji": "\u2764"}},
    {"type": "location", "location": {"latitude": 1.5, "longitude": 2.5, "name": "Shop", "address": "Tea Lane"}},
    {"type": "contacts", "contacts": [{"name": {"formatted_name": "Noor"}, "phones": [{"phone": "+1"}]}]},
    {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "c.m1.0", "title": "A"}}},
    {"type": "button", "button": {"payload": "c.m1.0", "text": "A"}},
    {"type": "system", "system": {"type": "user_changed_number", "wa_id": "12025550178", "body": "new"}},
    {"type": "unsupported", "errors": [{"code": 131051, "title": "Unsupported"}]},
)
"""What people do on WhatsApp: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages."""
REPORTS: Final[tuple[Json, ...]] = (
    {"status": "delivered"},
    {"status": "failed", "errors": [{"code": 131047, "title": "Re-engagement message"}]},
    {"status": "sent", "biz_opaque_callback_data": "c1:k:0:1"},
)


def shakes(name: str) -> Door:
    """Set the webhook up, with the word that was agreed on."""
    query = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1158201444"}
    return lambda _: asked(f"GET /{name}/webhook", (), query)


def messenger() -> list[Json]:
    """Give what people do on Messenger."""
    return [_whole(event, who) for event in EVENTS for who in (MIA_PSID, TOM_PSID)]


def whatsapp() -> list[Json]:
    """Give what people do on WhatsApp, and what became of messages of ours."""
    people = [{"profile": {"name": "Mia Chen"}, "wa_id": WORDS["from"], "user_id": WORDS["from_user_id"]}]
    said = [{"contacts": people, "messages": [{**WORDS, **one}]} for one in SAID]
    told = {"id": "wamid.0", "recipient_id": WORDS["from"], "timestamp": "1750000000"}
    return [_changed(one) for one in (*said, *({"statuses": [{**told, **one}]} for one in REPORTS))]


def comes(name: str, templates: Sequence[Json]) -> Door:
    """Bring what people do, each new to the bridge."""

    def door(floor: Floor) -> st.SearchStrategy[Sent]:
        fresh = twisted(templates).map(lambda one: written(_as_new(floor, one)))
        return _signed(f"POST /{name}/webhook", st.one_of(fresh, fresh, fresh, jsons(templates)))

    return door


def _changed(value: Mapping[str, object]) -> Json:
    which = {"display_phone_number": "12025550100", "phone_number_id": PHONE_ID}
    change = {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": which, **value}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def _whole(event: Mapping[str, object], who: str) -> Json:
    sides = {"sender": {"id": who}, "recipient": {"id": PAGE}, "timestamp": 1_750_000_000_000}
    return {"object": "page", "entry": [{"id": PAGE, "time": 1_750_000_000_000, "messaging": [sides | dict(event)]}]}


def _as_new(floor: Floor, value: Json) -> Json:
    """Give a message an id of its own, or the bridge would know that it had it."""
    floor.made += 1
    text = written(value).replace(b'"m_1"', b'"m_in%d"' % floor.made)
    text = text.replace(b'"wamid.1"', b'"wamid.in%d"' % floor.made)
    found: Json = json.loads(text)
    return found


@st.composite
def _signed(draw: st.DrawFn, door: str, bodies: st.SearchStrategy[bytes]) -> Sent:
    body = draw(bodies)
    is_signed = draw(st.integers(0, 5)) > 0
    signature = sign(APP_SECRET, body).encode() if is_signed else draw(lines("sha256=" + "0" * 64))
    head = [_JSON, (b"X-Hub-Signature-256", signature)]
    head += [draw(st.sampled_from(FRAMED))] if draw(st.integers(0, 7)) == 0 else []
    return Sent(b"POST", door.partition(" ")[2].encode(), tuple(head), body, door)
