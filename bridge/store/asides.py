"""The talks with experts: one row for each time that somebody was asked."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bridge.store.expert_tables import ASIDE, RECENT_EXPERT
from bridge.store.statements import Statement, insert_into
from core.conversation.expert import ExpertOutcome
from core.ids import AgentId, ConversationId, DeskName, ExternalRef, InvitationId, PersonRef
from core.ports import Opened

RECENT = 5
"""How many experts an agent is offered first."""

LATELY = 20
"""Among how many talks with somebody a post is looked for that they quote."""


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A talk with an expert about a chat; open while it has no outcome."""

    invitation: InvitationId
    conversation: ConversationId
    expert: AgentId
    desk: DeskName
    person: PersonRef
    thread: ExternalRef | None = None
    card: ExternalRef | None = None
    link: str = ""
    outcome: ExpertOutcome | None = None

    @property
    def place(self) -> str:
        """Name it as a place where copies of messages are."""
        return place_of(self.invitation)


def place_of(invitation: InvitationId) -> str:
    """Name a talk as a place where copies of messages are."""
    return f"aside:{invitation}"


_all = select(*(ASIDE.c[one.name] for one in fields(AsideRow)))
_one = Statement(_all.where(ASIDE.c.invitation == bindparam("wanted")))
_of_chat = Statement(_all.where(ASIDE.c.conversation == bindparam("chat")).order_by(ASIDE.c.invitation))
_at = Statement(
    _all.where(ASIDE.c.desk == bindparam("there"), ASIDE.c.thread == bindparam("root"))
    .order_by(ASIDE.c.invitation)
    .limit(2)
)
_of_person = Statement(
    _all.where(
        ASIDE.c.desk == bindparam("there"), ASIDE.c.person == bindparam("who"), ASIDE.c.outcome.is_(None)
    ).order_by(ASIDE.c.invitation)
)

_lately = Statement(
    _all.where(ASIDE.c.desk == bindparam("there"), ASIDE.c.person == bindparam("who"))
    .order_by(ASIDE.c.invitation.desc())
    .limit(LATELY)
)


def add(conn: Connection, row: AsideRow) -> None:
    """Note that somebody is asked."""
    values = {one.name: getattr(row, one.name) for one in fields(AsideRow)}
    conn.execute(insert_into(conn, ASIDE).values(**values))


def opened(conn: Connection, invitation: InvitationId, place: Opened) -> None:
    """Note where a talk takes place."""
    values = {"thread": place.thread, "card": place.card, "link": place.link}
    conn.execute(update(ASIDE).where(ASIDE.c.invitation == invitation).values(**values))


def close(conn: Connection, invitation: InvitationId, outcome: ExpertOutcome) -> None:
    """Note what became of a talk."""
    conn.execute(update(ASIDE).where(ASIDE.c.invitation == invitation).values(outcome=outcome.value))


def get(conn: Connection, invitation: InvitationId) -> AsideRow | None:
    """Give a talk, or None."""
    row = _one.row(conn, wanted=invitation)
    return None if row is None else _read(row)


def of_chat(conn: Connection, conversation: ConversationId) -> tuple[AsideRow, ...]:
    """Give all talks about a chat, those that are over too."""
    return tuple(map(_read, _of_chat.rows(conn, chat=conversation)))


def at(conn: Connection, desk: DeskName, thread: ExternalRef) -> AsideRow | None:
    """Find the talk that a thread belongs to; None where several share it, or none has it."""
    found = _at.rows(conn, there=desk, root=thread)
    return _read(found[0]) if len(found) == 1 else None


def of_person(conn: Connection, desk: DeskName, person: PersonRef) -> tuple[AsideRow, ...]:
    """Give the talks with somebody that are not over."""
    return tuple(map(_read, _of_person.rows(conn, there=desk, who=person)))


def lately(conn: Connection, desk: DeskName, person: PersonRef) -> tuple[AsideRow, ...]:
    """Give the last talks with somebody, the newest first, those that are over too."""
    return tuple(map(_read, _lately.rows(conn, there=desk, who=person)))


def is_one_opening(conn: Connection, desk: DeskName, person: PersonRef) -> bool:
    """Tell whether a talk with somebody is being opened: people may see its card before we know its thread."""
    return any(one.thread is None for one in of_person(conn, desk, person))


def remember(conn: Connection, agent: AgentId, expert: AgentId, at: datetime) -> None:
    """Note that an agent has asked an expert."""
    added = insert_into(conn, RECENT_EXPERT).values(agent=agent, expert=expert, at=at)
    keys = [RECENT_EXPERT.c.agent, RECENT_EXPERT.c.expert]
    conn.execute(added.on_conflict_do_update(index_elements=keys, set_={"at": at}))


def recent(conn: Connection, agent: AgentId) -> tuple[AgentId, ...]:
    """Give whom an agent has asked lately, the last one first."""
    wanted = select(RECENT_EXPERT.c.expert).where(RECENT_EXPERT.c.agent == agent)
    newest = wanted.order_by(RECENT_EXPERT.c.at.desc(), RECENT_EXPERT.c.expert).limit(RECENT)
    return tuple(AgentId(one) for one in conn.scalars(newest).all())


def _read(row: tuple[Any, ...]) -> AsideRow:
    found = AsideRow(*row)
    return replace(found, outcome=ExpertOutcome(found.outcome)) if found.outcome is not None else found
