"""Whatever a person can write on Messenger passes the detectors, wherever in an event it stands."""

from typing import Any

import pytest

from core.inbound import CustomerChose
from tests.adapters.messenger.world import World, a_world
from tests.adapters.planted import CARD, holding, stored


def _attached(kind: str, **payload: Any) -> dict[str, Any]:
    return {"mid": "m_1", "attachments": [{"type": kind, "title": CARD, "payload": payload}]}


KINDS: dict[str, dict[str, Any]] = {
    "a text": {"message": {"mid": "m_1", "text": CARD, "reply_to": {"mid": "m_9"}}},
    "a text after an ad": {"message": {"mid": "m_1", "text": "hi", "referral": {"ref": CARD, "ads_context_data": {}}}},
    "a choice": {"message": {"mid": "m_1", "text": CARD, "quick_reply": {"payload": "choice:m7:1"}}},
    "somebody else's quick reply": {"message": {"mid": "m_1", "text": CARD, "quick_reply": {"payload": CARD}}},
    "a shared page": {"message": _attached("fallback", title=CARD, url=f"https://a.example/{CARD}")},
    "a place": {"message": _attached("location", coordinates={"lat": 1.5, "long": 2.5})},
    "a picture": {"message": _attached("image", url="https://cdn.example/1", title=CARD) | {"text": CARD}},
    "what is not known": {"message": _attached("hologram", words=CARD)},
    "a button": {"postback": {"mid": "m_1", "title": CARD, "payload": CARD, "referral": {"ref": CARD}}},
    "a button of a menu": {"postback": {"mid": "m_1", "title": CARD, "payload": "choice:m7:1"}},
    "a reaction": {"reaction": {"mid": "m_9", "action": "react", "emoji": CARD}},
    "an edit": {"message_edit": {"mid": "m_1", "text": CARD, "num_edit": 1}},
    "a link": {"referral": {"ref": CARD, "source": "SHORTLINK"}},
}


async def _comes(world: World, what: dict[str, Any]) -> None:
    world.mia.last_name = CARD
    await world.comes(world.event(**what))


@pytest.mark.parametrize("kind", KINDS)
async def test_no_event_is_stored_with_a_cards_number_of_a_customers(kind: str) -> None:
    async with a_world() as world:
        await _comes(world, KINDS[kind])

        assert len(world.inbox.inbounds) == 1
        assert holding(stored(world.inbox.inbounds)) == []


async def test_an_answer_in_the_pages_own_inbox_is_stored_without_it() -> None:
    async with a_world() as world:
        await world.comes(world.echo(f"send it from {CARD}", "m_7", app_id=263902037430900))

        assert len(holding(world.inbox.inbounds)) == 1
        assert holding(stored(world.inbox.inbounds)) == []


async def test_a_name_is_remembered_without_it_and_stands_beside_a_choice_so() -> None:
    async with a_world() as world:
        world.mia.first_name, world.mia.last_name = "Mia " + "n" * 60, CARD
        await world.comes(world.message("Black", quick_reply={"payload": "choice:m7:1"}))

        (chosen,) = world.bodies
        assert isinstance(chosen, CustomerChose)
        assert chosen.name.startswith("Mia nnn")
        assert "1" not in chosen.name
        assert not [kept for kept in vars(world.memory)["_kept"].values() if "4111" in kept]
