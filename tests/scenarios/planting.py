"""A card's number of its own in every place in which a channel carries words.

Rule: a place that `NEVER_READ` does not name is one that the bridge keeps and shows where nothing is masked.
"""

import base64
from random import Random
from typing import Any

from tests.browser.phone_furnished import picture
from tests.core.features.sensitive.disguises import a_card, printed
from tests.scenarios.apps import Messenger, OnApp, Phone, WhatsApp
from tests.scenarios.person import Person
from tests.scenarios.telegram_app import Telegram
from tests.scenarios.whatsapp_twilio_app import WhatsAppTwilio

FEWEST = 15
"""Digits of a number: a shorter one might be something else by chance."""
FULL_WIDTH = {ord("0") + one: 0xFF10 + one for one in range(10)}
NEVER_READ = {
    "sms": frozenset({"city"}),
    "messenger": frozenset(
        {
            *("payload of a quick reply", "payload of a button", "title of our own choice", "place"),
            *("unknown field", "unknown event"),
        }
    ),
    "telegram": frozenset({"referral", "quote", "forwarded", "answer of a poll", "unknown field"}),
    "whatsapp_twilio": frozenset(),
    "whatsapp": frozenset(
        {
            *("id of a button", "id of a row", "description of a row", "answer of a flow", "payload of a template"),
            *("advert", "product", "edit of a text", "title of our own choice", "unknown field", "unknown event"),
        }
    ),
}
"""What the vendor tells and the bridge doesn't look at, by channel; of what it doesn't know it keeps an outline."""


class Seeds:
    """Numbers, each of a place."""

    def __init__(self) -> None:
        """Begin with none but one in two halves."""
        self.numbers: dict[str, str] = {}
        self.filled_in: set[str] = set()
        self.halves = ("51051051", "05105100")

    def __call__(self, place: str) -> str:
        """Give a place's number as it is printed."""
        return " ".join(printed(self.plain(place)))

    def plain(self, place: str) -> str:
        """Give it in one piece; the same one every time."""
        chance = Random(place)
        while len(number := a_card(chance)) < FEWEST:
            pass
        assert number not in self.numbers.values() or self.numbers.get(place) == number
        self.numbers[place] = number
        return number

    def into_form(self, field: str) -> str:
        """Give a number that is filled in in a secure form: no vendor tells it, and it is sealed at once."""
        self.filled_in.add(f"form: {field}")
        return self(f"form: {field}")


def a_file(name: str, words: str = "") -> dict[str, str]:
    """Give a document as a person attaches it."""
    data = f"%PDF-1.4\n% {words}\n%%EOF\n".encode()
    return {"name": name, "mimetype": "application/pdf", "base64": base64.b64encode(data).decode()}


async def by_sms(mia: Phone, ada: Person, seeds: Seeds) -> None:
    """Plant in texts, and beside a picture."""
    await mia.says(f"see {seeds('caption')}", picture())
    await ada.writes("!menu Which tea? | Green | Black")
    await mia.gets("Which tea?")
    await mia.says(f"Green, and my card is {seeds('answer to a menu')}")


async def by_whatsapp_twilio(mia: WhatsAppTwilio, ada: Person, seeds: Seeds) -> None:
    """Plant in all that a person can send by this way."""
    first = await mia.says(f"I wrote {seeds('text that is quoted')}")
    await mia.says(f"that one, {seeds('text that quotes')}", replies=first)
    await mia.says(f"see {seeds('caption')}", picture())
    await mia.shares(seeds("place"))
    await ada.writes("!menu Which tea? | Green | Black")
    await mia.gets("Which tea?")
    await mia.says(f"Green, and my card is {seeds('answer to a menu')}")


async def on_each(mia: OnApp, seeds: Seeds) -> None:
    """Plant what apps have in common."""
    first = await mia.says(f"I wrote {seeds('text that is quoted')}")
    await mia.says(f"that one, {seeds('text that quotes')}", reply_to=first)
    await mia.says(f"see {seeds('caption')}", picture())
    await mia.reacts(first, seeds.plain("emoji"))


async def by_messenger(mia: Messenger, ada: Person, seeds: Seeds) -> None:
    """Plant in all that a page is told."""
    await on_each(mia, seeds)
    changed = await mia.says(f"before {seeds('text that is changed')}")
    await mia.changes(changed, f"after {seeds('edit')}")
    await mia.is_answered_in_the_inbox(f"from the inbox: {seeds('echo')}")
    await mia.comes_by(f"card-{seeds.plain('referral')}")
    await ada.writes("!menu Which tea? | Green | Black")
    await mia.gets("Which tea?")
    await mia.taps("Which tea?", "Green")
    referral = {"ref": f"card-{seeds.plain('referral of a button')}", "source": "SHORTLINK", "type": "OPEN_THREAD"}
    button = {"title": seeds("title of a button"), "payload": seeds.plain("payload of a button"), "mid": "m_button"}
    await mia.strange({"postback": button | {"referral": referral}})
    again = {"payload": mia.choice("Which tea?", "Black")}
    await mia.strange(_message("m_again", text=seeds("title of our own choice"), quick_reply=again))
    quick = {"payload": seeds.plain("payload of a quick reply")}
    await mia.strange(_message("m_quick", text=seeds("title of a quick reply"), quick_reply=quick))
    shared = {"url": f"https://shop.example/{seeds.plain('link')}", "title": seeds("title of a link")}
    await mia.strange(_message("m_shared", attachments=[{"type": "fallback", "payload": shared}]))
    place = {"coordinates": {"lat": 48.1, "long": 11.5}}
    await mia.strange(
        _message("m_place", attachments=[{"type": "location", "title": seeds("place"), "payload": place}])
    )
    field = {"words": seeds("unknown field")}
    await mia.strange(_message("m_field", text="a field that nobody knows", tea_preference=field))
    await mia.strange({"tea_poured": {"words": seeds("unknown event")}})


def _message(mid: str, **what: Any) -> dict[str, Any]:
    return {"message": {"mid": mid, **what}}


async def by_whatsapp(mia: WhatsApp, ada: Person, seeds: Seeds) -> None:
    """Plant in all that a number is told."""
    await on_each(mia, seeds)
    await mia.says(f"see {seeds('caption of a file')}", a_file(f"{seeds.plain('name of a file')}.pdf"))
    place = {"latitude": 48.1, "longitude": 11.5, "name": seeds("place"), "address": seeds("address")}
    await mia.says(location=place)
    await mia.says(contacts=[{"name": f"Ada {seeds('name of a contact')}", "phone": seeds.plain("phone of a contact")}])
    product = {"product_retailer_id": seeds.plain("product"), "quantity": 1, "item_price": 1, "currency": "EUR"}
    await mia.says(order={"catalog_id": "1", "text": f"for {seeds('order')}", "product_items": [product]})
    await ada.writes("!menu Which tea? | Green | Black")
    await mia.gets("Which tea?")
    await mia.is_called(f"Mia {seeds('name beside a menu')}")
    await mia.taps("Which tea?", "Green")
    again = {"id": mia.choice("Which tea?", "Black"), "title": seeds("title of our own choice")}
    await mia.strange(_interactive("button_reply", again))
    button = {"id": seeds.plain("id of a button"), "title": seeds("title of a button")}
    await mia.strange(_interactive("button_reply", button))
    row = {"id": seeds.plain("id of a row"), "title": seeds("row"), "description": seeds("description of a row")}
    await mia.strange(_interactive("list_reply", row))
    flow = {"name": "flow", "body": "Sent", "response_json": f'{{"card": "{seeds.plain("answer of a flow")}"}}'}
    await mia.strange(_interactive("nfm_reply", flow))
    answer = {"text": seeds("button of a template"), "payload": seeds.plain("payload of a template")}
    await mia.strange({"type": "button", "button": answer})
    advert = {"headline": seeds("advert"), "source_type": "ad", "source_url": "https://fb.example/1"}
    await mia.strange({"type": "text", "text": {"body": "I saw it"}, "referral": advert})
    changed = {"type": "text", "text": {"body": seeds("edit of a text")}}
    await mia.strange({"type": "edit", "edit": {"original_message_id": "wamid.1", "message": changed}})
    await mia.strange(
        {"type": "text", "text": {"body": "a field"}, "tea_preference": {"words": seeds("unknown field")}}
    )
    await mia.strange({"type": "tea_poured", "tea_poured": {"words": seeds("unknown event")}})


def _interactive(kind: str, what: dict[str, str]) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {"type": kind, kind: what}}


async def by_telegram(mia: Telegram, ada: Person, seeds: Seeds) -> None:
    """Plant in all that a bot is told."""
    await on_each(mia, seeds)
    changed = await mia.says(f"before {seeds('text that is changed')}")
    await mia.changes(changed, f"after {seeds('edit')}")
    await mia.says(f"see {seeds('caption of a file')}", a_file(f"{seeds.plain('name of a file')}.pdf"))
    await mia.says(f"/start card-{seeds.plain('referral')}")
    link = {"type": "text_link", "offset": 0, "length": 4, "url": f"https://shop.example/{seeds.plain('link')}"}
    await mia.says("this one", entities=[link])
    await mia.says(
        contact={"first_name": seeds("name of a contact"), "phone_number": seeds.plain("phone of a contact")}
    )
    venue = {"location": {"latitude": 48.1, "longitude": 11.5}, "title": seeds("place"), "address": seeds("address")}
    await mia.says(venue=venue)
    await mia.says(poll={"question": seeds("poll"), "options": [{"text": seeds("answer of a poll")}]})
    await mia.says(sticker={"file_id": "s1", "emoji": seeds.plain("sticker")})
    origin = {"type": "hidden_user", "sender_user_name": seeds("forwarded")}
    await mia.says("from elsewhere", forward_origin=origin, quote={"text": seeds("quote"), "position": 0})
    await mia.says("a field", tea_preference={"words": seeds("unknown field")})
    await ada.writes("!menu Which tea? | Green | Black")
    await mia.gets("Which tea?")
    await mia.is_called(seeds("name beside a menu"))
    await mia.taps("Which tea?", "Green")
