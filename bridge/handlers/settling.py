"""What the platforms report of our own sends and of their places."""

from bridge import topics
from bridge.delivery import settling
from bridge.delivery.aside_jobs import OpenAsideJob
from bridge.delivery.jobs import OpenChannelJob, OpenThreadJob
from bridge.delivery.settling import job_of
from bridge.handlers import lanes
from bridge.handlers.unit import Unit
from bridge.store import deliveries, feed, outbox
from bridge.store.inbox import InboxRow
from bridge.store.work_tables import OutboxState
from core.inbound import CustomerReceipt, DeskEcho, DeskTrouble
from core.ports import Opened, Receipt

LOOK_BACK = 50
"""How many messages one read mark is applied to at the most; those before them were read earlier."""


def desk_echo(unit: Unit, body: DeskEcho) -> None:
    """Settle a send by the platform's echo of it; most were settled by the answer, and then there is nothing to do.

    An echo that is faster than the answer counts as well: if we die before the answer, it is all that we have.
    """
    row = outbox.by_key(unit.conn, body.key)
    if row is None or row.state not in (OutboxState.SENDING, OutboxState.UNCERTAIN):
        return
    job = job_of(row)
    if isinstance(job, OpenChannelJob | OpenAsideJob):
        return  # the card is there, the rest perhaps not; doing it again finds both
    opens = isinstance(job, OpenThreadJob)
    result = Opened(body.ref, body.ref) if opens else Receipt(body.ref)
    settling.sent(unit, row, result)
    unit.wakes.add(topics.OUTBOX)  # its lane goes on, and memory doesn't know
    unit.office.meter.echoed()


def desk_trouble(unit: Unit, body: DeskTrouble) -> None:
    """Try what was held back at once when a place can be used again."""
    if body.what in ("unarchived", "added"):
        outbox.hurry(unit.conn, f"desk:{body.desk}")
        unit.wakes.add(topics.OUTBOX)


def customer_receipt(unit: Unit, row: InboxRow, body: CustomerReceipt) -> None:
    """Note that the customer's screen has shown, or the customer has read, everything up to a line of the log."""
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is None or body.seq is None or body.state == "failed":
        return
    for message in feed.messages_until(unit.conn, chat.id, body.seq, LOOK_BACK):
        if not deliveries.set_state(unit.conn, message, chat.channel, body.state, at=unit.now):
            break
