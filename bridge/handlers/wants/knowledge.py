"""The articles that the agents of a chat's queue use."""

from sqlalchemy import Connection

from bridge.handlers.wants.asking import Asking
from core.features.knowledge import Shelf


def load(_: Connection, asking: Asking) -> Shelf:
    """Give them, as the files stand."""
    chat = asking.conversation
    queue = asking.directory.queues.get(chat.queue) if chat is not None else None
    return asking.library.shelf(queue.knowledge if queue is not None else ())
