"""What every single step must keep: the table of transitions, who may reach the customer, who is told."""

from core.conversation import effects as do
from core.conversation.events import Event
from core.conversation.expert import ExpertMode
from core.conversation.machine import TRANSITIONS
from core.conversation.model import Conversation, Status
from core.conversation.seats import is_seen
from core.ids import BOT, agent_of, expert_of
from core.messages import Message, Visibility, plain_text, seen_by_customer
from core.routing.queues import OfferMode, Queue
from tests.core.properties.offices import FORBIDDEN


def check_sent(chat: Conversation, message: Message, queue: Queue, *, by_choice: bool) -> None:
    """See that only an attendee's text goes to the customer, and only while the chat runs; a bot's while it has it.

    Who sends a held text by choice means it: in private mode too, past the brake, and while the bot talks.
    """
    assert seen_by_customer(message)
    assert message.visibility is Visibility.EVERYONE
    if message.author == BOT or (chat.status is Status.BOT and by_choice):
        assert chat.status is Status.BOT
        return
    assert chat.status is Status.ACTIVE
    assert by_choice or queue.brake is None or FORBIDDEN not in plain_text(message.parts)
    expert = next((one for one in chat.experts if one.agent == expert_of(message.author)), None)
    if expert is not None:
        assert expert.mode is ExpertMode.CONFERENCE, "an expert who is consulted reaches the customer"
        assert by_choice or expert.told_at is not None, "an expert reaches the customer without knowing it"
        return
    author = agent_of(message.author)
    assert author is not None
    assert is_seen(chat.participant(author)), "a listener, or somebody masked, reaches the customer"
    assert by_choice or author not in chat.private


def check_step(before: Conversation, after: Conversation, effects: tuple[do.Effect, ...], event: Event) -> None:
    """See that the table knows the way, and that all are told what they must be told, and nothing that they mustn't."""
    if before.status is not after.status:
        assert type(event) in TRANSITIONS[before.status, after.status]
    _check_turns(before, after, effects)
    _check_losers(before, after, effects)
    if before.status is Status.OFFERED and after.status is Status.QUEUED:
        kept = (after.queue, after.queued_at, after.priority)
        assert kept == (before.queue, before.queued_at, before.priority), "it goes back to its place"


def _check_turns(before: Conversation, after: Conversation, effects: tuple[do.Effect, ...]) -> None:
    """See that the customer is told of those alone whom they see."""
    for effect in effects:
        if isinstance(effect, do.TellCustomer) and effect.agent is not None:
            known = before if effect.turn is do.CustomerTurn.LEFT else after
            of_expert = any(one.agent == effect.agent for one in (*before.experts, *after.experts))
            assert of_expert or is_seen(known.participant(effect.agent)), (
                "the customer is told of somebody whom they don't see"
            )


def _check_losers(before: Conversation, after: Conversation, effects: tuple[do.Effect, ...]) -> None:
    """See that whoever loses a ring to a picker is told who won."""
    offer = before.offer
    if offer is None or offer.mode is OfferMode.BROADCAST or after.status is not Status.ACTIVE:
        return
    told = {effect.agent: effect for effect in effects if isinstance(effect, do.CloseOffer)}
    for loser in set(offer.agents) - {after.owner}:
        assert told[loser].outcome is do.OfferOutcome.TAKEN
        assert told[loser].winner == after.owner
