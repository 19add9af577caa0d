"""`bridge audit verify` and `bridge audit show`: the audit log, read beside the bridge that writes it."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bridge.clock import SystemClock
from bridge.store import audit, audit_seals, conversations
from bridge.store.audit import Wanted
from bridge.store.audit_seals import Verified
from bridge.store.looking import look
from config.schema import Config
from core.errors import BridgeError
from core.features.audit_chain import AuditRow, Finding, Flaw
from core.ids import ChannelName, ConversationId, ExternalRef

BATCH = 1_000
"""How many lines are read at a time."""

CLOCKS_APART = timedelta(minutes=5)
"""How far the clocks of the bridge and of who verifies may differ."""

WORDS = {
    Flaw.ROW_ALTERED: "line {row} in batch {batch} was altered",
    Flaw.ROW_REMOVED: "line {row} in batch {batch} was removed",
    Flaw.ROW_INSERTED: "line {row} was inserted into batch {batch} after it had been sealed",
    Flaw.DIGESTS_ALTERED: "the digests of batch {batch} are not those that were sealed",
    Flaw.SEAL_ALTERED: "the seal of batch {batch} was altered, or does not follow from the one before it",
    Flaw.SEAL_MISSING: "the seal of batch {batch} is missing",
    Flaw.HEAD_DIFFERS: "the seal that you gave is none of the chain's: the chain was made anew, or cut off",
    Flaw.SWEEP_UNFOUNDED: "lines up to {row} are gone, and no line says that their time was over",
    Flaw.SWEPT_TOO_EARLY: "lines up to {row} are gone as if too old, and batch {batch} is not (retention.audit); "
    "if that was shorter when they went, say so by --kept",
}


class NoSuchLines(BridgeError):
    """What was asked for can't be looked for."""


async def print_verified(config: Config, options: argparse.Namespace) -> int:
    """Verify the whole log and print what was found; give the exit code."""
    too_old = _too_old(options.kept or config.retention.audit, SystemClock().now())
    url = config.storage.url.get_secret_value()
    seen = await look(url, lambda conn: audit_seals.verify(conn, options.head, too_old))
    sys.stdout.write((_as_json(seen) if options.json else _as_words(seen)) + "\n")
    return 1 if seen.findings else 0


async def print_lines(config: Config, options: argparse.Namespace) -> int:
    """Print lines, the oldest first."""
    url = config.storage.url.get_secret_value()
    wanted = await look(url, lambda conn: _wanted(conn, options))
    after = 0
    while rows := await look(url, partial(audit.find, wanted=wanted, after=after, most=BATCH)):
        for row in rows:
            sys.stdout.write((json.dumps(_object(row)) if options.json else _line(row)) + "\n")
        after = rows[-1].id
    return 0


def _too_old(kept: timedelta | None, now: datetime) -> datetime:
    """Tell what may be gone, by when it was sealed, where lines are kept so long; None: for good."""
    return datetime.min.replace(tzinfo=UTC) if kept is None else now - kept + CLOCKS_APART


def _wanted(conn: Connection, options: argparse.Namespace) -> Wanted:
    chat: ConversationId | None = None
    if options.chat is not None:
        chat = conversations.by_number(conn, options.chat)
        if chat is None:
            raise NoSuchLines(f"There is no chat #{options.chat}; it may have been erased.")
    contact = _pseudonym(conn, options.contact) if options.contact else None
    return Wanted(options.act, options.by, chat, contact, options.since, options.until)


def _pseudonym(conn: Connection, named: str) -> str:
    channel, _, ref = named.partition(":")
    found = audit.pseudonym_of(conn, (ChannelName(channel), ExternalRef(ref)))
    if found is None:
        raise NoSuchLines(f"No line can be tied to {named}: there is none, or the customer has been erased.")
    return found


def _as_words(seen: Verified) -> str:
    rest = f"{seen.unsealed} not sealed yet" + (f"; lines up to {seen.swept} deleted as too old" if seen.swept else "")
    looked = f"lines: {seen.rows}, batches: {seen.batches}; {rest}."
    if not seen.findings:
        return f"The audit log is whole: {looked}\nNewest seal: {seen.head}"
    return "\n".join(("The audit log is NOT as it was written:", *map(_words, seen.findings), looked))


def _words(one: Finding) -> str:
    return "- " + WORDS[one.flaw].format(batch=one.batch, row=one.row)


def _as_json(seen: Verified) -> str:
    findings = [{"flaw": one.flaw.value, "batch": one.batch, "row": one.row} for one in seen.findings]
    counts = {name: getattr(seen, name) for name in ("batches", "rows", "unsealed", "swept", "head")}
    return json.dumps({"whole": not findings, "findings": findings, **counts})


def _object(row: AuditRow) -> dict[str, object]:
    return {
        "id": row.id,
        "at": row.at.isoformat(),
        "act": row.act,
        "by": row.by,
        "about": row.about,
        "conversation": row.conversation,
        "contact": row.contact,
        "fields": json.loads(row.fields),
    }


def _line(row: AuditRow) -> str:
    return "  ".join(_parts(row))


def _parts(row: AuditRow) -> Iterator[str]:
    yield f"{row.id:>6}  {row.at:%Y-%m-%d %H:%M:%S}  {row.act:<18}  {row.by or '-'}"
    if row.about:
        yield f"about {row.about}"
    if row.conversation:
        yield f"chat {row.conversation}"
    if row.contact:
        yield f"contact {row.contact[:12]}"
    for name, value in json.loads(row.fields).items():
        yield f"{name}={value}"
