"""Asking for help: a flag calls the supervisors of the agent's teams (C7). Their cards follow the state."""

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import Flagged, FlagTakenBack
from core.conversation.model import Conversation, Flag
from core.conversation.seats import require_running, require_seen
from core.conversation.transition import Transition, go
from core.errors import Refused
from core.sentences import say


def flagged(state: Conversation, event: Flagged) -> Transition:
    """Raise the flag.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent takes no part in it.
        Refused: it is raised already.
    """
    require_running(state)
    require_seen(state, event.agent)
    if state.flag is not None:
        raise Refused(say("flag_already", agent=state.flag.agent))
    return go(
        changed(state, flag=Flag(event.agent, event.at, event.note)),
        do.TellThread(say("thread_flagged", agent=event.agent)),
        do.Record("flagged", agent=event.agent, message=event.note),
    )


def flag_taken_back(state: Conversation, event: FlagTakenBack) -> Transition:
    """Take the flag down.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent takes no part in it.
        Refused: there is none.
    """
    require_running(state)
    require_seen(state, event.agent)
    if state.flag is None:
        raise Refused(say("flag_none"))
    return go(
        changed(state, flag=None),
        do.TellThread(say("thread_unflagged", agent=event.agent)),
        do.Record("unflagged", agent=event.agent),
    )
