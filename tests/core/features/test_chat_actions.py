"""What *Chat actions* lists says by itself what it is about."""

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Status
from core.features.card_buttons import grouped
from core.features.scene import Scene
from tests.build import ADA, a_conversation, a_directory, a_held, a_profile, a_queue, a_seat

REGISTRY = Registry(ALL)


def test_what_can_be_done_with_held_texts_says_that_it_is_about_them() -> None:
    chat = a_conversation(Status.ACTIVE, participants=(a_seat(ADA),), held=(a_held(),))
    scene = Scene(chat, a_queue(), a_directory(a_profile(ADA)), REGISTRY)

    groups = grouped(REGISTRY.offered(chat, a_profile(ADA), a_queue()), scene)

    talking = {button.label for group in groups if group.title == "Talking" for button in group.buttons}
    assert {"Send held text", "Keep held text internal", "Held text to the agents"} <= talking
    assert not {"Send", "Discard", "To the agents"} & talking
