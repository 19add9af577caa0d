"""Whether agents with chats in hand are at their desks, as it was looked up; and who is no agent any more."""

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store import conversations
from bridge.store.inbox import InboxRow
from core.agents.machine import SeenAway
from core.conversation.events import AgentCameBack, AgentDismissed, AgentWentAway
from core.conversation.gone import is_unattended
from core.ids import AgentId
from core.inbound import AgentRemoved, AgentSeen


def agent_seen(unit: Unit, row: InboxRow, body: AgentSeen) -> None:
    """Note it with the agent, and let each of their chats know, in its own lane."""
    conversation = lanes.conversation_of(row.lane)
    if conversation is not None:
        chat = unit.chat(conversation)
        if chat is not None:
            event = AgentWentAway(body.since, body.agent) if body.away else AgentCameBack(unit.now, body.agent)
            advance(unit, chat, event)
        return
    agent = unit.agent(body.agent)
    if body.away != (agent.away_since is not None):
        unit.save_agent(unit.step_agent(body.agent, SeenAway(body.since, body.away)), "seen")
    for chat in conversations.of_agent(unit.conn, body.agent):
        if chat.owner == body.agent:
            unit.hand_to_chat(chat.id, body)


def is_news(unit: Unit, agent: AgentId, *, away: bool) -> bool:
    """Tell whether it changes something that an agent is away or there: for them, or for a chat that came since."""
    if away != (unit.agent(agent).away_since is not None):
        return True
    return away and any(
        is_unattended(chat, unit.queue(chat), agent) for chat in conversations.of_agent(unit.conn, agent)
    )


def agent_removed(unit: Unit, row: InboxRow, body: AgentRemoved) -> None:
    """Let a chat of theirs go on without them."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is not None:
        advance(unit, chat, AgentDismissed(unit.now, body.agent))
