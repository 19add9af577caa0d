"""A chat that an agent begins: made, and its first words through the leak guard like any others."""

from dataclasses import replace

from bridge.handlers.advance import advance
from bridge.handlers.contexts import Call
from bridge.handlers.turning_away import see_that_none_was_made
from bridge.handlers.unit import Unit
from bridge.store import contacts, conversations
from core.commands.beginning import Begun
from core.conversation.events import AgentBegan, DeskWrote
from core.conversation.model import Conversation
from core.errors import Conflict


def begin(unit: Unit, call: Call, begun: Begun) -> None:
    """Make the chat, and let it be said.

    Raises:
        Conflict: whoever is written to has opened one, or was banned, at this very moment; nothing was written.
    """
    (channel, contact), wanted = begun.contact, unit.office.mint.conversation()
    see_that_none_was_made(unit.conn, unit.office, begun.contact, unit.now)
    opened, is_new = contacts.resolve(unit.conn, channel, contact, begun.queue, begun.name, wanted)
    if not is_new:
        raise Conflict(f"whoever is written to has opened conversation {opened} meanwhile")
    chat = Conversation(
        id=wanted,
        number=conversations.next_number(unit.conn),
        queue=begun.queue,
        channel=channel,
        contact=contact,
        customer_name=begun.name,
        opened_at=unit.now,
    )
    unit.sources.pop(begun.message.id, None)  # typed elsewhere: in the thread of this chat it is ours to post
    message = replace(begun.message, conversation=wanted)
    wrote = DeskWrote(unit.now, message, call.desk, call.person, begun.agent, came_at=unit.now)
    advance(unit, chat, AgentBegan(unit.now, begun.agent, personal=begun.personal), wrote)
