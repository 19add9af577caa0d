"""An agent's state that somebody else sets: journaled with who it was, and told to the agent."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge.delivery.jobs import TellJob
from core.agents.machine import SaidNotReady
from core.commands.overseeing import SetNotReady
from core.conversation.model import Conversation
from core.sentences import say

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def set_not_ready(unit: "Unit", chat: Conversation | None, change: SetNotReady) -> None:  # noqa: ARG001 - one shape for all
    """Set an agent Not Ready and tell them."""
    unit.save_agent(unit.step_agent(change.agent, SaidNotReady(unit.now)), f"set by {change.by}")
    unit.show_floor()
    profile = unit.office.directory().profiles.get(change.agent)
    for desk, person in profile.people.items() if profile else ():
        if desk in unit.office.desks:
            unit.tell_desk(desk, TellJob(person, say("you_set_not_ready", by=change.by)))


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType(
    {SetNotReady: set_not_ready}
)
