"""Some work of every kind, for figures to count."""

from datetime import timedelta

from sqlalchemy import Connection

from bridge.store import conversations, inbox, outbox
from bridge.store.outbox import NewOutbox
from core.capabilities import Act
from core.conversation.model import Status
from core.ids import QueueId
from tests.build import BILLING, NOW, a_conversation
from tests.observing.inbounds import a_message

SALES = QueueId("sales")
QUEUES = (BILLING, SALES)
LATER = NOW + timedelta(minutes=5)


def some_work(conn: Connection) -> None:
    """Let two inbounds wait, three sends wait and one be set aside, and chats be in every state."""
    for number in range(2):
        inbox.add(conn, a_message(f"v1:m{number}"), f"lane{number}", NOW + timedelta(seconds=number))
    for number, priority in enumerate((2, 2, 0)):
        row = NewOutbox(key=f"k{number}", lane=f"l{number}", destination="desk:slack", act=Act.POST, priority=priority)
        outbox.add(conn, row, NOW + timedelta(seconds=10 * number))
    impossible = outbox.add(conn, NewOutbox(key="k9", lane="l9", destination="desk:slack", act=Act.POST), NOW)
    assert impossible is not None
    outbox.fail(conn, impossible.id, "it can't be done")
    states = (Status.QUEUED, Status.QUEUED, Status.OFFERED, Status.ACTIVE, Status.HANDLED)
    for number, status in enumerate(states):
        queued = {"queued_at": NOW + timedelta(minutes=number)}
        conversations.put(conn, a_conversation(status, id=f"c{number}", number=number + 1, **queued))
