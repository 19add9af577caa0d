"""Who is banned, as channels ask for it."""

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.handlers.turning_away import is_banned
from bridge.store import contacts
from bridge.store.database import Database
from core.ids import ChannelName, ExternalRef
from core.ports import Bans, Clock


class StoredBans:
    """Reads from the store."""

    def __init__(self, database: Database, office: Office, clock: Clock, words: str | None) -> None:
        """Take where contacts are kept, which addresses are one customer's, the time, and what the banned are told."""
        self._database = database
        self._office = office
        self._clock = clock
        self._words = words

    @property
    def words(self) -> str | None:
        """Give what a banned customer is told; None where they are told nothing."""
        return self._words

    async def is_banned(self, channel: ChannelName, contact: ExternalRef) -> bool:
        """Tell whether a contact is banned now."""
        now = self._clock.now()

        def looked(conn: Connection) -> bool:
            known = contacts.get(conn, channel, contact)
            return is_banned(conn, self._office, (channel, contact), known, now)

        return await self._database.read(looked)


_: type[Bans] = StoredBans
