"""Emoji that agents put on what has been said: the customer sees those of attendees, under the message.

Rule: whoever the customer doesn't see, and whatever message they don't see, bears none of it. In private mode an emoji
is a private word; taking one away is none.
"""

from dataclasses import replace

from core.conversation import effects as do
from core.conversation.events import MessageReacted
from core.conversation.guard import stayed_here
from core.conversation.model import Conversation, Status
from core.conversation.seats import is_seen
from core.conversation.transition import Transition
from core.ids import agent_participant
from core.messages import Reaction, seen_by_customer

MOST = 20
"""On one message."""


def message_reacted(state: Conversation, event: MessageReacted) -> Transition:
    """Show an attendee's emoji at the customer's, or take it away; stale from anybody else, or after the end."""
    message = event.message
    is_shown = seen_by_customer(message) and not message.deleted
    if state.status is not Status.ACTIVE or not is_shown or not is_seen(state.participant(event.agent)):
        return Transition(state)
    if event.on and (event.agent in state.private or stayed_here(state, event.agent, event.at)):
        return Transition(state)
    one = Reaction(event.emoji, agent_participant(event.agent))
    others = tuple(reaction for reaction in message.reactions if reaction != one)
    reactions = (*others, one)[:MOST] if event.on else others
    if reactions == message.reactions:
        return Transition(state)
    shown = replace(message, reactions=reactions)
    record = do.Record("reacted" if event.on else "reaction_taken", agent=event.agent, message=message.id)
    return Transition(state, (do.ChangeMessage(shown), do.ChangeAtCustomer(message.id), record))
