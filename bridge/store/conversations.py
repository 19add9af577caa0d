"""Conversations: one row each, changed only from the version that was read.

Rules:
1. `put` refuses a state that was made from an older one (`Conflict`): nothing is overwritten unseen.
2. The first words, which cards show, are not kept here. They are read from the customer's first message as it is now,
   so that an edit, a mask or an erasure needs no second place.
3. `seat` lists who has a part in a chat that is open or in wrap-up, `held` whose texts are held in it; both are derived
   from the state with each `put`.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from bridge.store import routes
from bridge.store.codec import dump, load
from bridge.store.statements import Statement, insert_for, insert_into
from bridge.store.tables import CONVERSATION, COUNTER, HELD, MESSAGE, SEAT
from bridge.store.warm import Warm
from core.conversation.changed import changed
from core.conversation.model import OPEN, Conversation, Status
from core.errors import Conflict
from core.ids import AgentId, ChannelName, ConversationId, DeskName, ExternalRef, PersonRef, QueueId

_warm: Warm[Conversation] = Warm()
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
_is_wanted = CONVERSATION.c.id == bindparam("wanted")
_get = Statement(_select.where(_is_wanted))
_whose = Statement(select(CONVERSATION.c.channel, CONVERSATION.c.contact).where(_is_wanted))
_status = Statement(select(CONVERSATION.c.status).where(_is_wanted))
_queue = Statement(select(CONVERSATION.c.queue).where(_is_wanted))

_add = Statement(lambda dialect: insert_for(dialect, CONVERSATION).on_conflict_do_nothing())
_seen = update(CONVERSATION).where(
    CONVERSATION.c.id == bindparam("seen_id"), CONVERSATION.c.version == bindparam("seen_version")
)
_change = Statement(_seen)
_same_people = (
    CONVERSATION.c.agents == bindparam("seen_agents"),
    CONVERSATION.c.holders == bindparam("seen_holders"),
)
_change_same_people = Statement(_seen.where(*_same_people))
# A column that is set costs a look at each index and each reference to it, even when it stays as it is.
_change_body = Statement(
    _seen.where(
        *_same_people,
        CONVERSATION.c.status == bindparam("seen_status"),
        CONVERSATION.c.queue == bindparam("seen_queue"),
        CONVERSATION.c.queued_at.is_not_distinct_from(bindparam("seen_queued_at")),
        CONVERSATION.c.channel == bindparam("seen_channel"),
        CONVERSATION.c.contact == bindparam("seen_contact"),
    ).values(version=bindparam("version"), body=bindparam("body"))
)
_QUERIED = ("agents", "holders", "status", "queue", "queued_at", "channel", "contact")


def get(conn: Connection, id: ConversationId) -> Conversation | None:
    """Give a conversation, or None."""
    row = _get.row(conn, wanted=id)
    return None if row is None else _state(*row)


def contact_of(conn: Connection, id: ConversationId) -> tuple[ChannelName, ExternalRef] | None:
    """Give the route by which a conversation goes now, or None; without reading the rest of it."""
    row = _whose.row(conn, wanted=id)
    return None if row is None else (ChannelName(row[0]), ExternalRef(row[1]))


def status_of(conn: Connection, id: ConversationId) -> Status | None:
    """Give where a conversation stands, or None; without reading the rest of it."""
    found = _status.scalar(conn, wanted=id)
    return None if found is None else Status(found)


def queue_of(conn: Connection, id: ConversationId) -> QueueId | None:
    """Give the queue of a conversation, or None; without reading the rest of it."""
    found = _queue.scalar(conn, wanted=id)
    return None if found is None else QueueId(found)


def put(conn: Connection, state: Conversation) -> Conversation:
    """Save a state; give it with its new version. A state of version 0 is new.

    Raises:
        Conflict: another writer saved the conversation first.
    """
    saved = changed(state, version=state.version + 1)
    values = _values(saved)
    _warm.keep(_text(values["body"], saved.first_words), saved)
    if state.version == 0:
        _insert(conn, values)
        _list_people(conn, state)
        return saved
    seen = {"seen_id": values.pop("id"), "seen_version": state.version}
    # Most changes leave all that is queried as it is, most others the people: then one statement is enough.
    queried = {f"seen_{name}": values[name] for name in _QUERIED}
    if _change_body.count(conn, version=saved.version, body=values["body"], **seen, **queried) == 1:
        return saved
    people = {"seen_agents": values["agents"], "seen_holders": values["holders"]}
    if _change_same_people.count(conn, **values, **seen, **people) == 1:
        return saved
    if _change.count(conn, **values, **seen) != 1:
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


def in_status(conn: Connection, statuses: Collection[Status]) -> tuple[Conversation, ...]:
    """Give the chats that stand so, whoever has them; for a start, not for a message."""
    wanted = CONVERSATION.c.status.in_([one.value for one in statuses])
    return _states(conn, _select.where(wanted).order_by(CONVERSATION.c.number))


def of_agent(conn: Connection, agent: AgentId) -> tuple[Conversation, ...]:
    """Give the chats, open or in wrap-up, in which the agent has a seat, an offer or an invitation."""
    wanted = _select.join(SEAT, SEAT.c.conversation == CONVERSATION.c.id).where(SEAT.c.agent == agent)
    return _states(conn, wanted.order_by(CONVERSATION.c.number))


def last_of(conn: Connection, channel: ChannelName, contact: ExternalRef) -> Conversation | None:
    """Give the chat of a contact that was opened last, or None."""
    wanted = _select.where(routes.went_by(conn, (channel, contact)))
    found = _states(conn, wanted.order_by(CONVERSATION.c.opened_at.desc(), CONVERSATION.c.number.desc()).limit(1))
    return found[0] if found else None


def earlier(conn: Connection, chat: Conversation) -> tuple[int, datetime | None]:
    """Count the chats that a chat's customer has had before, and give when the last of them began."""
    theirs = routes.went_by(conn, (chat.channel, chat.contact))
    found = select(func.count(), func.max(CONVERSATION.c.opened_at)).where(theirs, CONVERSATION.c.number < chat.number)
    count, last = conn.execute(found).one()
    return count, last


def holding(conn: Connection, desk: DeskName, person: PersonRef) -> tuple[Conversation, ...]:
    """Give the chats in which this person's texts are held, the oldest first."""
    wanted = _select.join(HELD, HELD.c.conversation == CONVERSATION.c.id)
    wanted = wanted.where(HELD.c.desk == desk, HELD.c.author == person)
    return _states(conn, wanted.order_by(CONVERSATION.c.number))


def _insert(conn: Connection, values: dict[str, Any]) -> None:
    if _add.count(conn, **values) != 1:
        raise Conflict(f"conversation {values['id']} or its number {values['number']} exists already")


def _agents(state: Conversation) -> tuple[str, ...]:
    if state.status not in _IN_HAND:
        return ()
    agents = {seat.agent for seat in state.participants}
    if state.offer is not None:
        agents.update(state.offer.agents)
    if state.invitation is not None and state.invitation.call is None:
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
        "body": dump(state, but="first_words", brief=True),
    }


def _list_people(conn: Connection, state: Conversation) -> None:
    seats = [{"agent": agent, "conversation": state.id} for agent in _agents(state)]
    held = [{"desk": desk, "author": author, "conversation": state.id} for desk, author in _holders(state)]
    if seats:
        conn.execute(insert(SEAT), seats)
    if held:
        conn.execute(insert(HELD), held)


def _states(conn: Connection, statement: Select[Any]) -> tuple[Conversation, ...]:
    return tuple(_state(*row) for row in conn.execute(statement).all())


def _state(body: str, version: int, first_words: str | None) -> Conversation:
    words = first_words or ""
    text = _text(body, words)
    found = _warm.get(text)
    if found is None or found.version != version:
        found = changed(load(Conversation, body), version=version, first_words=words)
        _warm.keep(text, found)
    return found


def _text(body: str, first_words: str) -> str:
    return f"{first_words}\n{body}"
