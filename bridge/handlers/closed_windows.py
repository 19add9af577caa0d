"""Windows that were closed shortly before the bridge stopped: their customers have left, unless they come back in time.

Rules:
1. Otherwise whoever has the windows waits by itself, and tells that a customer has left; as it stops it hands over
   what waits, with the time when it is over.
2. It waits in a lane of its own, and goes into the lane of the contact's chat when it is due: so it keeps its place
   among all else that the customer does.
3. Who is back in time, in whichever process, has not left. What of it is handled at this very moment is undone.
"""

from datetime import datetime

from bridge.handlers import lanes
from bridge.handlers.invoke import Relane
from bridge.handlers.overtaking import Later
from bridge.handlers.unit import Unit
from bridge.store import contacts, inbox
from bridge.store.inbox import InboxRow
from core.inbound import ContactSubject


def put_off(unit: Unit, row: InboxRow, due: datetime | None) -> Relane | Later | None:
    """Let a leaving wait until it is due, then go into its chat's lane; None for one that is to be told now."""
    subject = row.inbound.subject
    if due is None or not isinstance(subject, ContactSubject):
        return None
    lane = lanes.of_closed_window(subject.channel, subject.contact)
    if unit.now < due:
        return Later(due, lane, planned=True)
    known = contacts.get(unit.conn, subject.channel, subject.contact) if row.lane == lane else None
    there = known.open_conversation if known is not None else None
    return Relane(there) if there is not None else None


def call_off(unit: Unit, row: InboxRow) -> None:
    """Forget the leaving of somebody who is back. To be done before their chat is read."""
    subject = row.inbound.subject
    if isinstance(subject, ContactSubject):
        inbox.settle_all(unit.conn, lanes.of_closed_window(subject.channel, subject.contact))
