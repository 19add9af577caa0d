"""Emoji that agents put on what has been said: the customer sees those of attendees, under the message.

Rule: whoever the customer doesn't see, and whatever message they don't see, bears none of it.
"""

from dataclasses import replace

from core.conversation import effects as do
from core.conversation.events import MessageReacted
from core.conversation.model import Conversation, Status
from core.conversation.transition import Transition
from core.ids import agent_participant
from core.messages import Reaction, seen_by_customer

MOST = 20
"""On one message."""


def message_reacted(state: Conversation, event: MessageReacted) -> Transition:
    """Show an attendee's emoji at the customer's, or take it away; stale from anybody else, or after the end."""
    seat = state.participant(event.agent)
    is_seen = seat is not None and not seat.masked and seat.listening is None
    message = event.message
    if state.status is not Status.ACTIVE or not is_seen or message.deleted or not seen_by_customer(message):
        return Transition(state)
    one = Reaction(event.emoji, agent_participant(event.agent))
    others = tuple(reaction for reaction in message.reactions if reaction != one)
    reactions = (*others, one)[:MOST] if event.on else others
    if reactions == message.reactions:
        return Transition(state)
    shown = replace(message, reactions=reactions)
    record = do.Record("reacted" if event.on else "reaction_taken", agent=event.agent, message=message.id)
    return Transition(state, (do.ChangeMessage(shown), do.ChangeAtCustomer(message.id), record))
