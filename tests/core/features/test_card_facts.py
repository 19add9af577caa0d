"""Facts on cards about who is asked: other queues, priority, language, earlier chats."""

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Conversation, Status
from core.features.cards import OfferScene, Scene, offer_card, root_card
from core.features.scene import Earlier
from core.ids import QueueId
from core.views import Fact
from tests.build import NOW, a_conversation, a_directory, a_queue, later

SALES, GONE = QueueId("sales"), QueueId("gone")


def scene(chat: Conversation) -> Scene:
    """Show a chat of Billing, in a shop that has Sales too."""
    directory = a_directory(queues=(a_queue(), a_queue(id=SALES, title="Sales")))
    return Scene(chat, a_queue(), directory, Registry(ALL))


def test_the_card_of_a_chat_that_waits_names_the_other_queues_that_are_asked() -> None:
    waits = a_conversation(overflow=(SALES, GONE))
    talks = a_conversation(Status.ACTIVE, overflow=(SALES,))

    assert Fact("Also asked", "Sales, gone") in root_card(scene(waits)).facts
    assert "Also asked" not in {fact.label for fact in root_card(scene(a_conversation())).facts}
    assert "Also asked" not in {fact.label for fact in root_card(scene(talks)).facts}


def test_an_offer_tells_of_priority_language_and_earlier_chats() -> None:
    chat = a_conversation(Status.OFFERED, priority=2, language="de-at")

    facts = offer_card(OfferScene(scene(chat), later(5), earlier=Earlier(3, NOW))).facts
    plain = offer_card(OfferScene(scene(a_conversation(Status.OFFERED)), later(5))).facts

    told = {
        Fact("Priority", "2"),
        Fact("Language", "German (AT)"),
        Fact("Earlier chats", "3"),
        Fact("Last chat", moment=NOW),
    }
    assert told <= set(facts)
    assert told.isdisjoint(plain)
