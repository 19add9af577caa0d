"""What arrives before that to which it belongs: edits before their message, texts before we know their thread.

Platforms promise no order, and bring a message again later when we did not take it at once
(https://docs.slack.dev/apis/events-api/#retries). So a change of a message that we don't know waits beside its chat's
lane, which goes on meanwhile, and is looked at again a few times; then it was a change of something that never was
ours: a typed command, or talk from before us.

A thread is there for people as soon as the platform has its root card, and for us only when the answer or the echo has
come. So while an opening is under way, a text in an unknown thread waits at the head of that thread's lane.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bridge import topics
from bridge.delivery.rows import URGENT
from bridge.handlers import lanes
from bridge.handlers.invoke import Relane
from bridge.handlers.unit import Unit
from bridge.handlers.whereabouts import chat_at
from bridge.store import asides, inbox, openings
from bridge.store.inbox import InboxRow
from core.inbound import DeskEdited, ThreadSubject

WAITS = (timedelta(seconds=3), timedelta(seconds=70), timedelta(seconds=310))
"""Pauses before each further look: for a message that is a moment late, and for the platform's later deliveries."""

LOOKS = (*[timedelta(seconds=1)] * 5, *[timedelta(seconds=5)] * 5, *[timedelta(seconds=30)] * 5)
"""Pauses before each further look at a thread: for an echo, for a look-up, and for a platform that is down a while."""

_MARK = "~late"


@dataclass(frozen=True, slots=True)
class Later:
    """The inbound is looked at again from then on, in a lane of its thread alone: no person waits behind it."""

    at: datetime
    lane: str
    planned: bool = False
    """Whether it is to wait until then, and is not late before."""


def wait_for_message(unit: Unit, row: InboxRow, body: DeskEdited) -> None:
    """Look at a change again later; outside of chats, and after the last look, it is nobody's."""
    looks = row.inbound.dedupe.count(_MARK)
    lane = f"change:{body.desk}:{body.ref}"
    if looks >= len(WAITS) or (row.lane != lane and not _is_a_chats(unit, row)):
        return
    again = replace(row.inbound, dedupe=row.inbound.dedupe + _MARK)
    inbox.add(unit.conn, again, lane, unit.now + WAITS[looks])
    unit.wakes.add(topics.INBOX)


def _is_a_chats(unit: Unit, row: InboxRow) -> bool:
    """Tell whether it came from a chat's thread, as far as we know by now."""
    subject = row.inbound.subject
    known = chat_at(unit.conn, subject) if isinstance(subject, ThreadSubject) else None
    return known is not None or lanes.conversation_of(row.lane) is not None


def wait_for_thread(unit: Unit, row: InboxRow, *, patient: bool) -> Relane | Later | None:
    """Find the chat of a thread that was not known when the text came; None when it is nobody's.

    Only who is `patient` waits for it.
    """
    subject = row.inbound.subject
    if not isinstance(subject, ThreadSubject):
        return None
    found = chat_at(unit.conn, subject)
    if found is not None:
        return Relane(found)
    if not patient or row.attempts > len(LOOKS) or not _is_one_under_way(unit, subject):
        return None
    return Later(unit.now + LOOKS[row.attempts - 1], lanes.of_thread(subject.desk, subject.thread))


def _is_one_under_way(unit: Unit, subject: ThreadSubject) -> bool:
    """Tell whether a chat's place is being opened, or a talk with this very person."""
    if subject.person is not None and asides.is_one_opening(unit.conn, subject.desk, subject.person):
        return True
    return openings.is_one_under_way(unit.conn, subject.desk, URGENT)
