"""By whose rules a chat's words are masked: by those of its own queue, or of whoever else has or is asked for the chat.

Rule: where its own queue leaves words as they are, the chat may still come before people whose queues don't: those of
the queues to which it overflows, and agents who serve other queues, at whom it rings or who have it. As long as it
does, their queues' rules count. Nothing that was masked comes back when they don't any more: it was overwritten.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.conversation.model import Conversation
from core.directory import Directory
from core.ids import QueueId
from core.routing.queues import Queue


def as_seen(queue: Queue, chat: Conversation, directory: Directory) -> Queue:
    """Give a chat's queue with the rules of masking that count for the chat; mostly these are its own."""
    if queue.masking.masks:
        return queue
    others = (directory.queues[one].masking for one in _others(chat, directory) if one in directory.queues)
    stricter = next((one for one in others if one.masks), None)
    return queue if stricter is None else replace(queue, masking=stricter)


def _others(chat: Conversation, directory: Directory) -> Iterator[QueueId]:
    """Give the queues whose people see a chat that is not theirs."""
    yield from chat.overflow
    ringing = chat.offer.agents if chat.offer is not None else ()
    for agent in (*ringing, *((chat.owner,) if chat.owner is not None else ())):
        profile = directory.profiles.get(agent)
        if profile is not None and chat.queue not in profile.queues:
            yield from profile.queues
