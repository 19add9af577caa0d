"""The end of a chat whose customer is banned (S10).

Rules:
1. It ends for everybody, whoever else takes part, and whoever it was on its way to: nobody talks on with a customer
   whose words don't arrive. Each attendee has their wrap-up as after any other end.
2. The customer reads what they read at any end; whether they hear of the ban is the configuration's affair.
"""

from core.conversation import effects as do
from core.conversation.ending import end_chat
from core.conversation.events import ContactBanned
from core.conversation.model import Conversation, EndedBy
from core.conversation.offers import withdrawn
from core.conversation.transition import Transition
from core.routing.queues import Queue
from core.sentences import say


def contact_banned(state: Conversation, event: ContactBanned, queue: Queue) -> Transition:
    """End the chat; stale when it has ended."""
    if not state.is_open():
        return Transition(state)
    freed, closing = withdrawn(state)
    notice = do.TellThread(say("thread_banned", by=event.by))
    return end_chat(freed, event.at, EndedBy.AGENT, queue, *closing, notice)
