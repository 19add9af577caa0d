"""Whatever a person can write on WhatsApp by Twilio passes the detectors, wherever in a message it stands."""

import pytest

from tests.adapters.planted import CARD, holding, stored
from tests.adapters.whatsapp_twilio.world import a_world

PICTURE = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/2010-04-01/M", "MediaContentType0": "image/png"}
KINDS: dict[str, dict[str, str]] = {
    "words": {},
    "words below a picture": PICTURE,
    "what stood on a button": {"Body": "", "ButtonText": CARD, "ButtonPayload": CARD},
    "what stood in a list": {"Body": "", "ListTitle": CARD, "ListId": CARD},
    "a place": {"Body": "", "Latitude": "1.5", "Longitude": "2.5", "Label": CARD, "Address": CARD},
}
BESIDE = {"ProfileName": f"Mia {CARD}", "ReferralBody": CARD, "ReferralHeadline": CARD, "ChannelMetadata": CARD}


@pytest.mark.parametrize("kind", KINDS)
async def test_no_message_is_stored_with_a_cards_number_of_a_customers(kind: str) -> None:
    async with a_world() as world:
        assert await world.comes(CARD, **{**BESIDE, **KINDS[kind]}) == 200

        assert len(holding(world.inbox.inbounds)) == 1
        assert holding(stored(world.inbox.inbounds)) == []
        assert not [kept for kept in vars(world.memory)["_kept"].values() if CARD in kept]
