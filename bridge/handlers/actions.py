"""What somebody can do in a chat, as buttons: behind the card's “More…”, and in the list of a thread.

What there is nothing to do with is left out, which only a look beyond the chat tells: templates of a channel that has
none, a message to send again where none has failed. Typed, these commands say so themselves.
"""

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.handlers.wants.asking import Asking
from core.commands.model import Command, whatever
from core.conversation.model import Conversation
from core.features.card_buttons import grouped
from core.features.scene import Scene
from core.routing.queues import Queue
from core.views import ButtonGroup


def actions(
    conn: Connection, office: Office, asking: Asking, chat: Conversation, queue: Queue
) -> tuple[ButtonGroup, ...]:
    """Give the buttons under the titles of their sections."""
    there = office.registry.offered(chat, asking.profile, queue)
    useful = tuple(one for one in there if _is_useful(conn, office, asking, one))
    return grouped(useful, Scene(chat, queue, asking.directory, office.registry))


def _is_useful(conn: Connection, office: Office, asking: Asking, command: Command) -> bool:
    """Load what a command wants to see only where that decides."""
    if command.useful is whatever:
        return True
    return command.useful({want: office.wants[want](conn, asking) for want in command.wants})
