"""Erasing a customer: one transaction takes them out of the store and hands each copy elsewhere to the outbox.

Rules:
1. All of it or nothing: chats, log, files' rows, the key of their pseudonym in the audit log. A crash before it
   leaves everything as it was; a crash after it loses no copy, as all of them are rows by then.
2. A chat that goes on, or in which an agent still has after-call work, is not erased: it is said which.
3. What can't be reached from here is said, not passed over; so is what stays on purpose: an address alone, of whoever
   is banned, and of whoever wanted no messages any more. Else an erasure would undo both.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bridge.delivery.erase_jobs import RemoveJob
from bridge.delivery.quoting import renewed
from bridge.erasing.finding import all_messages, copies_of
from bridge.erasing.scrubbing import chats_of, forget_contact, forget_if_gone, scrub
from bridge.erasing.whom import Found
from bridge.handlers.unit import Unit
from bridge.store import audit, bans, contacts, erasures, files, known_as, memory, outbox, quotes
from bridge.store.customer import Customer
from bridge.store.erasure_tables import CopyState
from bridge.store.erasures import FILE, Copy
from bridge.store.tables import JOURNAL
from core.conversation.effects import Audit, AuditAct, Record
from core.conversation.model import Conversation, Status
from core.conversation.routes import routes_of
from core.errors import BridgeError
from core.ids import Contact, ConversationId, ExternalRef
from core.ports import OPTED_OUT

OUTSIDE = (
    (
        "write-ahead log",
        "Its pages go with the database's next checkpoint; archived WAL keeps them.",
    ),
    ("backups", "Made before: they hold everything until they are deleted or overwritten."),
    ("logs", "Hold ids and never what was said; they are as old as they are kept."),
)
"""What the bridge can't reach, said in every report."""
PRIVATE = "notices in private, places forgotten"
PRIVATE_STAY = (
    "Offers, questions and notices of chat #{number} that one person was told alone from {since} until {until}. "
    "They may name the customer; where they stand is remembered for {days} days."
)
REMEMBERED = "note of the channel: name, ids, times"
"""What a channel's adapter remembers of a customer, and of what was sent to them."""
UNSENT = "file uploaded and never sent"
OPT_OUT = "opt-out"
OPT_OUT_STAYS = "Their number alone, so that nothing is sent there again."
BAN_STAYS = (
    "Their address and until when, without name and reason; it goes with the ban. --lift-bans takes it away now."
)
TIED = "number or id of the same person"
TIED_STAYS = "By these, too, whoever is banned is kept out; they go with the ban."
HINT = "Check what was given; --contact takes an address as in web:visitor:0123…"


class StillGoesOn(BridgeError):
    """A chat of the customer's isn't over."""

    code = "still_goes_on"


class NobodyThere(BridgeError):
    """Nothing is kept of such a customer."""

    code = "nobody_there"


@dataclass(frozen=True, slots=True)
class Kept:
    """What there is of a customer: by what it is, and where."""

    chats: tuple[Conversation, ...]
    counts: Counter[tuple[str, str]]


def look(conn: Connection, found: Sequence[Found]) -> Kept:
    """See what there is of a customer, by all addresses of theirs, without touching it.

    Raises:
        NobodyThere: there is nothing.
    """
    counts: Counter[tuple[str, str]] = Counter()
    chats: dict[ConversationId, Conversation] = {}
    for contact in (one.contact for one in found):
        theirs, banned = chats_of(conn, contact), bans.number_of(conn, contact)
        noted, unsent = memory.number_about(conn, contact), len(files.unsent_of(conn, contact))
        if not theirs and contacts.get(conn, *contact) is None and not banned and not noted and not unsent:
            continue
        chats |= {chat.id: chat for chat in theirs}  # one that has moved is found by several addresses
        counts["address", "store"] += 1
        counts["ban", "store"] += banned
        counts[REMEMBERED, "store"] += noted
        counts[UNSENT, "store"] += unsent
        counts["key of the pseudonym", "audit log"] += audit.pseudonym_of(conn, contact) is not None
        counts[OPT_OUT, contact[0]] += has_opted_out(conn, contact)
    if not counts:
        raise NobodyThere(f"Nothing is kept of such a customer. {HINT}")
    for chat in chats.values():
        _count(conn, chat, counts)
    return Kept(tuple(chats.values()), Counter({key: number for key, number in counts.items() if number}))


def _count(conn: Connection, chat: Conversation, counts: Counter[tuple[str, str]]) -> None:
    counts["chat", "store"] += 1
    counts["message", "store"] += sum(1 for _ in all_messages(conn, chat.id))
    counts[REMEMBERED, "store"] += memory.number_of_chat(conn, chat.id)
    lines = select(func.count()).select_from(JOURNAL).where(JOURNAL.c.conversation == chat.id)
    counts["journal line, kept without its message", "store"] += conn.scalar(lines) or 0
    for copy in copies_of(conn, chat):
        counts[copy.what, copy.place] += copy.number


def see_that_all_is_over(chats: tuple[Conversation, ...]) -> None:
    """See that none of these chats goes on.

    Raises:
        StillGoesOn: one does; the message names it.
    """
    running = ", ".join(f"#{chat.number}" for chat in chats if chat.status is not Status.HANDLED)
    if running:
        raise StillGoesOn(
            f"Not over yet: {running}. End each chat and complete its after-call work (!end, !complete) first."
        )


def begin(unit: Unit, found: Sequence[Found], by: str, *, lifts_bans: bool = False) -> str:
    """Take a customer out of the store, and hand on what stands elsewhere; give the erasure's id.

    Raises:
        NobodyThere: there is nothing.
        StillGoesOn: a chat of theirs isn't over.
    """
    kept = look(unit.conn, found)
    see_that_all_is_over(kept.chats)
    erasure = unit.office.mint.key()
    erasures.add(unit.conn, erasure, unit.now, by, len(kept.chats))
    for (what, place), number in kept.counts.items():
        if place in ("store", "audit log") and what not in ("address", "ban"):
            note(unit, erasure, Copy(what, place, None, number, CopyState.DONE))
    lists = {one.key: one for chat in kept.chats for one in quotes.of_chat(unit.conn, chat) if one.conversation is None}
    for chat in kept.chats:
        erase_chat(unit, erasure, chat)
        bans.forget_why(unit.conn, chat.id)
    persons = {unit.office.person(unit.conn, *one.contact) for one in found}
    for one in found:
        _forget(unit, erasure, one, lifts_bans=lifts_bans)
    for person in persons:
        _untie(unit, erasure, person)
    mine = {one.contact for one in found}
    for other in sorted({route for chat in kept.chats for route in routes_of(chat)} - mine):
        _forget_other(unit, erasure, other, lifts_bans=lifts_bans)
    for shown in lists.values():  # a list of several chats says no words of these any more
        unit.send_about(None, f"desk:{shown.desk}", renewed(shown))
    for what, why in OUTSIDE:
        note(unit, erasure, Copy(what, "outside", None, 1, CopyState.OUTSIDE, why))
    audit.add(unit.conn, unit.now, Audit(AuditAct.ERASED, by, erasure, {"chats": str(len(kept.chats))}))
    unit.journal(None, Record("erased", fields={"erasure": erasure}))
    return erasure


def _forget(unit: Unit, erasure: str, found: Found, *, lifts_bans: bool) -> None:
    """Forget an address, but for what keeps out whoever is banned, and leaves alone whoever wanted that."""
    conn, contact = unit.conn, found.contact
    there, held = bans.number_of(conn, contact), 0 if lifts_bans else bans.strip(conn, contact, unit.now)
    if not held:
        bans.forget(conn, contact)
    for file in files.unsent_of(conn, contact):
        note(unit, erasure, Copy(FILE, "files", file))
        files.disown(conn, file)
    forget_contact(conn, contact, is_banned=bool(held))
    audit.forget(conn, contact)
    note(unit, erasure, Copy("address", "store", None, 1, CopyState.DONE, f"Found by {found.by}."))
    if there > held:
        note(unit, erasure, Copy("ban", "store", None, there - held, CopyState.DONE))
    if held:
        note(unit, erasure, Copy("ban", "store", None, held, CopyState.KEPT, BAN_STAYS))
    if has_opted_out(conn, contact):
        note(unit, erasure, Copy(OPT_OUT, contact[0], None, 1, CopyState.KEPT, OPT_OUT_STAYS))


def _forget_other(unit: Unit, erasure: str, other: Contact, *, lifts_bans: bool) -> None:
    """Forget an address to which a chat had moved, where it was known by erased chats alone; likewise."""
    conn = unit.conn
    if chats_of(conn, other):
        return
    if lifts_bans:
        bans.forget(conn, other)
    held = bans.strip(conn, other, unit.now)
    if held:
        forget_contact(conn, other, is_banned=True)
        note(unit, erasure, Copy("ban", "store", None, held, CopyState.KEPT, BAN_STAYS))
    else:
        forget_if_gone(conn, unit.office, other, unit.now)


def _untie(unit: Unit, erasure: str, person: Customer) -> None:
    """Forget which numbers and ids are one person's, unless a ban needs it, or something of theirs stays."""
    if not person.others:
        return
    if known_as.forget_if_gone(unit.conn, person):
        note(unit, erasure, Copy(TIED, "store", None, len(person.begins), CopyState.DONE))
    elif bans.is_shut_out(unit.conn, person, unit.now):
        note(unit, erasure, Copy(TIED, "store", None, len(person.begins), CopyState.KEPT, TIED_STAYS))


def has_opted_out(conn: Connection, contact: Contact) -> bool:
    """Tell whether a channel keeps that a customer wants no messages."""
    return memory.get(conn, contact[0], f"{OPTED_OUT}{contact[1]}") is not None


def erase_chat(unit: Unit, erasure: str, chat: Conversation) -> None:
    """Take one chat out of the store, and hand on its copies."""
    together: Counter[tuple[str, str, str | None]] = Counter()
    for copy in copies_of(unit.conn, chat):
        if copy.state is CopyState.OUTSIDE:
            together[copy.what, copy.place, copy.why] += copy.number
        else:
            _hand_on(unit, erasure, copy)
    for (what, place, why), number in together.items():
        note(unit, erasure, Copy(what, place, None, number, CopyState.OUTSIDE, why))
    _say_what_is_forgotten(unit, erasure, chat)
    scrub(unit.conn, chat)


def _say_what_is_forgotten(unit: Unit, erasure: str, chat: Conversation) -> None:
    """Say that there may be notices in private that can't be taken away, since nobody remembers where they stand."""
    until = unit.now - outbox.SENT_KEPT
    if chat.opened_at < until:
        since, days = chat.opened_at.date(), outbox.SENT_KEPT.days
        why = PRIVATE_STAY.format(number=chat.number, since=since, until=until.date(), days=days)
        note(unit, erasure, Copy(PRIVATE, "desks", None, 1, CopyState.OUTSIDE, why))


def again(unit: Unit, erasure: str) -> int:
    """Try what has failed of an erasure once more; give how much that is.

    Raises:
        NobodyThere: there was no such erasure.
    """
    if not erasures.exists(unit.conn, erasure):
        raise NobodyThere(f"There is no erasure {erasure}.")
    failed = [one for one in erasures.copies(unit.conn, erasure) if one.state is CopyState.FAILED]
    for copy in failed:
        erasures.settle(unit.conn, copy.id, CopyState.PENDING, unit.now)
        _send(unit, copy, copy.id)
    return len(failed)


def _hand_on(unit: Unit, erasure: str, copy: Copy) -> None:
    _send(unit, copy, note(unit, erasure, copy))


def _send(unit: Unit, copy: Copy, number: int) -> None:
    """Have a copy on a desk taken away by the outbox; files are the sweeper's."""
    if copy.what != FILE and copy.ref is not None:
        unit.send_about(None, f"desk:{copy.place}", RemoveJob(number, ExternalRef(copy.ref)))


def note(unit: Unit, erasure: str, copy: Copy) -> int:
    """Write down a copy; give its number."""
    return erasures.add_copy(unit.conn, erasure, copy, unit.now)
