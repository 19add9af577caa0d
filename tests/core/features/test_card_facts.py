"""Facts on cards: who is asked, what became of the chat, when it closes by itself."""

from dataclasses import replace

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Conversation, Status, Timer
from core.features.cards import OfferScene, Scene, offer_card, root_card
from core.features.scene import Earlier, Receipts
from core.ids import DispositionId, QueueId
from core.views import Fact
from tests.build import NOW, a_conversation, a_directory, a_queue, later
from tests.build_policy import dispositions

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


def test_a_desk_without_marks_shows_on_the_card_what_arrived_and_what_did_not() -> None:
    chat = scene(a_conversation(Status.ACTIVE))

    facts = [
        root_card(replace(chat, receipts=one)).facts
        for one in (Receipts(NOW, NOW, None, 1), Receipts(failed=3), Receipts())
    ]

    assert {Fact("Last delivered", moment=NOW), Fact("Not delivered", "1 message")} <= set(facts[0])
    assert Fact("Not delivered", "3 messages") in facts[1]
    assert facts[2] == root_card(chat).facts


def became(chat: Conversation) -> list[str]:
    """Give what the card of a chat tells of its disposition, in a queue that has some in folders."""
    queue = a_queue(dispositions=dispositions("Billing/Refund"))
    card = root_card(Scene(chat, queue, a_directory(), Registry(ALL)))
    return [fact.value for fact in card.facts if fact.label == "Disposition"]


def test_what_became_of_the_chat_is_shown_with_its_folders_once_it_is_chosen() -> None:
    assert became(a_conversation(Status.WRAP_UP)) == []
    assert became(a_conversation(Status.WRAP_UP, disposition=DispositionId("refund"))) == ["Billing / Refund"]


def test_a_disposition_that_the_queue_no_longer_has_is_not_shown() -> None:
    gone = a_conversation(Status.HANDLED, disposition=DispositionId("gone"))

    assert became(gone) == []
    assert "Disposition" not in {fact.label for fact in root_card(scene(gone)).facts}


def test_the_end_of_a_silent_chat_is_shown_once_both_sides_were_warned_of_it() -> None:
    silent = {Timer.INACTIVE: later(300)}
    unwarned = a_conversation(Status.ACTIVE, timers=silent)
    warned = a_conversation(Status.ACTIVE, timers=silent, warned_at=NOW)

    assert Fact("Closes", moment=later(300)) in root_card(scene(warned)).facts
    assert "Closes" not in {fact.label for fact in root_card(scene(unwarned)).facts}
