"""What cards show of a request that was left outside the hours."""

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Timer
from core.features.cards import Scene, root_card
from core.policy.hours import Hours
from tests.build import a_conversation, a_directory, a_queue, later


def test_a_request_in_a_queue_that_never_opens_shows_no_time() -> None:
    chat = a_conversation(request=True, timers={Timer.OPENS: later(86_400)})
    card = root_card(Scene(chat, a_queue(hours=Hours("UTC")), a_directory(), Registry(ALL)))

    assert card.status == "Request left outside the hours"
    assert all(fact.label not in ("Offered from", "Request") for fact in card.facts)
