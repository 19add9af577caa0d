"""What comes in, as it may be stored: by the rules of the queue in which its chat is.

Rules:
1. What was found in it is masked unless the chat's queue leaves it. What belongs to no chat is masked.
2. A number in pieces is looked for among what waits in the lane, and masked there, before any of it is handled; among
   what has been said already, when it is handled (`bridge.handlers.customers`).
3. Where the queue says so, a message of nothing but digits waits a moment for the rest of a number. Anything else that
   somebody says or does in its chat lets it go on; what windows, platforms and the bridge itself report waits behind.
4. What has waited is looked at again when it is handled: its chat may be in another queue by then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bridge.handlers import lanes
from bridge.handlers.office import Office
from bridge.store import conversations, inbox, messages, scour
from bridge.store.inbox import InboxRow
from core import inbound as came
from core.features.detecting import screened
from core.features.overwriting import overwritten
from core.features.quoted import own
from core.features.sensitive.finding import has_digit
from core.features.sensitive.pieces import MOST, Found, is_bare, may_be_last, spread
from core.features.strictest import as_seen
from core.ids import ConversationId
from core.inbound import ContactSubject, CustomerMessage, Inbound
from core.inbound_own import FormOpening
from core.messages import Message, Span, plain_text
from core.policy.masking import QueueMasking

TOGETHER = timedelta(minutes=2)
"""Within which time the pieces of a number come."""

LOOKED_AT = MOST + 8
"""How many of a customer's last messages are read: some may be deleted."""

AMONG = 3 * MOST
"""How many of a lane's last rows are looked at: reports may stand between the pieces."""

FEWEST = 4
"""How many digits a message has that waits: a choice from a menu has fewer."""


DEEDS = (
    CustomerMessage,
    came.OfflineRequest,
    came.CustomerChose,
    came.CustomerAnsweredPage,
    came.CustomerRating,
    came.CustomerForm,
    came.DeskMessage,
    came.DeskEdited,
    came.DeskReacted,
    came.Invocation,
    FormOpening,
)
"""What somebody does and waits to see the effect of."""


def as_stored(conn: Connection, office: Office, lane: str, inbound: Inbound, masked: Inbound | None) -> Inbound:
    """Give an inbound as it may be stored; `masked` is the same with all that was found as asterisks."""
    if masked is None:
        return inbound
    rules = _rules(conn, office, lane, inbound)
    return inbound if rules is not None and not rules.masks else masked


def wait_until(conn: Connection, office: Office, lane: str, inbound: Inbound, now: datetime) -> datetime | None:
    """Give until when an inbound waits for the rest of a number; None for what is handled at once."""
    if not _may_be_piece(inbound):
        return None
    rules = _rules(conn, office, lane, inbound)
    return now + rules.wait if rules is not None and rules.masks and rules.wait is not None else None


def among_waiting(conn: Connection, office: Office, lane: str, inbound: Inbound, now: datetime) -> Inbound:
    """Mask the pieces of a number in what waits in a busy lane; give the inbound, which may be the last of them."""
    if not _has_digits(inbound) and not any(one.masking.wait for one in office.directory().queues.values()):
        return inbound
    rows = [row for row in inbox.waiting(conn, lane, AMONG) if _has_digits(row.inbound)]
    rows = [row for row in rows if inbound.at - row.inbound.at <= TOGETHER][1 - MOST :]
    rules = _rules(conn, office, lane, inbound) if rows else None
    spans = _spread([*(row.inbound for row in rows), inbound], rules)
    for number, row in enumerate(rows):
        if number in spans:
            inbox.rewrite(conn, row.id, _without(row.inbound, spans[number]))
            scour.add_log(conn, now)  # worked off when the last piece is handled
        if row.attempts == 0 and _may_be_piece(row.inbound) and (spans or _lets_go_on(inbound)):
            inbox.hurry(conn, row.id, now)
    return _without(inbound, spans[len(rows)]) if spans else inbound


def with_said(
    conn: Connection, chats: Iterable[ConversationId], message: Message, rules: QueueMasking
) -> tuple[Message, tuple[tuple[Message, Message], ...]]:
    """Give a customer's message, and those before it that hold pieces of a number with it: as they were, and masked.

    They are looked for in these chats of the same customer's.
    """
    if not rules.masks or not may_be_last(plain_text(message.parts), rules.rules):
        return message, ()
    last = [one for chat in chats for one in messages.of_customer(conn, chat, LOOKED_AT)]
    recent = [one for one in last if not one.deleted and message.at - one.at <= TOGETHER]
    recent.sort(key=lambda one: one.at)  # stable: of one moment, in the order in which they were written
    return put_together(recent[1 - MOST :], message, rules)


def may_be_piece(message: Message) -> bool:
    """Tell whether a message has a digit at all."""
    return has_digit(plain_text(message.parts))


def put_together(
    recent: Sequence[Message], message: Message, rules: QueueMasking
) -> tuple[Message, tuple[tuple[Message, Message], ...]]:
    """Give a message and those before it that hold pieces of a number with it: as they were, and masked."""
    texts = [*recent, message]
    spans = spread([plain_text(own(one.parts)) for one in texts], rules.rules)
    if not spans:
        return message, ()
    covered = [_covered(one, spans.get(number, ())) for number, one in enumerate(texts)]
    pieces = tuple((one, clean) for one, clean in zip(texts[:-1], covered[:-1], strict=True) if clean != one)
    return covered[-1], pieces


def as_answer(message: Message) -> str:
    """Give a message as a bot keeps it as an answer."""
    return " ".join(plain_text(own(message.parts)).split())


def as_handled(conn: Connection, office: Office, row: InboxRow, now: datetime) -> InboxRow:
    """Give what has waited as it may be shown in the queue in which its chat is by now."""
    rules = _rules(conn, office, row.lane, row.inbound)
    clean = screened(row.inbound, office.masking) if rules is not None and rules.masks else row.inbound
    if clean is row.inbound:
        return row
    scour.add_log(conn, now)  # it has been written as it came
    return replace(row, inbound=clean)


def _covered(message: Message, spans: tuple[Span, ...]) -> Message:
    """Overwrite stretches of a message's own words; what it quotes follows the message that said it."""
    said = own(message.parts)
    return replace(message, parts=(*message.parts[: len(message.parts) - len(said)], *overwritten(said, spans)))


def _rules(conn: Connection, office: Office, lane: str, inbound: Inbound) -> QueueMasking | None:
    """Give the rules that count for the chat of a lane, also one that begins; None for what is no chat's."""
    chat = lanes.conversation_of(lane)
    queue = conversations.queue_of(conn, chat) if chat is not None else None
    is_there = queue is not None
    if queue is None and isinstance(inbound.subject, ContactSubject):
        queue = inbound.subject.queue
    found = office.directory().queues.get(queue) if queue is not None else None
    if found is None or found.masking.masks or not is_there or chat is None:
        return found.masking if found is not None else None
    state = conversations.get(conn, chat)
    return as_seen(found, state, office.directory()).masking if state is not None else found.masking


def _spread(inbounds: Sequence[Inbound], rules: QueueMasking | None) -> Found:
    if rules is None or not rules.masks or not _has_digits(inbounds[-1]):
        return {}
    return spread([_text(one) for one in inbounds], rules.rules)


def _text(inbound: Inbound) -> str:
    return plain_text(inbound.body.parts) if isinstance(inbound.body, CustomerMessage) else ""


def _has_digits(inbound: Inbound) -> bool:
    return has_digit(_text(inbound))


def _may_be_piece(inbound: Inbound) -> bool:
    text = _text(inbound)
    return bool(text) and is_bare(text) and sum(map(str.isnumeric, text)) >= FEWEST


def _lets_go_on(inbound: Inbound) -> bool:
    if isinstance(inbound.body, came.CustomerDid):
        return inbound.body.what == "ended"
    return isinstance(inbound.body, DEEDS) and not _may_be_piece(inbound)


def _without(inbound: Inbound, spans: tuple[Span, ...]) -> Inbound:
    if not isinstance(inbound.body, CustomerMessage):
        return inbound
    parts = overwritten(inbound.body.parts, spans)
    return replace(inbound, body=replace(inbound.body, parts=parts, masked=True))
