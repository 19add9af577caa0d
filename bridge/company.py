"""A process alone with its database, or one among several.

Rules:
1. SQLite is for one process: its hints are in memory and every place is its own.
2. On PostgreSQL a process is always one among several, also when it is the only one today: another may start on any
   machine at any time.
3. Redis, where there is one, carries hints first; PostgreSQL's LISTEN and NOTIFY carries them when it does not.
"""

from typing import Protocol

from sqlalchemy.engine import make_url

from bridge.delivery.ownership import Always, Ownership
from bridge.hints.memory import MemoryHints
from bridge.hints.port import Carrier
from bridge.hints.shared import SharedHints
from bridge.store.database import Database
from bridge.store.errors import DatabaseUnusable
from bridge.workers.feed_look import FeedLook
from bridge.workers.membership import Membership
from config.redis import parse
from config.schema import Config


class Company(Protocol):
    """What the processes on one database share."""

    @property
    def hints(self) -> MemoryHints:
        """Give what wakes the others."""
        ...

    @property
    def ownership(self) -> Ownership:
        """Give what says which places are this process's."""
        ...

    async def start(self) -> None:
        """Join, before anything is claimed."""
        ...

    async def resign(self) -> None:
        """Take nothing more, so that the others may."""
        ...

    async def stop(self) -> None:
        """Leave, when nothing is in hand any more."""
        ...


class Alone:
    """The company of a process that is the only one."""

    def __init__(self) -> None:
        """Need nothing."""
        self.hints = MemoryHints()
        self.ownership: Ownership = Always()

    async def start(self) -> None:
        """There is nobody to join."""

    async def resign(self) -> None:
        """There is nobody to take over."""

    async def stop(self) -> None:
        """There is nobody to leave."""


class Among:
    """The company of a process that may have others beside it."""

    def __init__(self, database: Database, beside: Database, carriers: list[Carrier], me: str, url: str) -> None:
        """Take the database, a few connections beside it, what carries hints, and where people find this process."""
        self.hints = SharedHints(me, carriers)
        self.membership = Membership(beside, self.hints, me, url)
        self.ownership: Ownership = self.membership
        self._look = FeedLook(database, self.hints)

    async def start(self) -> None:
        """Hear of the others, be known to them."""
        await self.hints.start()
        await self.membership.start()
        await self._look.start()

    async def resign(self) -> None:
        """Let the places go."""
        await self.membership.resign()

    async def stop(self) -> None:
        """Say goodbye."""
        await self._look.stop()
        await self.membership.stop()
        await self.hints.stop()


_: tuple[type[Company], ...] = (Alone, Among)


def company_of(config: Config, database: Database, me: str) -> Company:
    """Make what a process shares with others.

    Raises:
        DatabaseUnusable: Redis is configured and the package that speaks to it is not installed.
    """
    if database.kind == "sqlite":
        return Alone()
    from bridge.hints.notify import NotifyCarrier  # noqa: PLC0415 - the driver is an optional package
    from bridge.store.postgres import open_beside  # noqa: PLC0415 - the same

    url = config.storage.url.get_secret_value()
    carriers: list[Carrier] = [NotifyCarrier(make_url(url))]
    if config.redis.url is not None:
        carriers.insert(0, _redis(config.redis.url.get_secret_value(), config.redis.prefix))
    return Among(database, open_beside(url), carriers, me, str(config.server.public_url))


def _redis(url: str, prefix: str) -> Carrier:
    try:
        from bridge.hints.redis import RedisCarrier  # noqa: PLC0415 - the driver is an optional package
    except ModuleNotFoundError as missing:
        raise DatabaseUnusable(
            f"The package {missing.name} is missing, which speaks to Redis. Install deskbridge[redis]."
        ) from missing
    return RedisCarrier(parse(url), prefix)
