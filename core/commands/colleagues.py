"""What a command knows of the others, agents and experts, and who of a queue could come now."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from core.agents.model import Agent, Profile
from core.commands.context import Context
from core.commands.taking import need
from core.commands.wants import Want
from core.conversation.events import NoteWritten
from core.conversation.seats import is_engaged
from core.errors import ArgumentsInvalid
from core.ids import AgentId, DeskName, ParticipantId, agent_participant, expert_participant
from core.messages import Message, Text
from core.routing.queues import Queue
from core.sentences import say

COLLEAGUES: Want[Mapping[AgentId, Agent]] = Want("colleagues")
"""The states of all configured agents."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom the agent has asked as an expert lately, the last one first, and the desks where somebody can be asked."""

    recent: tuple[AgentId, ...] = ()
    desks: tuple[DeskName, ...] = ()


EXPERTS: Want[Reach] = Want("experts")
"""What is known of experts beyond the configuration."""


def is_free(context: Context, agent: AgentId) -> bool:
    """Tell whether the chat at hand could be given to an agent now."""
    state, chat, queue = context.wanted(COLLEAGUES).get(agent), context.conversation, context.queue
    return state is not None and chat is not None and queue is not None and state.can_take(queue.weight(chat.channel))


def drawn_from(context: Context, queue: Queue) -> Profile:
    """Draw one of a queue's agents who could come now; the lot is one of the call's new ids, which nobody foresees.

    Raises:
        ArgumentsInvalid: there is nobody.
    """
    chat, agent = need(context)
    states = context.wanted(COLLEAGUES)
    eligible = [
        profile
        for profile in context.directory.serving(queue.id)
        if profile.id != agent
        and not is_engaged(chat.participant(profile.id))
        and _serves_now(states.get(profile.id), queue)
        and is_free(context, profile.id)
    ]
    if not eligible:
        raise ArgumentsInvalid(say("invite_nobody_free", queue=queue.title))
    return eligible[crc32(context.mint[-1].encode()) % len(eligible)]


def _serves_now(state: Agent | None, queue: Queue) -> bool:
    return state is not None and (state.serving is None or queue.id in state.serving)


NOBODY: frozenset[AgentId] = frozenset()


def noted(
    context: Context, words: str, only: AgentId | None = None, experts: frozenset[AgentId] = NOBODY
) -> NoteWritten:
    """Give the event that keeps words as a private note: for all agents, for one, or for some experts as well."""
    chat, agent = need(context)
    one: frozenset[ParticipantId] = frozenset({agent_participant(only)}) if only else frozenset()
    recipients = one | {expert_participant(expert) for expert in experts}
    name = context.profile.name if context.profile else ""
    message = Message(
        id=context.new_message,
        conversation=chat.id,
        author=agent_participant(agent),
        author_name=name,
        at=context.at,
        parts=(Text(words), *context.files),
        recipients=recipients,
    )
    return NoteWritten(context.at, message, agent)
