"""All that is known of a chat, in one private answer (T21)."""

from tests.scenarios.scenes import talking
from tests.scenarios.world import a_world


async def test_details_name_the_chat_its_service_its_first_words_and_its_attendees() -> None:
    async with a_world() as world:
        ada, _ = await talking(world, words="where is my *parcel*?")
        await ada.writes("!details")
        told = await ada.is_told("Chat #1 in full:")
        assert "Service: Support" in told.text
        assert "Channel: web chat" in told.text
        assert "First words: where is my *parcel*?" in told.text
        assert "Attendees: Ada Lovelace" in told.text
        assert "Opened: " in told.text
