"""Who is banned, as channels ask for it."""

from bridge.store import contacts
from bridge.store.database import Database
from core.ids import ChannelName, ExternalRef
from core.ports import Bans, Clock


class StoredBans:
    """Reads from the store."""

    def __init__(self, database: Database, clock: Clock, words: str | None) -> None:
        """Take where contacts are kept, the time, and what banned customers are told."""
        self._database = database
        self._clock = clock
        self._words = words

    @property
    def words(self) -> str | None:
        """Give what a banned customer is told; None where they are told nothing."""
        return self._words

    async def is_banned(self, channel: ChannelName, contact: ExternalRef) -> bool:
        """Tell whether a contact is banned now."""
        known = await self._database.read(lambda conn: contacts.get(conn, channel, contact))
        return known is not None and known.banned_until is not None and known.banned_until > self._clock.now()


_: type[Bans] = StoredBans
