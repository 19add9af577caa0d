"""Looks now and then whether what this process's windows show has grown elsewhere, should a wake-up have been lost.

Rules:
1. One question for all windows of this process, not one a window; nobody watching, no question.
2. Only what has grown since the last look is woken. What is seen for the first time is woken when no line carries hints
   between the processes: then nothing else would have told of it.
"""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress

import structlog
from sqlalchemy import ARRAY, Connection, String, any_, bindparam, func, select

from bridge.delivery.trouble import is_of_storage
from bridge.hints.shared import SharedHints
from bridge.store.database import Database
from bridge.store.tables import CONTACT, CONVERSATION, FEED

LOOK = 2.0
"""Seconds between two looks."""

_PREFIX = "contact:"

_grown = (
    select(
        CONTACT.c.contact,
        CONTACT.c.open_conversation,
        CONVERSATION.c.id,
        CONVERSATION.c.status,
        select(func.max(FEED.c.seq)).where(FEED.c.conversation == CONVERSATION.c.id).scalar_subquery(),
    )
    .join(CONVERSATION, CONVERSATION.c.id == CONTACT.c.last_conversation)
    .where(CONTACT.c.channel == bindparam("through"), CONTACT.c.contact == any_(bindparam("refs", type_=ARRAY(String))))
)

Seen = Mapping[str, object]
"""What was seen of each topic: anything that changes when there is something new."""

log = structlog.get_logger(__name__)


class FeedLook:
    """The looks of one process."""

    def __init__(self, database: Database, hints: SharedHints) -> None:
        """Take where to look and whom to wake."""
        self._database = database
        self._hints = hints
        self._seen: Seen = {}
        self._ending = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name="feed-look")

    async def stop(self) -> None:
        """End."""
        task, self._task = self._task, None
        if task is not None:
            self._ending.set()
            await task

    async def look(self) -> None:
        """Look once, and wake who has something to see."""
        topics = self._hints.topics(_PREFIX)
        if not topics:
            self._seen = {}
            return
        before = self._seen
        self._seen = now = await self._database.read(lambda conn: _look(conn, topics))
        is_alone = self._hints.carrier is None
        self._hints.wake_here(
            topic for topic, found in now.items() if (before[topic] != found if topic in before else is_alone)
        )

    async def _run(self) -> None:
        while not self._ending.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self._ending.wait()
                    return
            try:
                await self.look()
            except Exception as error:
                if not is_of_storage(error):
                    log.exception("feed_look_failed")


def _look(conn: Connection, topics: Iterable[str]) -> Seen:
    refs: dict[str, list[str]] = {}
    for topic in topics:
        channel, _, ref = topic.removeprefix(_PREFIX).partition(":")
        refs.setdefault(channel, []).append(ref)
    return {
        f"{_PREFIX}{channel}:{row[0]}": tuple(row)
        for channel, wanted in refs.items()
        for row in conn.execute(_grown, {"through": channel, "refs": wanted}).all()
    }
