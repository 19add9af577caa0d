"""Edits and deletions that arrive before the message that they change.

Platforms promise no order, and bring a message again later when we did not take it at once
(https://docs.slack.dev/apis/events-api/#retries). So a change of a message that we don't know waits beside its chat's
lane, which goes on meanwhile, and is looked at again a few times; then it was a change of something that never was
ours: a typed command, or talk from before us.
"""

from dataclasses import replace
from datetime import timedelta

from bridge.handlers import lanes
from bridge.handlers.unit import Unit
from bridge.store import inbox
from bridge.store.inbox import InboxRow
from core.inbound import DeskEdited

WAITS = (timedelta(seconds=3), timedelta(seconds=70), timedelta(seconds=310))
"""Pauses before each further look: for a message that is a moment late, and for the platform's later deliveries."""

_MARK = "~late"


def wait_for_message(unit: Unit, row: InboxRow, body: DeskEdited) -> None:
    """Look at a change again later; outside of chats, and after the last look, it is nobody's."""
    looks = row.inbound.dedupe.count(_MARK)
    lane = f"change:{body.desk}:{body.ref}"
    if looks >= len(WAITS) or (lanes.conversation_of(row.lane) is None and row.lane != lane):
        return
    again = replace(row.inbound, dedupe=row.inbound.dedupe + _MARK)
    inbox.add(unit.conn, again, lane, unit.now + WAITS[looks])
