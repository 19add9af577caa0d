"""How long the customer has waited for an answer, as a colour that changes at thresholds only (T16).

The timer is lazy: an answer takes the colour away and leaves the timer; when it runs out and nobody waits, it goes. The
next wait moves it. So it costs a chat no write of its own for an answer.
"""

from datetime import datetime

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.model import Conversation, Status, Timer
from core.conversation.transition import Transition, go, with_timer
from core.routing.queues import Queue

LATE, TOO_LATE = 1, 2
"""What `Conversation.silence` is past the first threshold, and past the second."""


def silence_passed(state: Conversation, at: datetime, queue: Queue) -> Transition:
    """Show the next colour; stale when nobody waits for an answer any more."""
    due = state.timers.get(Timer.SILENCE, at)
    over = with_timer(state, Timer.SILENCE, None)
    if queue.silence is None or state.status is not Status.ACTIVE or not state.unread:
        return go(changed(over, silence=0)) if over.silence else Transition(over)
    if state.silence:
        return go(changed(over, silence=TOO_LATE), do.Record("waits_too_long", agent=state.owner))
    later = due + (queue.silence.too_late - queue.silence.late)
    return go(changed(with_timer(over, Timer.SILENCE, later), silence=LATE), do.Record("waits_long", agent=state.owner))
