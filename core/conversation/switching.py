"""Going on in another channel of the same customer, within the one chat and the one thread (H5).

Rules:
1. An attendee whom the customer sees decides it, for this chat alone; whether the way is open, the command has seen.
2. Both ends are told: where the chat leaves, that it goes on elsewhere, and where it comes, that it goes on there.
3. What is said on a former route still comes into this chat. Who leaves a window that the chat has left is not gone
   before the chat comes back there.
4. What was held because only a template went out where the chat was is asked about anew: the way that it takes is open.
"""

from core.conversation import effects as do
from core.conversation.events import ChannelSwitched
from core.conversation.held import open_again
from core.conversation.model import Conversation, HoldReason
from core.conversation.routes import moved_to, present
from core.conversation.seats import require_running, require_seen
from core.conversation.transition import Transition, go
from core.errors import Refused
from core.sentences import say


def channel_switched(state: Conversation, event: ChannelSwitched) -> Transition:
    """Let the chat go on by another route.

    Raises:
        ConversationClosed: it isn't running.
        NotPermitted: the agent has no seat, or the customer doesn't see them.
        Refused: it goes there already.
    """
    require_running(state)
    require_seen(state, event.agent)
    left = present(state)
    if event.to == left:
        raise Refused(say("channel_here_already", name=event.name))
    key = "thread_switched_less" if event.lost else "thread_switched"
    less = {"lost": event.lost} if event.lost else {}
    fields = {"from": str(left[0]), "to": str(event.to[0])}
    vouched = {"consent": "vouched"} if event.vouched else {}
    asked = open_again(moved_to(state, event.to), HoldReason.OPEN_ELSEWHERE)
    gone = (do.TellThread(say("thread_customer_left")),) if asked.state.customer_gone else ()
    return go(
        asked.state,
        do.ClaimContact(left),
        do.TellCustomer(do.CustomerTurn.MOVED, by=left),
        do.TellCustomer(do.CustomerTurn.MOVED_HERE),
        do.TellThread(say(key, agent=event.agent, to=event.name, **less)),
        *gone,
        do.Record("switched", agent=event.agent, fields=fields),
        do.Audit(do.AuditAct.SWITCHED, event.agent, fields={**fields, **vouched}),
        *asked.effects,
    )
