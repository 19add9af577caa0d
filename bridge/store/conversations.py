"""Conversations: one row each, changed only from the version that was read.

Rules:
1. `put` refuses a state that was made from an older one (`Conflict`): nothing is overwritten unseen.
2. The first words, which cards show, are not kept here. They are read from the customer's first message as it is now,
   so that an edit, a mask or an erasure needs no second place.
3. `seat` lists who has a part in a chat that is open or in wrap-up, `held` whose texts are held in it; both are derived
   from the state with each `put`.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Executable,
    Row,
    Select,
    bindparam,
    delete,
    distinct,
    func,
    insert,
    select,
    text,
    update,
)

from bridge.store.codec import dump, load
from bridge.store.statements import insert_for, insert_into
from bridge.store.tables import CONVERSATION, COUNTER, HELD, MESSAGE, SEAT, THREAD
from core.conversation.model import OPEN, Conversation, Status
from core.errors import Conflict
from core.ids import AgentId, ChannelName, ConversationId, DeskName, ExternalRef, PersonRef, QueueId

_IN_HAND = OPEN | {Status.WRAP_UP}
_NUMBERS = "conversation"

_first_words = (
    select(MESSAGE.c.first_words)
    .where(
        MESSAGE.c.conversation == CONVERSATION.c.id, text("message.author = 'customer'"), MESSAGE.c.first_words != ""
    )
    .order_by(MESSAGE.c.position)
    .limit(1)
    .correlate(CONVERSATION)
    .scalar_subquery()
    .label("first_words")
)
_select = select(CONVERSATION.c.body, CONVERSATION.c.version, _first_words)
_change = update(CONVERSATION).where(
    CONVERSATION.c.id == bindparam("seen_id"), CONVERSATION.c.version == bindparam("seen_version")
)
_change_same_people = _change.where(
    CONVERSATION.c.agents == bindparam("seen_agents"), CONVERSATION.c.holders == bindparam("seen_holders")
)
_get = _select.where(CONVERSATION.c.id == bindparam("wanted"))

_whose = select(CONVERSATION.c.channel, CONVERSATION.c.contact).where(CONVERSATION.c.id == bindparam("wanted"))
_status = select(CONVERSATION.c.status).where(CONVERSATION.c.id == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Unhandled:
    """How many chats of a queue and a channel, with a thread at a desk or yet without one, are not handled."""

    queue: QueueId
    channel: ChannelName
    desk: DeskName | None
    chats: int


def get(conn: Connection, id: ConversationId) -> Conversation | None:
    """Give a conversation, or None."""
    row = conn.execute(_get, {"wanted": id}).one_or_none()
    return None if row is None else _state(row)


def contact_of(conn: Connection, id: ConversationId) -> tuple[ChannelName, ExternalRef] | None:
    """Give whose conversation it is, or None; without reading the rest of it."""
    row = conn.execute(_whose, {"wanted": id}).one_or_none()
    return None if row is None else (ChannelName(row.channel), ExternalRef(row.contact))


def status_of(conn: Connection, id: ConversationId) -> Status | None:
    """Give where a conversation stands, or None; without reading the rest of it."""
    found = conn.scalar(_status, {"wanted": id})
    return None if found is None else Status(found)


def put(conn: Connection, state: Conversation) -> Conversation:
    """Save a state; give it with its new version. A state of version 0 is new.

    Raises:
        Conflict: another writer saved the conversation first.
    """
    saved = replace(state, version=state.version + 1)
    values = _values(saved)
    if state.version == 0:
        _insert(conn, values)
        _list_people(conn, state)
        return saved
    seen = {"seen_id": state.id, "seen_version": state.version}
    # Most changes leave these people as they are: then one statement is enough.
    people = {"seen_agents": values["agents"], "seen_holders": values["holders"]}
    if conn.execute(_change_same_people, {**values, **seen, **people}).rowcount == 1:
        return saved
    if conn.execute(_change, {**values, **seen}).rowcount != 1:
        raise Conflict(f"conversation {state.id} is no longer at version {state.version}")
    conn.execute(delete(SEAT).where(SEAT.c.conversation == state.id))
    conn.execute(delete(HELD).where(HELD.c.conversation == state.id))
    _list_people(conn, state)
    return saved


def by_number(conn: Connection, number: int) -> ConversationId | None:
    """Find a conversation by its short number."""
    return conn.scalar(select(CONVERSATION.c.id).where(CONVERSATION.c.number == number))


def next_number(conn: Connection) -> int:
    """Give a short number that no conversation has had."""
    first = insert_into(conn, COUNTER).values(name=_NUMBERS, value=1)
    following = {"value": COUNTER.c.value + 1}
    statement = first.on_conflict_do_update(index_elements=[COUNTER.c.name], set_=following)
    number: int = conn.execute(statement.returning(COUNTER.c.value)).scalar_one()
    return number


def waiting(conn: Connection, queue: QueueId, limit: int) -> tuple[Conversation, ...]:
    """Give the chats that wait in a queue for an agent, the longest first."""
    queued = _select.where(CONVERSATION.c.queue == queue, CONVERSATION.c.status == Status.QUEUED.value)
    return _states(conn, queued.order_by(CONVERSATION.c.queued_at, CONVERSATION.c.number).limit(limit))


def unhandled(conn: Connection) -> tuple[Unhandled, ...]:
    """Count the chats that are not handled yet, by all that the configuration must have for them."""
    needs = (CONVERSATION.c.queue, CONVERSATION.c.channel, THREAD.c.desk)
    counted = (
        select(*needs, func.count(distinct(CONVERSATION.c.id)))
        .join(THREAD, THREAD.c.conversation == CONVERSATION.c.id, isouter=True)
        .where(CONVERSATION.c.status.in_([one.value for one in Status if one is not Status.HANDLED]))
        .group_by(*needs)
        .order_by(*needs)
    )
    return tuple(Unhandled(*row) for row in conn.execute(counted).all())


def of_agent(conn: Connection, agent: AgentId) -> tuple[Conversation, ...]:
    """Give the chats, open or in wrap-up, in which the agent has a seat, an offer or an invitation."""
    wanted = _select.join(SEAT, SEAT.c.conversation == CONVERSATION.c.id).where(SEAT.c.agent == agent)
    return _states(conn, wanted.order_by(CONVERSATION.c.number))


def holding(conn: Connection, desk: DeskName, person: PersonRef) -> tuple[Conversation, ...]:
    """Give the chats in which this person's texts are held, the oldest first."""
    wanted = _select.join(HELD, HELD.c.conversation == CONVERSATION.c.id)
    wanted = wanted.where(HELD.c.desk == desk, HELD.c.author == person)
    return _states(conn, wanted.order_by(CONVERSATION.c.number))


def _insert(conn: Connection, values: dict[str, Any]) -> None:
    if conn.execute(_adding(conn.dialect.name), values).rowcount != 1:
        raise Conflict(f"conversation {values['id']} or its number {values['number']} exists already")


@cache
def _adding(dialect: str) -> Executable:
    return insert_for(dialect, CONVERSATION).on_conflict_do_nothing()


def _agents(state: Conversation) -> tuple[str, ...]:
    if state.status not in _IN_HAND:
        return ()
    agents = {seat.agent for seat in state.participants}
    if state.offer is not None:
        agents.update(state.offer.agents)
    if state.invitation is not None:
        agents.add(state.invitation.agent)
    return tuple(sorted(agents))


def _holders(state: Conversation) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(one.desk, one.author) for one in state.held}))


def _values(state: Conversation) -> dict[str, Any]:
    return {
        "id": state.id,
        "number": state.number,
        "version": state.version,
        "status": state.status.value,
        "queue": state.queue,
        "channel": state.channel,
        "contact": state.contact,
        "queued_at": state.queued_at,
        "opened_at": state.opened_at,
        "agents": "\n".join(_agents(state)),
        "holders": "\n".join(f"{desk} {author}" for desk, author in _holders(state)),
        "body": dump(replace(state, first_words="")),
    }


def _list_people(conn: Connection, state: Conversation) -> None:
    seats = [{"agent": agent, "conversation": state.id} for agent in _agents(state)]
    held = [{"desk": desk, "author": author, "conversation": state.id} for desk, author in _holders(state)]
    if seats:
        conn.execute(insert(SEAT), seats)
    if held:
        conn.execute(insert(HELD), held)


def _states(conn: Connection, statement: Select[Any]) -> tuple[Conversation, ...]:
    return tuple(_state(row) for row in conn.execute(statement).all())


def _state(row: Row[*tuple[Any, ...]]) -> Conversation:
    return replace(load(Conversation, row.body), version=row.version, first_words=row.first_words or "")
