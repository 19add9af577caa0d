"""Hold: set a chat aside until its customer writes, and go on with it."""

from core.commands.model import Command, Context, Outcome, Section, Values
from core.commands.taking import need
from core.conversation.events import PutOnHold, Resumed
from core.conversation.model import Conversation, Status
from core.conversation.seats import engaged
from core.routing.queues import Queue
from core.sentences import say


def _is_alone(conversation: Conversation) -> bool:
    """Tell whether a chat that runs has one agent and nobody else is asked in: only then can it be set aside."""
    runs = conversation.status is Status.ACTIVE and conversation.hold is None
    return runs and len(engaged(conversation)) == 1 and conversation.invitation is None


def _knows_hold(queue: Queue) -> bool:
    return queue.hold is not None


def _is_on_hold(conversation: Conversation) -> bool:
    return conversation.hold is not None


def _hold(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    return Outcome((PutOnHold(context.at, agent),), reply=say("hold_set", number=conversation.number))


def _resume(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    return Outcome((Resumed(context.at, agent),), reply=say("hold_over", number=conversation.number))


HOLD = Command(
    name="hold",
    summary="Set a chat aside until its customer writes: it takes none of your capacity meanwhile.",
    run=_hold,
    section=Section.TALKING,
    available=_is_alone,
    fits=_knows_hold,
)

RESUME = Command(
    name="resume",
    aliases=("unhold",),
    summary="Go on with a chat that is on hold.",
    run=_resume,
    section=Section.TALKING,
    available=_is_on_hold,
)
