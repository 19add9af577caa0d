"""Where each message is outside, and what became of it there.

Rules:
1. A source is where a message came from; a copy is one that we sent. One message may have several copies at one place,
   and one copy may carry several messages.
2. States only rise: sent, failed, delivered, read. A copy fails only while it is merely sent; that it arrived after all
   is believed, that it was sent is not news.
3. What failed and was sent again is an earlier copy: it says nothing of the message's fate any more.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Connection, bindparam, delete, or_, select, update

from bridge.store.codec import dump, load
from bridge.store.statements import Statement, insert_for
from bridge.store.tables import DELIVERY, MESSAGE
from core.ids import ConversationId, ExternalRef, MessageId
from core.sentences import Sentence

DeliveryRole = Literal["source", "copy", "piece", "earlier"]
"""Where it was written, a copy of ours, or a further piece of a copy that was split: changed with its copy. Or a copy
that failed, and that another one has taken the place of."""
DeliveryState = Literal["sent", "delivered", "read", "failed"]

Address = tuple[str, ExternalRef | None]
"""A channel, and at which of a chat's addresses there, where that is another than the first that it took."""

_FROM: dict[DeliveryState, tuple[DeliveryState, ...]] = {
    "sent": (),
    "delivered": ("sent", "failed"),
    "read": ("sent", "failed", "delivered"),
    "failed": ("sent",),
}
_CLOCKS, _ANSWERS = timedelta(seconds=2), timedelta(seconds=10)
"""By how much two clocks may differ, and how long after a platform took something we know of it at the latest."""
_of = DELIVERY.c
_every = (
    select(_of.message, _of.place, _of.ref, _of.role, _of.state, _of.reason, _of.at)
    .where(_of.message == bindparam("wanted"))
    .order_by(_of.id)
)
_everywhere = Statement(_every)
_there = Statement(_every.where(_of.place == bindparam("where")))
_add = Statement(lambda dialect: insert_for(dialect, DELIVERY).on_conflict_do_nothing())
_message = Statement(
    select(DELIVERY.c.message)
    .where(DELIVERY.c.place == bindparam("at"), DELIVERY.c.ref == bindparam("wanted"))
    .order_by(DELIVERY.c.id)
    .limit(1)
)

assert set(_FROM) == set(get_args(DeliveryState))  # noqa: S101 - a state without a rule is found at import


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message at one place. `where` is the name of a desk or channel, `ref` the platform's address there."""

    message: MessageId
    where: str
    ref: ExternalRef
    role: DeliveryRole
    state: DeliveryState
    reason: Sentence | None = None
    at: datetime | None = None


def add(
    conn: Connection,
    message: MessageId,
    where: str | Address,
    ref: ExternalRef,
    role: DeliveryRole,
    state: DeliveryState = "sent",
    reason: Sentence | None = None,
    *,
    at: datetime | None = None,
) -> None:
    """Note that a message is at a place; noting it again changes nothing."""
    place, address = (where, None) if isinstance(where, str) else where
    why = None if reason is None else dump(reason)
    values = {"message": message, "place": place, "ref": ref, "role": role, "state": state, "reason": why, "at": at}
    _add.count(conn, **values, address=address)


def forget(conn: Connection, message: MessageId, where: str, ref: ExternalRef) -> None:
    """Forget that a message is at a place from which it is taken away."""
    conn.execute(delete(DELIVERY).where(_of.message == message, _of.place == where, _of.ref == ref))


def message_of(conn: Connection, where: str, ref: ExternalRef) -> MessageId | None:
    """Find the message behind a platform's address; the first one when a post carries several."""
    found: MessageId | None = _message.scalar(conn, at=where, wanted=ref)
    return found


def messages_of(conn: Connection, where: str, ref: ExternalRef) -> tuple[MessageId, ...]:
    """Give all messages behind a platform's address, in order: one, and what it was changed to."""
    wanted = select(DELIVERY.c.message).where(DELIVERY.c.place == where, DELIVERY.c.ref == ref).order_by(DELIVERY.c.id)
    return tuple(MessageId(one) for one in conn.scalars(wanted).all())


def beside(conn: Connection, message: MessageId, where: str) -> tuple[tuple[ExternalRef, tuple[MessageId, ...]], ...]:
    """Give the copies of a message at a place, each with all messages that stand in it, in order."""
    found = []
    for one in refs(conn, message, where):
        if one.role == "copy":
            wanted = select(DELIVERY.c.message).where(DELIVERY.c.place == where, DELIVERY.c.ref == one.ref)
            found.append((one.ref, tuple(MessageId(id) for id in conn.scalars(wanted.order_by(DELIVERY.c.id)).all())))
    return tuple(found)


def copied_to(conn: Connection, where: str) -> tuple[MessageId, ...]:
    """Give the messages of which a copy is at a place, in the order in which they came there."""
    wanted = select(_of.message).where(_of.place == where, _of.role == "copy").order_by(_of.id)
    return tuple(MessageId(one) for one in dict.fromkeys(conn.scalars(wanted).all()))


def refs(conn: Connection, message: MessageId, where: str | None = None) -> tuple[Delivery, ...]:
    """Give where a message is, everywhere or at one place, in the order in which it came there."""
    if where is not None:
        return tuple(_delivery(*row) for row in _there.rows(conn, wanted=message, where=where))
    return tuple(_delivery(*row) for row in _everywhere.rows(conn, wanted=message))


def _delivery(
    message: MessageId,
    where: str,
    ref: ExternalRef,
    role: DeliveryRole,
    state: DeliveryState,
    reason: str | None,
    at: datetime | None,
) -> Delivery:
    why = None if reason is None else load(Sentence, reason)
    return Delivery(message, where, ref, role, state, why, at)


def set_state(
    conn: Connection,
    message: MessageId,
    where: str,
    state: DeliveryState,
    reason: Sentence | None = None,
    *,
    at: datetime | None = None,
    ref: ExternalRef | None = None,
) -> bool:
    """Raise the state of a message's copies at a place, or of the one at `ref`; tell whether that changed anything."""
    wanted = _of.place == where if ref is None else (_of.place == where) & (_of.ref == ref)
    values: dict[str, object] = {"state": state, "reason": None if reason is None else dump(reason)}
    if at is not None:
        values["at"] = at
    return _raise(conn, message, wanted, state, values)


def set_state_at(
    conn: Connection,
    message: MessageId,
    there: Address,
    state: DeliveryState,
    *,
    at: datetime,
) -> bool:
    """Raise the state of a message's copies at one of its chat's addresses; tell whether that changed anything."""
    return _raise(conn, message, _is_at(*there), state, {"state": state, "reason": None, "at": at})


def _raise(
    conn: Connection,
    message: MessageId,
    wanted: ColumnElement[bool],
    state: DeliveryState,
    values: Mapping[str, object],
) -> bool:
    copies = (_of.message == message, _of.role == "copy", wanted, _of.state.in_(_FROM[state]))
    return conn.execute(update(DELIVERY).where(*copies).values(dict(values))).rowcount > 0


def _is_at(where: str, to: ExternalRef | None) -> ColumnElement[bool]:
    return (_of.place == where) & (_of.address.is_(None) if to is None else _of.address == to)


def give_up(conn: Connection, message: MessageId, where: Collection[str]) -> bool:
    """Let another copy take the place of those that failed; tell whether there were any."""
    wanted = (DELIVERY.c.message == message, DELIVERY.c.place.in_(where), DELIVERY.c.role == "copy")
    earlier = update(DELIVERY).where(*wanted, DELIVERY.c.state == "failed").values(role="earlier")
    return conn.execute(earlier).rowcount > 0


def missed(conn: Connection, chat: ConversationId, where: Collection[str], also: str = "") -> tuple[Delivery, ...]:
    """Give the copies of the messages that once failed at these places, by message, the oldest first.

    And those of a message that is named, whatever became of it.
    """
    other = DELIVERY.alias("other")
    is_missed = or_(other.c.state == "failed", other.c.role == "earlier")
    once = select(1).where(other.c.message == _of.message, other.c.place.in_(where), is_missed).exists()
    wanted = (
        select(_of.message, _of.place, _of.ref, _of.role, _of.state, _of.reason, _of.at)
        .join(MESSAGE, MESSAGE.c.id == _of.message)
        .where(
            MESSAGE.c.conversation == chat,
            _of.place.in_(where),
            _of.role.in_(("copy", "earlier")),
            or_(_of.message == also, once),
        )
        .order_by(MESSAGE.c.at, MESSAGE.c.id, _of.id)
    )
    return tuple(_delivery(*row) for row in conn.execute(wanted).all())


def has_failed(conn: Connection, message: MessageId, where: str) -> bool:
    """Tell whether any copy of a message at a place has failed."""
    return any(one.role == "copy" and one.state == "failed" for one in refs(conn, message, where))


def sent_until(
    conn: Connection, chat: ConversationId, there: Address, until: datetime, limit: int
) -> tuple[MessageId, ...]:
    """Give the messages of a chat that were sent to an address up to a time by its channel's clock, the newest first.

    What was written before that time, and was sent by then as far as our clock can tell.
    """
    wanted = select(DELIVERY.c.message).join(MESSAGE, MESSAGE.c.id == DELIVERY.c.message)
    sent = wanted.where(
        MESSAGE.c.conversation == chat,
        MESSAGE.c.at <= until + _CLOCKS,
        _is_at(*there),
        DELIVERY.c.role == "copy",
        DELIVERY.c.state != "failed",
        or_(DELIVERY.c.at.is_(None), DELIVERY.c.state != "sent", DELIVERY.c.at <= until + _ANSWERS),
    )
    found = conn.scalars(sent.order_by(MESSAGE.c.at.desc(), DELIVERY.c.id.desc()).limit(limit)).all()
    return tuple(MessageId(one) for one in dict.fromkeys(found))


def chat_of(conn: Connection, message: MessageId) -> ConversationId | None:
    """Give the chat of a message that is somewhere."""
    found: ConversationId | None = conn.scalar(select(MESSAGE.c.conversation).where(MESSAGE.c.id == message))
    return found
