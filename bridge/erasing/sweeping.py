"""Deleting what is older than the time for which it is kept, kind by kind, in small batches.

Rules:
1. A chat counts from its end on, and only when it is handled: nothing is taken from one that goes on, however old.
2. A chat whose time is over goes the way of an erasure: its copies on the desks too, and a report of them is kept.
3. A customer of whom no chat is left is forgotten, with the key of their pseudonym: with the last chat, or, banned,
   with the end of the ban.
4. What was uploaded and never sent goes by a short time of its own; nobody has seen it but who uploaded it.
5. Lines of the audit log go in whole batches. A line says up to where, and the chain's seals stay: it still holds.
"""

from datetime import UTC, datetime, timedelta
from itertools import takewhile

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from bridge.erasing.erasing import erase_chat, note
from bridge.erasing.finding import all_messages
from bridge.erasing.scrubbing import forget_if_gone
from bridge.handlers.letting_go import let_go
from bridge.handlers.unit import Unit
from bridge.store import audit, audit_seals, bans, conversations, erasures, files, inbox, outbox
from bridge.store.aside_tables import PAST
from bridge.store.audit_tables import AUDIT, AUDIT_DIGEST, AUDIT_SEAL
from bridge.store.erasures import FILE, Copy
from bridge.store.tables import CONVERSATION, COUNTER, JOURNAL
from bridge.store.work_tables import INBOX, InboxState, OutboxState
from core.conversation.effects import SYSTEM, Audit, AuditAct
from core.conversation.model import Status
from core.conversation.routes import routes_of
from core.ids import Contact, ConversationId
from core.messages import Media
from core.policy.retention import Retention

CHATS, LINES, BATCHES = 20, 1_000, 20
"""How many chats, lines of the journal, and sealed batches one transaction deletes at the most."""

FILES_SWEPT = "files_swept"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def sweep(unit: Unit, kept: Retention) -> bool:
    """Delete one batch of each kind; tell whether there may be more."""
    more = sweep_unsent(unit, unit.now - kept.unsent_files) == LINES
    if kept.chats is not None:
        more |= sweep_chats(unit, unit.now - kept.chats) == CHATS
        more |= sweep_beside(unit.conn, unit.now - kept.chats) == LINES
    if kept.files is not None:
        more |= sweep_files(unit, unit.now - kept.files) >= CHATS
    if kept.journal is not None:
        more |= sweep_journal(unit.conn, unit.now - kept.journal) == LINES
    if kept.audit is not None:
        more |= sweep_audit(unit, unit.now - kept.audit) == BATCHES
    return more


def _ended_before(before: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        PAST.c.ended_at < before,
        CONVERSATION.c.id == PAST.c.conversation,
        CONVERSATION.c.status == Status.HANDLED.value,
    )


def sweep_chats(unit: Unit, before: datetime) -> int:
    """Erase chats that ended before a time; give how many."""
    wanted = select(PAST.c.conversation).where(*_ended_before(before)).order_by(PAST.c.ended_at).limit(CHATS)
    ids = [ConversationId(one) for one in unit.conn.scalars(wanted).all()]
    if not ids:
        return 0
    erasure = unit.office.mint.key()
    erasures.add(unit.conn, erasure, unit.now, SYSTEM, len(ids))
    whose: set[Contact] = set()
    for one in ids:
        chat = conversations.get(unit.conn, one)
        if chat is not None:
            whose.update(routes_of(chat))
            erase_chat(unit, erasure, chat)
    for contact in sorted(whose):
        forget_if_gone(unit.conn, unit.office, contact, unit.now)
    fields = {"what": "chats", "number": str(len(ids))}
    audit.add(unit.conn, unit.now, Audit(AuditAct.SWEPT, SYSTEM, erasure, fields))
    return len(ids)


def sweep_beside(conn: Connection, before: datetime) -> int:
    """Delete what holds words and is no chat's: bans that are over, and what was set aside for a person."""
    parked = (
        inbox.forget(conn, before, LINES, InboxState.PARKED),
        outbox.forget(conn, before, LINES, OutboxState.PARKED),
    )
    return max(bans.forget_over(conn, before, LINES), *parked)


def sweep_files(unit: Unit, before: datetime) -> int:
    """Have the files of chats deleted that ended before a time; give of how many chats."""
    swept = unit.conn.scalar(select(COUNTER.c.value).where(COUNTER.c.name == FILES_SWEPT)) or 0
    since = _EPOCH + swept * _MICROSECOND
    behind = (*_ended_before(before), PAST.c.ended_at > since)
    last = unit.conn.scalars(select(PAST.c.ended_at).where(*behind).order_by(PAST.c.ended_at).limit(CHATS)).all()
    if not last:
        return 0
    ids = unit.conn.scalars(select(PAST.c.conversation).where(*behind, PAST.c.ended_at <= last[-1])).all()
    said = (message for one in ids for message in all_messages(unit.conn, ConversationId(one)))
    found = [part.file for message in said for part in message.parts if isinstance(part, Media)]
    if found:
        erasure = unit.office.mint.key()
        erasures.add(unit.conn, erasure, unit.now, SYSTEM, len(ids))
        for file in found:
            note(unit, erasure, Copy(FILE, "files", file))
        fields = {"what": "files", "number": str(len(found))}
        audit.add(unit.conn, unit.now, Audit(AuditAct.SWEPT, SYSTEM, erasure, fields))
    audit_seals.count(unit.conn, FILES_SWEPT, (last[-1] - _EPOCH) // _MICROSECOND)
    return len(ids)


def sweep_unsent(unit: Unit, before: datetime) -> int:
    """Let go of files that were uploaded before a time and that no message names; give how many.

    One that a message names which waits to be handled is left until then.
    """
    found = files.unsent_before(unit.conn, before, LINES)
    unsettled = select(INBOX.c.payload).where(INBOX.c.state != InboxState.SETTLED.value)
    waiting = unit.conn.scalars(unsettled).all() if found else ()
    gone = [one for one in found if not any(one in payload for payload in waiting)]
    for file in gone:
        let_go(unit, file)
    if gone:
        fields = {"what": "unsent_files", "number": str(len(gone))}
        audit.add(unit.conn, unit.now, Audit(AuditAct.SWEPT, SYSTEM, fields=fields))
    return len(gone)


def sweep_journal(conn: Connection, before: datetime) -> int:
    """Delete lines of the journal from before a time, of chats that are over or of none; give how many."""
    over = select(CONVERSATION.c.id).where(
        CONVERSATION.c.id == JOURNAL.c.conversation, CONVERSATION.c.status == Status.HANDLED.value
    )
    old = select(JOURNAL.c.id).where(JOURNAL.c.at < before, or_(JOURNAL.c.conversation.is_(None), over.exists()))
    return conn.execute(delete(JOURNAL).where(JOURNAL.c.id.in_(old.order_by(JOURNAL.c.at).limit(LINES)))).rowcount


def sweep_audit(unit: Unit, before: datetime) -> int:
    """Delete sealed batches of the audit log from before a time; give how many. Their seals stay."""
    conn = unit.conn
    swept = conn.scalar(select(COUNTER.c.value).where(COUNTER.c.name == audit_seals.SWEPT)) or 0
    behind = select(AUDIT_SEAL.c.last, AUDIT_SEAL.c.at).where(AUDIT_SEAL.c.last > swept)
    next_ones = conn.execute(behind.order_by(AUDIT_SEAL.c.number).limit(BATCHES)).all()
    ends = [row.last for row in takewhile(lambda row: row.at < before, next_ones)]
    if not ends:
        return 0
    audit.add(conn, unit.now, Audit(AuditAct.SWEPT, SYSTEM, fields={"what": "audit", "upto": str(ends[-1])}))
    audit_seals.count(conn, audit_seals.SWEPT, ends[-1])  # from now on the database lets them be deleted
    conn.execute(delete(AUDIT_DIGEST).where(AUDIT_DIGEST.c.id <= ends[-1]))
    conn.execute(delete(AUDIT).where(AUDIT.c.id <= ends[-1]))
    return len(ends)
