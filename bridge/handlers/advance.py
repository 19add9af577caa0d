"""One step of a conversation, with all that follows from it, into the transaction."""

from dataclasses import dataclass

from bridge.handlers import beside, listed, moving, placing
from bridge.handlers.effects import carry_out
from bridge.handlers.endings import follow_the_end
from bridge.handlers.unit import Unit
from core.agents.machine import AgentEvent, AgentStep, CameBack, Engaged, Released, Rung, SetAside, WrappingUp
from core.agents.machine import step as agent_step
from core.agents.model import NotReadyReason
from core.conversation.effects import (
    Effect,
    EngageAgent,
    HoldAgent,
    ReleaseAgent,
    ReleaseCause,
    Requeue,
    ReturnChat,
    RingAgent,
    WrapUpAgent,
)
from core.conversation.events import Event
from core.conversation.machine import step
from core.conversation.model import Conversation
from core.features.card_changes import card_change
from core.ids import AgentId

CONSEQUENCE = {
    ReleaseCause.REJECTED: NotReadyReason.REJECTED,
    ReleaseCause.UNANSWERED: NotReadyReason.UNANSWERED,
    ReleaseCause.GONE: NotReadyReason.GONE,
}


@dataclass(frozen=True, slots=True)
class AgentChange:
    """An agent's step and what it came from."""

    step: AgentStep
    cause: str


def advance(unit: Unit, chat: Conversation, *events: Event) -> Conversation:
    """Apply events one after the other and write what follows.

    Raises:
        Refused: a person asked for what can't be done now; nothing was written.
    """
    for event in events:
        transition = step(chat, event, unit.queue(chat))
        changes = _agent_changes(unit, chat, transition.effects)
        stays = transition.state == chat
        after = chat if stays and chat.version else unit.save_chat(transition.state, chat)
        for change in changes.values():
            unit.save_agent(change.step, change.cause)
        placing.make_room(unit, chat, after)
        carry_out(unit, after, transition.effects, card_change(chat, after))
        beside.follow(unit, chat, after)
        placing.put_away(unit, chat, after)
        _after(unit, chat, after, transition.effects)
        screened = moving.for_newcomers(unit, chat, after)
        chat = after if screened is None else advance(unit, after, screened)
    return chat


def _agent_changes(unit: Unit, chat: Conversation, effects: tuple[Effect, ...]) -> dict[AgentId, AgentChange]:
    """Compute the steps of all agents concerned before anything is written."""
    changes: dict[AgentId, AgentChange] = {}
    for effect in effects:
        match effect:
            case EngageAgent(agent=agent, weight=weight, unasked=unasked):
                event: AgentEvent = Engaged(unit.now, chat.id, weight, unasked)
                cause = "accepted"
            case RingAgent(agent=agent, weight=weight):
                event = Rung(unit.now, chat.id, weight)
                cause = "offered"
            case WrapUpAgent(agent=agent):
                event = WrappingUp(unit.now, chat.id)
                cause = "ended"
            case ReleaseAgent(agent=agent, cause=why):
                event = Released(unit.now, chat.id, CONSEQUENCE.get(why))
                cause = why.value
            case HoldAgent(agent=agent):
                event = SetAside(unit.now, chat.id)
                cause = "hold"
            case ReturnChat(agent=agent):
                event = CameBack(unit.now, chat.id)
                cause = "hold_ended"
            case _:
                continue
        before = changes[agent].step.agent if agent in changes else unit.agent(agent)
        changes[agent] = AgentChange(agent_step(before, event), cause)
    return changes


def _after(unit: Unit, before: Conversation, after: Conversation, effects: tuple[Effect, ...]) -> None:
    """Follow the chat's end, ask routing, and bring the home pages that list this chat up to date."""
    follow_the_end(unit, before, after)
    if any(isinstance(effect, Requeue) for effect in effects):
        unit.route_chat(after)
    listed.show_changed(unit, before, after)
