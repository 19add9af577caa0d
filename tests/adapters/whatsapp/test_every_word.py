"""Whatever a person can write on WhatsApp passes the detectors, wherever in a message it stands."""

from typing import Any

import pytest

from core.inbound import CustomerChose
from tests.adapters.planted import CARD, holding, stored
from tests.adapters.whatsapp.world import MIA, MIA_ID, a_world

MENU = {"id": "choice:m7:1", "title": CARD, "description": CARD}
PLACE = {"latitude": 1.5, "longitude": 2.5, "name": CARD, "address": CARD}
CONTACT = {"name": {"formatted_name": CARD, "first_name": CARD}, "phones": [{"phone": CARD}]}
KINDS: dict[str, tuple[str, Any]] = {
    "a text": ("text", {"body": CARD}),
    "a picture": ("image", {"id": "7", "mime_type": "image/jpeg", "caption": CARD}),
    "a document": ("document", {"id": "7", "mime_type": "application/pdf", "filename": f"{CARD}.pdf", "caption": CARD}),
    "a place": ("location", PLACE),
    "contacts": ("contacts", [CONTACT]),
    "an order": ("order", {"catalog_id": "1", "text": CARD, "product_items": [{"product_retailer_id": CARD}]}),
    "a template's button": ("button", {"text": CARD, "payload": CARD}),
    "a choice from buttons": ("interactive", {"type": "button_reply", "button_reply": MENU}),
    "a choice from a list": ("interactive", {"type": "list_reply", "list_reply": MENU}),
    "somebody else's button": ("interactive", {"type": "button_reply", "button_reply": {"id": CARD, "title": CARD}}),
    "a reaction": ("reaction", {"message_id": "wamid.9", "emoji": CARD}),
    "what is not known": ("hologram", {"words": CARD}),
    "what is not supported": ("unsupported", {"title": CARD}),
}
AD = {"source_url": f"https://fb.me/{CARD}", "headline": CARD, "body": CARD}


@pytest.mark.parametrize("kind", KINDS)
async def test_no_message_is_stored_with_a_cards_number_of_a_customers(kind: str) -> None:
    async with a_world() as world:
        name, body = KINDS[kind]
        who = {"profile": {"name": f"Mia {CARD}", "username": CARD}, "wa_id": MIA, "user_id": MIA_ID}
        quoted = {"id": "wamid.9", "from": "12025550100"}
        await world.comes(world.kind(name, "wamid.1", body, referral=AD, context=quoted), contact=who)

        assert len(world.inbox.inbounds) == 1
        assert len(holding(world.inbox.inbounds)) == 1
        assert holding(stored(world.inbox.inbounds)) == []
        assert not [kept for kept in vars(world.memory)["_kept"].values() if CARD in kept]


async def test_the_name_beside_a_menus_choice_is_stored_without_it() -> None:
    async with a_world() as world:
        who = {"profile": {"name": f"Mia {CARD}"}, "wa_id": MIA, "user_id": MIA_ID}
        await world.comes(world.kind("interactive", "wamid.1", KINDS["a choice from a list"][1]), contact=who)

        (body,) = (one.body for one in stored(world.inbox.inbounds))
        assert isinstance(body, CustomerChose)
        assert body.name == "Mia **** **** **** ****"
