"""What a bridge counts of its own work: plain numbers, read when somebody asks for `/metrics`.

Rules:
1. One a bridge, in its `Office`; whoever counts calls it after the commit, on the event loop.
2. Labels are names from the configuration, kinds and codes from the source: never a person, an id or a text.
3. It knows nothing of Prometheus and nothing of the database; `collector` and `figures` do.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum, auto
from typing import Protocol

from bridge.observing.tally import Histogram, Tally
from core.errors import BridgeError
from core.inbound import Inbound


class Became(StrEnum):
    """What became of one try at a send."""

    SENT = auto()
    RETRIED = auto()
    """Surely not sent, tried again later."""
    THROTTLED = auto()
    """The platform asked us to wait."""
    BLOCKED = auto()
    """Kept until a person has mended its place."""
    UNCERTAIN = auto()
    """The answer was lost."""
    FOUND = auto()
    """It was uncertain and a look-up found it."""
    REPEATED = auto()
    """It was uncertain, nothing could tell, and it goes again: perhaps a visible duplicate."""
    PARKED = auto()
    """Set aside."""


class Send(Protocol):
    """What is counted of a row of the outbox."""

    @property
    def key(self) -> str:
        """Give what names the send."""
        ...

    @property
    def destination(self) -> str:
        """Give the desk's or channel's name, with its side."""
        ...

    @property
    def act(self) -> str:
        """Give the kind of call."""
        ...

    @property
    def created_at(self) -> datetime:
        """Give when the row was made."""
        ...


class Meter:
    """The numbers of one bridge since it started."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.accepts = Tally()
        self.duplicates = Tally()
        self.refusals = Tally()
        self.acknowledging = Histogram()
        self.handlings = Tally()
        self.handling = Histogram()
        self.troubles = Tally()
        self.sends = Tally()
        self.sending: dict[str, Histogram] = {}
        self.waiting: dict[str, Histogram] = {}
        self.budget_waits = Tally()
        self.repeats = 0
        self.echoes = 0
        self.answers = Tally()
        self.turnings_away = Tally()
        self.limitings = Tally()
        self.drops = Tally()
        self.links = Tally()
        self.unknowns = Tally()
        self.lag = Histogram()
        self.listener: Callable[[Send, Became], None] | None = None
        """Who is told of each send too: its trace."""

    def accepted(self, inbound: Inbound, seconds: float, *, handled: bool) -> None:
        """Count something that came in and was stored, how long its sender waited, and whether it is done with."""
        self.accepts.add(inbound.source)
        self.acknowledging.add(seconds)
        if handled:
            self.handlings.add(inbound.body.kind)
            self.handling.add(seconds)

    def duplicate(self, source: str) -> None:
        """Count something that came in and had been stored before."""
        self.duplicates.add(source)

    def refused(self, source: str, error: Exception) -> None:
        """Count something that came in and could not be stored."""
        self.refusals.add(source, error.code if isinstance(error, BridgeError) else type(error).__name__)

    def handled(self, inbound: Inbound, stored: datetime | None, now: datetime) -> None:
        """Count something that was handled by the worker, and how long after it was stored."""
        self.handlings.add(inbound.body.kind)
        if stored is not None:
            self.handling.add(max(0.0, (now - stored).total_seconds()))

    def troubled(self, inbound: Inbound, what: str) -> None:
        """Count a handling that did not go well: `failed`, `storage`, `conflict`, `parked`."""
        self.troubles.add(inbound.body.kind, what)

    def tried(self, send: Send, became: Became) -> None:
        """Count what became of one try at a send."""
        self.sends.add(send.destination, send.act, became)
        if self.listener is not None:
            self.listener(send, became)
        if became is Became.REPEATED:
            self.repeats += 1

    def arrived(self, send: Send, began: datetime, now: datetime) -> None:
        """Count a send that arrived: how long its calls took, and how old its row is by now."""
        self.tried(send, Became.SENT)
        name = send.destination
        sending = self.sending.get(name)
        if sending is None:
            sending = self.sending[name] = Histogram()
            self.waiting[name] = Histogram()
        sending.add((now - began).total_seconds())
        self.waiting[name].add((now - send.created_at).total_seconds())

    def budget_waited(self, destination: str) -> None:
        """Count a row that was put off because the platform's budget was used up."""
        self.budget_waits.add(destination)

    def echoed(self) -> None:
        """Count a send that was settled by the platform's echo and not by its answer."""
        self.echoes += 1

    def answered(self, adapter: str, status: int) -> None:
        """Count an answer to a request from outside."""
        self.answers.add(adapter, str(status))

    def turned_away(self, why: str) -> None:
        """Count a request that was told at the door to come later: `requests`, `behind`, `bytes`, `windows`, `slow`."""
        self.turnings_away.add(why)

    def limited(self, what: str, by: str) -> None:
        """Count what a visitor or an address was told to do later, or of a contact waits, by what is limited."""
        self.limitings.add(what, by)

    def dropped(self, channel: str) -> None:
        """Count a message that was not kept, because so many of its sender's wait."""
        self.drops.add(channel)

    def link_refused(self, why: str) -> None:
        """Count a visit at a customer's link to a secure form that gave nothing, by a word of ours."""
        self.links.add(why)

    def unknown(self, source: str, what: str) -> None:
        """Count something of a platform's that its adapter knows nothing of: a `message`, a `status`, a `field` …."""
        self.unknowns.add(source, what)
