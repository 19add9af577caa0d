"""What a bridge counts of its own work: plain numbers, read when somebody asks for `/metrics`.

Rules:
1. One a bridge, in its `Office`; whoever counts calls it after the commit, on the event loop.
2. Labels are names from the configuration, kinds and codes from the source: never a person, an id or a text.
3. It knows nothing of Prometheus and nothing of the database; `collector` and `figures` do.
"""

from enum import StrEnum, auto

from bridge.observing.tally import Histogram, Tally


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
        self.lag = Histogram()

    def accepted(self, source: str, seconds: float) -> None:
        """Count something that came in and was stored, and how long its sender waited for that."""
        self.accepts.add(source)
        self.acknowledging.add(seconds)

    def duplicate(self, source: str) -> None:
        """Count something that came in and had been stored before."""
        self.duplicates.add(source)

    def refused(self, source: str, code: str) -> None:
        """Count something that came in and could not be stored."""
        self.refusals.add(source, code)

    def handled(self, kind: str, seconds: float) -> None:
        """Count something that was handled, and how long after it was stored."""
        self.handlings.add(kind)
        self.handling.add(seconds)

    def troubled(self, kind: str, what: str) -> None:
        """Count a handling that did not go well: `failed`, `storage`, `conflict`, `parked`."""
        self.troubles.add(kind, what)

    def sent(self, destination: str, act: str, became: Became) -> None:
        """Count what became of one try at a send."""
        self.sends.add(destination, act, became)
        if became is Became.REPEATED:
            self.repeats += 1

    def arrived(self, destination: str, took: float, waited: float) -> None:
        """Note how long a send's calls took, and how old its row was when it had arrived."""
        sending = self.sending.get(destination)
        if sending is None:
            sending = self.sending[destination] = Histogram()
            self.waiting[destination] = Histogram()
        sending.add(took)
        self.waiting[destination].add(waited)

    def budget_waited(self, destination: str) -> None:
        """Count a row that was put off because the platform's budget was used up."""
        self.budget_waits.add(destination)

    def echoed(self) -> None:
        """Count a send that was settled by the platform's echo and not by its answer."""
        self.echoes += 1

    def answered(self, adapter: str, status: int) -> None:
        """Count an answer to a request from outside."""
        self.answers.add(adapter, str(status))
