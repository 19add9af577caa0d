"""Whether agents with chats in hand are at their desks, as it was looked up."""

from bridge.handlers import lanes
from bridge.handlers.advance import advance
from bridge.handlers.unit import Unit
from bridge.store import conversations
from bridge.store.inbox import InboxRow
from core.agents.machine import SeenAway
from core.conversation.events import AgentCameBack, AgentWentAway
from core.inbound import AgentSeen


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
        if chat.participant(body.agent) is not None:
            unit.hand_to_chat(chat.id, body)
