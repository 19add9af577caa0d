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
from bridge.store.tables import CONTACT, FEED

LOOK = 2.0
"""Seconds between two looks."""

_FEED = "feed:"
_CONTACT = "contact:"

_grown = (
    select(FEED.c.conversation, func.max(FEED.c.seq))
    .where(FEED.c.conversation == any_(bindparam("chats", type_=ARRAY(String))))
    .group_by(FEED.c.conversation)
)
_moved = select(CONTACT.c.channel, CONTACT.c.contact, CONTACT.c.open_conversation, CONTACT.c.last_conversation).where(
    CONTACT.c.channel == bindparam("through"), CONTACT.c.contact == any_(bindparam("refs", type_=ARRAY(String)))
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
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name="feed-look")

    async def stop(self) -> None:
        """End."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def look(self) -> None:
        """Look once, and wake who has something to see."""
        topics = self._hints.topics(_FEED) | self._hints.topics(_CONTACT)
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
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self.look()
            except Exception as error:
                if not is_of_storage(error):
                    log.exception("feed_look_failed")


def _look(conn: Connection, topics: Iterable[str]) -> Seen:
    chats: list[str] = []
    refs: dict[str, list[str]] = {}
    for topic in topics:
        kind, _, rest = topic.partition(":")
        if f"{kind}:" == _FEED:
            chats.append(rest)
        else:
            channel, _, ref = rest.partition(":")
            refs.setdefault(channel, []).append(ref)
    seen: dict[str, object] = {f"{_FEED}{chat}": seq for chat, seq in conn.execute(_grown, {"chats": chats}).all()}
    for channel, wanted in refs.items():
        for _, ref, opened, last in conn.execute(_moved, {"through": channel, "refs": wanted}).all():
            seen[f"{_CONTACT}{channel}:{ref}"] = (opened, last)
    return seen
