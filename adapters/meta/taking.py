"""What Meta's channels share in taking in what comes: what is known, whose turn it is, and who still sees it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from adapters.late_replies import is_late
from adapters.meta.heard import Heard
from adapters.meta.payload import Fields, listed, number
from adapters.meta.sendings import Label, Sendings, read_label
from adapters.meta.settings import MetaSection
from adapters.meta.turns import Turns
from core.ids import ChannelName, ExternalRef
from core.ports import Bans, Clock, Feed, Inbox, UnknownPayloads


@dataclass(frozen=True, slots=True)
class MetaKnown:
    """What is known of when customers wrote, of sendings, and of strangers."""

    heard: Heard
    sendings: Sendings
    strangers: UnknownPayloads


@dataclass(frozen=True, slots=True)
class Ways:
    """Where what comes goes, and what is asked about it: the context's own ports."""

    inbox: Inbox
    feed: Feed
    bans: Bans
    clock: Clock


class MetaTaking:
    """The part of taking in that is the same on each of Meta's channels."""

    def __init__(self, name: ChannelName, section: MetaSection, shared: MetaKnown, ways: Ways) -> None:
        self._name = name
        self._late_replies = section.late_replies
        self._shared = shared
        self._inbox = ways.inbox
        self._feed = ways.feed
        self._bans = ways.bans
        self._clock = ways.clock
        self._turns = Turns()

    async def _is_late(self, contact: ExternalRef) -> bool:
        """Tell whether the customer's last chat has ended, and nobody is to see what they write."""
        return await is_late(self._late_replies, self._feed, self._name, contact)

    async def _ours(self, label: str, id: str) -> Label | None:
        """Read of which sending of ours Meta tells, and note it; None where it is none."""
        read = read_label(label)
        if read is not None:
            await self._shared.sendings.heard_of(read, id)
        return read

    async def _keep_others(self, fields: Fields, known: Container[str]) -> None:
        """Count what stands beside that which is known."""
        for name in fields:
            if name not in known:
                await self._shared.strangers.keep(name, {})


def by_time(fields: Fields, name: str) -> Sequence[Fields]:
    """Give what is listed there in the order of its times."""
    return sorted(listed(fields, name), key=lambda one: number(one, "timestamp") or 0)
