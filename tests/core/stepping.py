"""Short words for what the tests of the machines ask: what follows, and who is refused with which sentence."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from core.conversation import machine
from core.conversation.effects import Effect
from core.conversation.events import Event
from core.conversation.model import Conversation
from core.conversation.transition import Transition
from core.errors import Refused
from core.routing.queues import Queue
from core.sentences import Sentence
from tests.build import a_queue

E = TypeVar("E", bound=Effect)


def step(state: Conversation, event: Event, queue: Queue | None = None) -> Transition:
    """Apply one event in a queue that rings, unless told otherwise."""
    return machine.step(state, event, queue or a_queue())


def refusal(call: Callable[[], object], kind: type[Refused] = Refused) -> Sentence:
    """Give the sentence with which a call is refused; `kind` is the error that it must be."""
    with pytest.raises(kind) as caught:
        call()
    return caught.value.sentence


def only(effects: tuple[Effect, ...], kind: type[E]) -> tuple[E, ...]:
    """Give the effects of one kind, in order."""
    return tuple(effect for effect in effects if isinstance(effect, kind))
