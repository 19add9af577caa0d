"""What people say to each other beside all chats, stored in batches where a transaction of its own is dear.

A batch is natural: whatever came while the last one was on its way goes with the next. So an idle bridge waits for
nothing, and a busy one shares the way to the database.
"""

import asyncio
from functools import partial

from bridge.handlers import lanes
from bridge.handlers.office import Office
from bridge.store.codec import check_key
from bridge.store.database import Database
from bridge.store.ingest import Overheard, store_overheard
from core.commands.parse import as_command
from core.errors import BridgeError, Overloaded
from core.inbound import DeskMessage, Inbound, ThreadSubject
from core.messages import plain_text
from core.ports import Clock

MOST = 256
"""How many are stored by one statement."""

MOST_WAITING = 2000

Waiter = tuple[Overheard, "asyncio.Future[bool]"]


class Beside:
    """Stores what is nobody's, many at a time."""

    def __init__(self, database: Database, office: Office, clock: Clock) -> None:
        """Take where to store."""
        self._database = database
        self._office = office
        self._clock = clock
        self._waiting: list[Waiter] = []
        self._task: asyncio.Task[None] | None = None

    async def take(self, inbound: Inbound) -> bool:
        """Store an inbound that is nobody's for certain; False when it must go the usual way. Raises `Overloaded`."""
        said = self._overheard(inbound)
        if said is None:
            return False
        if len(self._waiting) >= MOST_WAITING:
            raise Overloaded(f"{len(self._waiting)} wait for the database")
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((said, future))
        if self._task is None:
            self._task = asyncio.create_task(self._store(), name="overheard")
        taken: bool = await future
        return taken

    def _overheard(self, inbound: Inbound) -> Overheard | None:
        """Give what must be known of a text that could be nobody's; None for what is for us, or for somebody."""
        body, subject = inbound.body, inbound.subject
        if not isinstance(body, DeskMessage) or not isinstance(subject, ThreadSubject) or subject.person is not None:
            return None
        if (
            body.mentioned
            or body.direct
            or as_command(plain_text(body.parts), self._office.registry.prefix) is not None
        ):
            return None
        lane = lanes.of_thread(subject.desk, subject.thread)
        try:
            check_key(inbound.source, inbound.dedupe, lane)
        except BridgeError:
            return None  # the usual way says what is wrong with it
        return Overheard(inbound.source, inbound.dedupe, lane, subject.desk, subject.thread, subject.fallback or "")

    async def _store(self) -> None:
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._store_some(some)
        finally:
            self._task = None

    async def _store_some(self, some: list[Waiter]) -> None:
        came = list({(one.source, one.dedupe): one for one, _ in reversed(some)}.values())
        try:
            stored = await self._database.write(partial(store_overheard, came=came, now=self._clock.now()))
        except Exception as error:  # noqa: BLE001 - it is for each who waits to tell
            for _, future in some:
                if not future.done():
                    future.set_exception(error)
            return
        left = set(stored)
        for one, future in some:  # in the order in which they came: the usual way keeps it
            key = (one.source, one.dedupe)
            if not future.done():
                future.set_result(key in left)
            left.discard(key)  # a copy in the same batch was stored before
