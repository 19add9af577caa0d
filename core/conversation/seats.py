"""Who sits in a chat, and how: seen by the customer, masked, or listening.

Rules:
1. Only a seen attendee talks with the customer: their plain text goes out, their name is told.
2. A masked attendee takes part unseen. A listener (monitor or coach) is masked too, and takes none of the capacity.
3. Whether a chat goes on, and whose it is, is decided by those who are seen: there is always one while it runs.
4. When unsure, somebody is unseen.
"""

from core.conversation.model import Conversation, Participant, Status
from core.errors import ConversationClosed, NotPermitted
from core.ids import AgentId
from core.sentences import say


def is_seen(seat: Participant | None) -> bool:
    """Tell whether the customer knows of whoever sits there."""
    return seat is not None and not seat.masked and seat.listening is None


def is_engaged(seat: Participant | None) -> bool:
    """Tell whether whoever sits there has the chat in hand, and not only listens."""
    return seat is not None and seat.listening is None


def seen(state: Conversation) -> tuple[Participant, ...]:
    """Give the seats of which the customer knows, the longest present first."""
    return tuple(seat for seat in state.participants if is_seen(seat))


def engaged(state: Conversation) -> tuple[Participant, ...]:
    """Give the seats that take their agents' capacity."""
    return tuple(seat for seat in state.participants if is_engaged(seat))


def require_running(state: Conversation) -> None:
    """See that an agent has the chat. Raises `ConversationClosed`."""
    if state.status is not Status.ACTIVE:
        raise ConversationClosed(say("chat_not_active" if state.is_open() else "chat_ended"))


def require_seen(state: Conversation, agent: AgentId) -> Participant:
    """Give the seat of an agent of whom the customer knows. Raises `NotPermitted`."""
    seat = state.participant(agent)
    if seat is None:
        raise NotPermitted(say("not_attendee"))
    if not is_seen(seat):
        raise NotPermitted(say("not_seen_here"))
    return seat
