"""From which of our senders agents write first: one for each queue, and numbers of their own."""

from collections.abc import Iterable

from adapters.sms.config import Sender
from adapters.sms.inbound import shown
from core.ids import AgentId, QueueId
from core.ports import OwnSender


def senders_of(listed: Iterable[Sender], queue: str) -> tuple[OwnSender, ...]:
    """Give the first sender of each queue, and all that are agents' own; `queue` is that of those which name none."""
    first: dict[str, OwnSender] = {}
    own: list[OwnSender] = []
    for one in listed:
        agent = AgentId(one.agent) if one.agent is not None else None
        sender = OwnSender(one.id, QueueId(one.queue or queue), shown(one.id), agent)
        if agent is None:
            first.setdefault(sender.queue, sender)
        else:
            own.append(sender)
    return (*first.values(), *own)
