"""The agent of a customer's last chat, who is asked first when the customer comes back soon."""

from bridge.handlers.unit import Unit
from bridge.store import conversations
from core.ids import AgentId
from core.inbound import ContactSubject


def last_agent(unit: Unit, subject: ContactSubject) -> AgentId | None:
    """Give who had the customer's last chat, where the queue wants it and it ended not too long ago."""
    queue = unit.office.directory().queues.get(subject.queue)
    if queue is None or queue.choosing.sticky is None:
        return None
    last = conversations.last_of(unit.conn, subject.channel, subject.contact)
    if last is None or last.owner is None or last.ended_at is None or last.ended_at + queue.choosing.sticky < unit.now:
        return None
    return last.owner
