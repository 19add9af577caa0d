"""The place whose budget a row uses."""

from bridge.delivery import jobs
from bridge.delivery.courier import Courier, job_of, name_of
from bridge.delivery.settling import place_for
from bridge.store import threads
from bridge.store.outbox import OutboxRow
from core.ids import ConversationId, DeskName, ExternalRef
from core.ports import AgentDesk

OPENING = frozenset({"open", "open_channel"})
"""The kinds of job by which a chat gets its place."""

KEPT = 20_000
"""How many chats' places are remembered.

A thread never moves; a chat that comes back to a new channel of its own goes on with the budget of its earlier one.
"""


class Places:
    """Finds and remembers the places of chats."""

    def __init__(self, courier: Courier) -> None:
        """Take where to look."""
        self._courier = courier
        self._known: dict[tuple[ConversationId, str], ExternalRef] = {}

    async def of(self, desk: AgentDesk, row: OutboxRow) -> ExternalRef | None:
        """Give the channel that a row's act happens in, or None for acts outside of channels.

        The row is not begun yet.
        """
        if row.conversation is None:
            return None
        if row.body.get("kind") in OPENING:
            job = job_of(row)
            return place_for(job.places, row.attempts) if isinstance(job, jobs.OpeningJob) else None
        return await self._of_thread(desk, row.conversation, name_of(row.destination))

    async def _of_thread(self, desk: AgentDesk, conversation: ConversationId, name: str) -> ExternalRef | None:
        known = self._known.get((conversation, name))
        if known is not None:
            return known
        thread = await self._courier.database.read(lambda conn: threads.of(conn, conversation, DeskName(name)))
        if thread is None:
            return None
        if len(self._known) >= KEPT:
            self._known.pop(next(iter(self._known)))
        place = self._known[conversation, name] = desk.place_of(ExternalRef(thread.thread))
        return place
