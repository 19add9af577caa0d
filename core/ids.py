"""Typed identifiers.

Rules:
1. Ids are opaque. Only the shell mints ours; only an adapter makes or parses an `ExternalRef`.
2. An id is never built from a person's name or e-mail address.
"""

from typing import NewType

ConversationId = NewType("ConversationId", str)
MessageId = NewType("MessageId", str)
AgentId = NewType("AgentId", str)
QueueId = NewType("QueueId", str)
OfferId = NewType("OfferId", str)
InvitationId = NewType("InvitationId", str)
FileId = NewType("FileId", str)
BotId = NewType("BotId", str)
DispositionId = NewType("DispositionId", str)
TeamId = NewType("TeamId", str)
FormId = NewType("FormId", str)
"""One asking of a secure form."""

ChannelName = NewType("ChannelName", str)
"""The name of a configured customer channel, for example `web`."""

DeskName = NewType("DeskName", str)
"""The name of a configured agent desk, for example `slack`."""

ExternalRef = NewType("ExternalRef", str)
"""A platform's own address of a thread, a message, a person or a contact; opaque to the core."""

Contact = tuple[ChannelName, ExternalRef]
"""A customer: their address, in a channel."""

PersonRef = NewType("PersonRef", str)
"""A platform's own address of a person at a desk (team and user id); opaque to the core."""

ParticipantId = NewType("ParticipantId", str)
"""Who somebody is inside one conversation: `customer`, `bot`, `agent:<id>`, `expert:<id>` or `person:<ref>`."""

CUSTOMER = ParticipantId("customer")
BOT = ParticipantId("bot")


def agent_participant(agent: AgentId) -> ParticipantId:
    """Name the seat of an agent in a conversation."""
    return ParticipantId(f"agent:{agent}")


def person_participant(person: PersonRef) -> ParticipantId:
    """Name the author of a remark who has no seat in the conversation."""
    return ParticipantId(f"person:{person}")


def agent_of(participant: ParticipantId) -> AgentId | None:
    """Give the agent behind a seat, or None for anybody else."""
    kind, _, rest = participant.partition(":")
    return AgentId(rest) if kind == "agent" else None


def expert_participant(expert: AgentId) -> ParticipantId:
    """Name an expert in a conversation: somebody who takes part from outside the queue, an agent or not."""
    return ParticipantId(f"expert:{expert}")


def expert_of(participant: ParticipantId) -> AgentId | None:
    """Give the expert who is named so, or None for anybody else."""
    kind, _, rest = participant.partition(":")
    return AgentId(rest) if kind == "expert" else None
