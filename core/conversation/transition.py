"""The result of a step: the next state and what the shell must do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.conversation.changed import changed
from core.conversation.effects import Effect, UpdateCard
from core.conversation.model import Conversation, Timer


@dataclass(frozen=True, slots=True)
class Transition:
    """The next state and the effects, in the order in which people should see them."""

    state: Conversation
    effects: tuple[Effect, ...] = ()


def go(state: Conversation, *effects: Effect) -> Transition:
    """Make a transition whose root card is rendered again at the end."""
    return Transition(state, (*effects, UpdateCard()))


def with_timer(state: Conversation, timer: Timer, due: datetime | None) -> Conversation:
    """Set or clear one timer."""
    if due is None and timer not in state.timers:
        return state
    others: Mapping[Timer, datetime] = {key: value for key, value in state.timers.items() if key is not timer}
    return changed(state, timers=others if due is None else {**others, timer: due})
