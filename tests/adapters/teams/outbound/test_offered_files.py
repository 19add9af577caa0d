"""A file that is offered in a personal chat, from the offer to the click and back, through the whole adapter."""

import pytest

from adapters.teams.consents import CONSENT, INFO
from adapters.teams.ids import make_personal, parse_message
from core.messages import Text
from core.views import Post
from playground.teams.model import Message
from tests.adapters.slack.outbound.desks import FakeFiles
from tests.adapters.teams.inbound.world import World, a_world

TEA = b"darjeeling" * 100


async def offered(world: World, files: FakeFiles) -> tuple[str, Message]:
    """Post a file in Noor's chat with the bot; give the chat and the offer."""
    chat = await world.personal()
    tea = files.add("tea.txt", TEA, "text/plain")
    receipt = await world.adapter.port.post(make_personal(chat), Post("k", (Text("here"), tea), author="Mia Wong"))
    return chat, world.teams.store.conversations[chat].messages[parse_message(receipt.more[0]).activity]


@pytest.mark.parametrize("accept", [True, False])
async def test_whoever_clicks_gets_the_file_or_turns_it_down(*, accept: bool) -> None:
    files = FakeFiles()
    async with a_world(files) as world:
        chat, offer = await offered(world, files)
        assert offer.attachments[0]["contentType"] == CONSENT

        click = world.people.accept_file if accept else world.people.decline_file
        await click(user="noor", conversation=chat, id=offer.id)
        await world.settled()

        given = [one.content for one in world.teams.store.files.values() if one.uploaded]
        assert given == ([TEA] if accept else [])
        if accept:
            assert offer.attachments[0]["contentType"] == INFO
        else:
            assert "not taken" in offer.text
