"""Whatever a person can write on Telegram passes the detectors, wherever in an update it stands."""

from typing import Any

import pytest

from playground.telegram.seed import MIA
from tests.adapters.planted import CARD, holding, stored
from tests.adapters.telegram.world import a_world

WHO = {"id": MIA, "is_bot": False, "first_name": "Mia", "last_name": CARD, "username": "mia"}
HERE = {"from": WHO, "chat": {"id": MIA, "type": "private"}, "date": 1_750_000_000}
SAID = HERE | {"message_id": 7}
FILE = {"file_id": "F-1", "file_size": 3, "file_name": f"{CARD}.pdf", "mime_type": "application/pdf"}
SPOT = {"latitude": 1.5, "longitude": 2.5}
UPDATES: dict[str, dict[str, Any]] = {
    "a text": {"message": SAID | {"text": CARD, "reply_to_message": {"message_id": 1, "text": CARD}}},
    "an address": {"message": SAID | {"text": "a", "entities": [
        {"type": "text_link", "offset": 0, "length": 1, "url": f"https://a.example/{CARD}"}]}},
    "a file and words": {"message": SAID | {"document": FILE, "caption": CARD}},
    "a sticker": {"message": SAID | {"sticker": {"emoji": CARD}}},
    "a contact": {"message": SAID | {"contact": {"phone_number": CARD, "first_name": CARD, "vcard": CARD}}},
    "a place": {"message": SAID | {"venue": {"location": SPOT, "title": CARD, "address": CARD}}},
    "a poll": {"message": SAID | {"poll": {"question": CARD, "options": [{"text": CARD}]}}},
    "a dice": {"message": SAID | {"dice": {"emoji": CARD, "value": 1}}},
    "a start": {"message": SAID | {"text": f"/start {CARD}"}},
    "an edit": {"edited_message": SAID | {"text": CARD, "edit_date": 1_750_000_000}},
    "a button": {"callback_query": {"id": "1", "from": WHO, "data": "choice:m7:1", "message": SAID | {"text": CARD}}},
    "a reaction": {"message_reaction": {**HERE, "user": WHO, "message_id": 7, "new_reaction": [{"emoji": CARD}]}},
    "a block": {"my_chat_member": HERE | {"new_chat_member": {"status": "kicked"}}},
}  # fmt: skip


@pytest.mark.parametrize("kind", UPDATES)
async def test_no_update_is_stored_with_a_cards_number_of_a_customers(kind: str) -> None:
    async with a_world() as world:
        assert (await world.comes({"update_id": 1, **UPDATES[kind]}))[0] == 200

        assert len(world.inbox.inbounds) == 1
        assert len(holding(world.inbox.inbounds)) == 1  # the name alone has it
        assert holding(stored(world.inbox.inbounds)) == []


async def test_a_button_of_somebody_elses_is_nothing_and_answered_all_the_same() -> None:
    async with a_world() as world:
        press = {"id": "1", "from": WHO, "data": CARD, "message": SAID | {"text": "menu"}}
        status, answer = await world.comes({"update_id": 1, "callback_query": press})

        assert (status, world.inbox.inbounds) == (200, [])
        assert "answerCallbackQuery" in answer


async def test_nothing_that_a_person_wrote_is_remembered() -> None:
    async with a_world() as world:
        for number, update in enumerate(UPDATES.values()):
            await world.comes({"update_id": number, **update})
        await world.sends("hello")

        assert not [kept for kept in vars(world.memory)["_kept"].items() if CARD in str(kept) or str(MIA) in str(kept)]
