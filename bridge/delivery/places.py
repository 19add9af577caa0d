"""With what a row shares its budget: its destination, its act, and the place where the budget is a place's."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from bridge.delivery import jobs
from bridge.delivery.bodies import job_from
from bridge.delivery.costs import costs_of
from bridge.delivery.courier import Courier, name_of
from bridge.delivery.settling import place_for
from bridge.store import asides, threads
from bridge.store.outbox import OutboxRow
from core.capabilities import Act
from core.errors import BridgeError
from core.ids import ConversationId, DeskName, ExternalRef, InvitationId
from core.ports import AgentDesk

OPENING = frozenset({"open", "open_channel", "place_card"})
"""The kinds of job that name the place where they post."""

KEPT = 20_000
"""How many chats' places are remembered.

A thread never moves; a chat that comes back to a new channel of its own goes on with the budget of its earlier one.
"""


class Sharing(NamedTuple):
    """What all rows have in common that are let through by the same buckets."""

    destination: str
    act: str
    with_files: bool = False
    place: ExternalRef | None = None


class Places:
    """Finds and remembers the places of chats."""

    def __init__(self, courier: Courier) -> None:
        """Take where to look."""
        self._courier = courier
        self._known: dict[tuple[ConversationId, str], ExternalRef] = {}

    def sharing_of(self, row: OutboxRow) -> Sharing | None:
        """Give with what a row shares its budget, or None when its chat's place must be looked up first."""
        desk = self.desk_of(row)
        if desk is None or not isinstance(row.act, Act):
            return Sharing(row.destination, str(row.act))
        costs = costs_of(row.act, row.body, desk.capabilities())
        with_files = len(costs) > 1
        if row.conversation is None or not any(budget.per_place for cost in costs for budget in cost.budgets):
            return Sharing(row.destination, row.act, with_files)
        if row.body.get("kind") in OPENING:
            return Sharing(row.destination, row.act, with_files, _of_opening(row))
        place = self._known.get((row.conversation, _where(row, desk.name)))
        return None if place is None else Sharing(row.destination, row.act, with_files, place)

    def desk_of(self, row: OutboxRow) -> AgentDesk | None:
        """Give the desk a row is for; None for a customer's, and for one that is not configured any more."""
        if not row.destination.startswith("desk:"):
            return None
        return self._courier.desks.get(DeskName(name_of(row.destination)))

    def learn(self, conn: Connection, row: OutboxRow) -> None:
        """Find the place of a row's chat, where it isn't known yet."""
        if self.sharing_of(row) is None:
            self._found(row, _threads(conn, [row])[0])

    async def look_up(self, rows: Sequence[OutboxRow]) -> list[Sharing]:
        """Find the places of chats. One without a thread has none yet."""
        found = await self._courier.database.read(lambda conn: _threads(conn, rows))
        for row, thread in zip(rows, found, strict=True):
            self._found(row, thread)
        return [self.sharing_of(row) or Sharing(row.destination, str(row.act)) for row in rows]

    def _found(self, row: OutboxRow, thread: ExternalRef | None) -> None:
        desk = self.desk_of(row)
        if thread is not None and desk is not None and row.conversation is not None:
            self._remember(row.conversation, _where(row, desk.name), desk.place_of(thread))

    def _remember(self, conversation: ConversationId, where: str, place: ExternalRef) -> None:
        if len(self._known) >= KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[conversation, where] = place


def _threads(conn: Connection, rows: Iterable[OutboxRow]) -> list[ExternalRef | None]:
    return [_thread(conn, row) for row in rows]


def _thread(conn: Connection, row: OutboxRow) -> ExternalRef | None:
    """Give the thread of a row's chat, or of the talk with an expert that the row names."""
    talk = row.body.get("invitation")
    if isinstance(talk, str):
        aside = asides.get(conn, InvitationId(talk))
        return aside.thread if aside is not None else None
    found = threads.of(conn, row.conversation, DeskName(name_of(row.destination))) if row.conversation else None
    return ExternalRef(found.thread) if found is not None else None


def _where(row: OutboxRow, desk: str) -> str:
    """Name where a row of a chat goes: to the chat's thread at a desk, or to a talk with an expert there."""
    talk = row.body.get("invitation")
    return f"{desk}/{talk}" if isinstance(talk, str) else desk


def _of_opening(row: OutboxRow) -> ExternalRef | None:
    """Give where a chat is opened: the row is not begun yet. One that can't be read says so when it is carried out."""
    try:
        job = job_from(row.body)
    except BridgeError:
        return None
    if isinstance(job, jobs.PlaceCardJob):
        return job.place
    return place_for(job.places, row.attempts) if isinstance(job, jobs.OpeningJob) else None
