"""Which addresses of one channel are the same person's, as the channel tells it."""

from bridge.handlers.office import Office
from bridge.store import known_as
from bridge.store.database import Database
from core.ids import ChannelName, ExternalRef
from core.ports import Identities


class StoredIdentities:
    """Keeps it in the store."""

    def __init__(self, database: Database, office: Office, channel: ChannelName) -> None:
        """Take where it is kept, how addresses begin, and the channel."""
        self._database = database
        self._office = office
        self._channel = channel

    async def are_one(self, *contacts: ExternalRef) -> None:
        """Note that the platform itself has told these to be one person's; nothing where that is known."""
        channel = self._channel
        beginnings = {self._office.customer(channel, one).address for one in contacts}
        if len(beginnings) > 1 and not await self._database.read(
            lambda conn: known_as.are_tied(conn, channel, beginnings)
        ):
            await self._database.write(lambda conn: known_as.tie(conn, channel, beginnings))


_: type[Identities] = StoredIdentities
