"""The outbox's schedule beside its table: whatever comes in whatever order, each row goes, none too late."""

from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import create_engine

from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OUTBOX
from tests.bridge.sendings import FREE, Sendings, merges

HOME, ROOMY = ([f"{name}/{place}" for name in ("m1", "m2", "m3", "t1", "t2")] for place in ("home", FREE))
LANES = (*HOME, *ROOMY)
OTHERS = 4
"""How many lanes a place has beside one."""
ROUNDS, WRONG = 2, 2
"""A row waits for the rest of the round that goes on, and at most for the whole of its own; and for some turns in which
memory believes what is so no more, until the table refuses it."""

Offered = Literal["at once", "late", "twice", "never"]


class Turns(RuleBasedStateMachine):
    """Rows that are added, merged, claimed, settled, refused and throttled."""

    def __init__(self) -> None:
        super().__init__()
        self.engine = create_engine("sqlite://")
        OUTBOX.create(self.engine)
        self.conn = self.engine.connect()
        self.sendings = Sendings(self.conn, 1000)
        self.late: list[OutboxRow] = []
        self.is_all_known = True
        """Whether memory was told of everything at once; else the table tells, when it is looked at."""

    @initialize(most=st.sampled_from((1000, 1000, 4)), is_told=st.booleans())
    def begins(self, most: int, *, is_told: bool) -> None:
        """Keep few rows in memory, or many; be told of each, or not always."""
        self.sendings = Sendings(self.conn, most)
        self.is_all_known = is_told and most > len(LANES)

    @rule(
        lane=st.sampled_from(LANES),
        priority=st.sampled_from((2, 4, 4)),
        pause=st.sampled_from((None, None, 0.0, 5.0)),
        offered=st.sampled_from(("at once", "twice", "late", "never")),
    )
    def adds(self, lane: str, priority: int, pause: float | None, offered: Offered) -> None:
        """Add a row, or bring one up to date."""
        row = self.sendings.add(lane, priority, pause)
        if self.is_all_known or offered in ("at once", "twice"):
            self.sendings.backlog.offer([row] * (2 if offered == "twice" else 1))
        elif offered == "late":
            self.late.append(row)

    @rule(lane=st.sampled_from([lane for lane in LANES if not merges(lane)]), priority=st.sampled_from((2, 3)))
    def adds_past(self, lane: str, priority: int) -> None:
        """Add a row that may go past the schedule."""
        self.sendings.add_past(lane, priority)

    @rule(number=st.integers(30, 40), lane=st.sampled_from(("t2/home", f"t2/{FREE}")))
    def adds_much(self, number: int, lane: str) -> None:
        """Add more rows to a lane than memory keeps of it."""
        self.sendings.backlog.offer([self.sendings.add(lane, 3) for _ in range(number)])

    @precondition(lambda self: self.late)
    @rule(which=st.integers(0, 99))
    def hears(self, which: int) -> None:
        """Hear late of a row, in any order."""
        self.sendings.backlog.offer([self.late.pop(which % len(self.late))])

    @rule(most=st.sampled_from((1, 64)))
    def chooses(self, most: int) -> None:
        """Choose what may go."""
        self.sendings.choose(most)

    @rule()
    def begins_on_them(self) -> None:
        """Begin what was chosen."""
        self.sendings.begin()

    @precondition(lambda self: self.sendings.in_hand)
    @rule(
        how=st.sampled_from(("arrives", "arrives", "goes on", "again", "throttled", "doubtful", "unknown")),
        is_seen=st.booleans(),
    )
    def one_ends(self, how: str, *, is_seen: bool) -> None:
        """Settle the row that is in hand for the longest time; the table may be looked at meanwhile."""
        sendings = self.sendings
        if is_seen:
            sendings.looks()
        row = next(iter(sendings.in_hand.values()))
        match how:
            case "goes on":
                sendings.goes_on(row)
            case "again" | "throttled":
                sendings.is_refused(row, 0.25 if how == "again" else 7.0)
            case "doubtful":
                sendings.is_doubtful(row)
            case "unknown":
                sendings.arrives(row)
                sendings.backlog.read_again(row.lane)
            case _:
                sendings.arrives(row)
        if is_seen:
            sendings.tells()

    @rule(seconds=st.sampled_from((0.3, 1.1, 10.0)))
    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.sendings.seconds += seconds

    @rule()
    def looks(self) -> None:
        """Look at the table."""
        self.sendings.looks()
        self.sendings.tells()

    @rule(times=st.integers(10, 30))
    def others_send(self, times: int) -> None:
        """Add where there is room, and send it before any time has passed."""
        for _ in range(times):
            self._goes(f"t1/{FREE}")

    @rule(lanes=st.integers(1, OTHERS), times=st.integers(10, 30))
    def as_much_comes_as_goes(self, lanes: int, times: int) -> None:
        """Add in turns to a few lanes of a place with a budget, as much as it takes."""
        for number in range(times):
            self._goes(HOME[number % lanes])
            self.sendings.seconds += 1.002

    def _goes(self, lane: str) -> None:
        """Add a row, and send what may go."""
        sendings = self.sendings
        sendings.backlog.offer([sendings.add(lane, 4)])
        sendings.begin()
        sendings.choose()
        sendings.begin()
        for row in list(sendings.in_hand.values()):
            sendings.arrives(row)

    @invariant()
    def order_is_kept(self) -> None:
        """Each lane's rows have gone in their order, each once."""
        for lane in LANES:
            ids = [row.id for row in self.sendings.sent if row.lane == lane]
            assert ids == sorted(set(ids))

    @invariant()
    def nobody_waits_longer_than_a_round(self) -> None:
        """Nobody is overtaken more often than a round and the rest of one allow, nor by the less urgent."""
        if self.is_all_known:
            assert max(self.sendings.overtaken.values(), default=0) <= (ROUNDS + WRONG) * OTHERS
            assert max(self.sendings.passed_by.values(), default=0) <= WRONG

    def teardown(self) -> None:
        """Everything goes; where memory was told of all of it, without a look at the table."""
        try:
            self.sendings.drains(looking=not self.is_all_known)
            assert self.sendings.left() == []
            self.order_is_kept()
            self.nobody_waits_longer_than_a_round()
        finally:
            self.conn.close()
            self.engine.dispose()


Turns.TestCase.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
TestTurns = Turns.TestCase
