"""What people do on Messenger, taken in: each event of each entry is stored before Meta is answered.

Rules:
1. What one person does is taken in in turn, in the order of its times within a batch.
2. The echo of a message of ours is a report of it; that of anybody else's is shown to the agents.
3. What is said to another app (standby) is not for us. What nobody here knows is kept as an outline and counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import structlog

from adapters.contacts import hidden
from adapters.messenger import inbound
from adapters.messenger.config import MessengerSection, Page
from adapters.messenger.ids import Line
from adapters.messenger.inbound import End
from adapters.messenger.payload import (
    Echoed,
    Edited,
    Event,
    Pressed,
    Reacted,
    Referred,
    Stands,
    Strange,
    Wrote,
    read_event,
    unknown_fields,
)
from adapters.messenger.people import NAMELESS, People
from adapters.meta.payload import Fields, text
from adapters.meta.taking import MetaKnown, MetaTaking, Ways, by_time
from core.errors import PayloadMalformed
from core.ids import ChannelName, QueueId
from core.inbound import Inbound

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Known(MetaKnown):
    """What is known of customers, sendings and strangers."""

    people: People


class Taking(MetaTaking):
    """Takes in what comes to the pages of one channel."""

    def __init__(self, name: ChannelName, section: MessengerSection, known: Known, ways: Ways) -> None:
        super().__init__(name, section, known, ways)
        self._section = section
        self._pages: Mapping[str, Page] = {one.id: one for one in section.pages}
        self._known = known

    async def entry(self, entry: Fields) -> None:
        """Take in one entry of a batch."""
        page = self._pages.get(text(entry, "id"))
        if page is None:
            await self._known.strangers.keep("page", entry)
            return
        await self._keep_others(entry, ("id", "time", "messaging"))
        for event in by_time(entry, "messaging"):
            try:
                read = read_event(event, page.id, self._clock.now())
            except PayloadMalformed:
                await self._known.strangers.keep("malformed", event)
            else:
                if strange := unknown_fields(event):
                    await self._known.strangers.keep("field", strange)
                async with self._turns.of(read.person):
                    await self._event(read, page, event)

    async def _event(self, event: Event, page: Page, raw: Fields) -> None:
        line = Line(event.person, page.id)
        match event.what:
            case Wrote() | Edited() | Pressed() | Reacted() | Referred():
                await self._did(line, page, event)
            case Echoed() as echoed:
                await self._echo(line, page, echoed, event)
            case Stands() as came:
                await self._stands(line, came)
            case Strange(kind=kind):
                await self._known.strangers.keep(kind, raw)
            case _:
                assert_never(event.what)

    async def _did(self, line: Line, page: Page, event: Event) -> None:
        """Hand on what a person did."""
        is_banned = await self._bans.is_banned(self._name, line.contact)
        name = NAMELESS if is_banned else await self._known.people.name(line, page)
        end = End(self._name, line, self._queue(page, event), name)
        came = _handed(end, event)
        if came is None:
            return
        if isinstance(event.what, Wrote | Pressed):
            if not is_banned:  # of whoever is turned away nothing is remembered
                await self._known.heard.note(line.contact, event.at)
            if await self._is_late(line.contact):
                log.info("messenger_late_reply_ignored", channel=self._name, customer=hidden(line.person))
                return
        await self._inbox.accept(came)

    def _queue(self, page: Page, event: Event) -> QueueId:
        """Say who takes it: whom the link named by which the person came, else the page's queue."""
        ref = event.what.ref if isinstance(event.what, Wrote | Pressed | Referred) else ""
        return QueueId(ref if ref in self._section.queues else page.queue or self._section.queue)

    async def _echo(self, line: Line, page: Page, came: Echoed, event: Event) -> None:
        label = await self._ours(came.metadata, came.mid)
        if label is None:
            end = End(self._name, line, QueueId(page.queue or self._section.queue))
            await self._inbox.accept(inbound.answered_elsewhere(end, came, event.at))
            return
        if label.is_message:
            await self._inbox.accept(inbound.sent(self._name, label, came.mid, event.at))

    async def _stands(self, line: Line, came: Stands) -> None:
        chat = (await self._feed.state(self._name, line.contact)).conversation
        if chat is not None:
            await self._inbox.accept(inbound.stands(self._name, chat, line.contact, came))


def _handed(end: End, event: Event) -> Inbound | None:
    """Give what a person did; None where that is nothing to anybody."""
    match event.what:
        case Wrote() as what:
            return inbound.wrote(end, what, event.at)
        case Edited() as what:
            return inbound.edited(end, what, event.at)
        case Pressed() as what:
            return inbound.pressed(end, what, event.at)
        case Reacted(on=True) as what:
            return inbound.reacted(end, what, event.at)
        case Referred(ref=ref) if ref:
            return inbound.referred(end, ref, event.at)
        case _:
            return None
