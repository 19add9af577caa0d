"""Whoever carries outbox rows out: the adapters' ports and what rendering needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.bots.calling import Bots
from bridge.delivery.looking import Seen, look
from bridge.delivery.settling import Result, job_of, name_of
from bridge.delivery.trouble import before_sending
from bridge.handlers.office import Office
from bridge.offered.files import Files
from bridge.store.database import Database
from bridge.store.outbox import OutboxRow
from bridge.transcripts.mail import Mail
from core.errors import Permanent
from core.ids import ChannelName, DeskName
from core.ports import AgentDesk, Clock, CustomerChannel, FormVault

__all__ = ["Courier", "Result", "Seen", "job_of", "name_of"]


@dataclass(frozen=True, slots=True)
class Courier:
    """The ports by name, and the tools."""

    database: Database
    office: Office
    desks: Mapping[DeskName, AgentDesk]
    channels: Mapping[ChannelName, CustomerChannel]
    files: Files
    clock: Clock
    mail: Mail | None = None
    """By whom mail goes out, where that is set up."""
    bots: Bots | None = None
    vault: FormVault | None = None
    """Keeps what customers filled into secure forms."""

    async def look(self, row: OutboxRow) -> Seen:
        """Read what the row is about, as it stands now. Raises `Transient` when the storage can't be read."""
        with before_sending():
            seen = await self.database.read(lambda conn: look(conn, self.office, row))
        if isinstance(seen, Exception):
            raise seen
        return seen

    def desk_of(self, row: OutboxRow) -> AgentDesk:
        """Give the desk a row is for. Raises `Permanent` when the configuration has it no longer."""
        try:
            return self.desks[DeskName(name_of(row.destination))]
        except KeyError:
            raise Permanent(f"{row.destination} is not configured") from None

    def channel_of(self, row: OutboxRow) -> CustomerChannel:
        """Give the channel a row is for. Raises `Permanent` when the configuration has it no longer."""
        try:
            return self.channels[ChannelName(name_of(row.destination))]
        except KeyError:
            raise Permanent(f"{row.destination} is not configured") from None
