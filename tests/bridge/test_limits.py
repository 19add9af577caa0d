"""What is too much at once waits: by the clock, for a visitor and for an address, in bounded memory."""

import pytest
from structlog.testing import capture_logs

from bridge.limiting.addresses import counted_as
from bridge.limiting.buckets import Buckets
from bridge.limiting.keeper import Keeper
from bridge.observing.meter import Meter
from bridge.policies.limits import limit_plan
from config.limits import Limits
from core.policy.limits import Limited, LimitPlan, Rate
from tests.clock import FakeClock

HOME = "203.0.113.7"


def a_keeper(clock: FakeClock, meter: Meter | None = None, **plan: object) -> Keeper:
    """Keep two messages of a visitor at once, three of an address, and one more each two seconds."""
    rates: dict[str, object] = {
        "visitor": {Limited.MESSAGES: Rate(2, 30)},
        "address": {Limited.MESSAGES: Rate(3, 30), Limited.BYTES: Rate(1000, 60)},
    }
    return Keeper(LimitPlan(**(rates | plan)), clock.bridge, meter or Meter())  # type: ignore[arg-type]


async def test_what_is_there_at_once_passes_and_then_comes_back_by_the_clock() -> None:
    clock = FakeClock()
    keeper = a_keeper(clock)

    assert [keeper.wait_for(Limited.MESSAGES, visitor="maya") for _ in range(3)] == [0.0, 0.0, 2.0]
    await clock.advance(2)
    assert [keeper.wait_for(Limited.MESSAGES, visitor="maya") for _ in range(2)] == [0.0, 2.0]
    await clock.advance(3600)
    assert [keeper.wait_for(Limited.MESSAGES, visitor="maya") for _ in range(3)] == [0.0, 0.0, 2.0]


def test_one_visitor_takes_nothing_from_another() -> None:
    keeper = a_keeper(FakeClock())
    while not keeper.wait_for(Limited.MESSAGES, visitor="maya"):
        pass

    assert keeper.wait_for(Limited.MESSAGES, visitor="jo") == 0.0


def test_many_visitors_of_one_address_have_its_limit_together() -> None:
    keeper = a_keeper(FakeClock())
    waits = [keeper.wait_for(Limited.MESSAGES, visitor=f"visitor {number}", address=HOME) for number in range(4)]

    assert waits == [0.0, 0.0, 0.0, 2.0]
    assert keeper.wait_for(Limited.MESSAGES, visitor="visitor 9", address="203.0.113.8") == 0.0


def test_what_the_address_refuses_takes_nothing_from_the_visitor() -> None:
    keeper = a_keeper(FakeClock())
    for number in range(3):
        keeper.wait_for(Limited.MESSAGES, visitor=f"visitor {number}", address=HOME)
    assert keeper.wait_for(Limited.MESSAGES, visitor="maya", address=HOME) == 2.0

    assert [keeper.wait_for(Limited.MESSAGES, visitor="maya") for _ in range(3)] == [0.0, 0.0, 2.0]


async def test_a_clock_that_is_set_back_takes_nothing_away() -> None:
    clock = FakeClock()
    keeper = a_keeper(clock)
    keeper.wait_for(Limited.MESSAGES, visitor="maya")
    clock.jump(-3600)

    assert keeper.wait_for(Limited.MESSAGES, visitor="maya") == 0.0
    assert keeper.wait_for(Limited.MESSAGES, visitor="maya") == 2.0


def test_what_is_larger_than_all_that_fits_passes_when_all_is_there() -> None:
    keeper = a_keeper(FakeClock())

    assert keeper.wait_for(Limited.BYTES, address=HOME, amount=5000) == 0.0
    assert keeper.wait_for(Limited.BYTES, address=HOME, amount=10) == 10.0


def test_what_has_no_rate_is_not_limited() -> None:
    keeper = a_keeper(FakeClock())

    assert {keeper.wait_for(Limited.CHATS, visitor="maya", address=HOME) for _ in range(1000)} == {0.0}


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("/run/bridge.sock", "/run/bridge.sock"),
    ],
)
def test_an_ipv6_address_counts_as_its_64_and_a_mapped_one_as_its_ipv4(address: str, key: str) -> None:
    assert counted_as(address) == key


def test_an_attacker_with_a_million_keys_gets_no_more_memory_than_is_set_aside() -> None:
    buckets, now = Buckets(Rate(2, 30), most=100), FakeClock().bridge.now()
    for number in range(1000):
        buckets.lacks(f"visitor {number}", 1, now)
        buckets.take(f"visitor {number}", 1)

    assert len(buckets) == 100
    assert buckets.lacks("visitor 0", 2, now) == 0.0, "idle for longest, so forgotten"
    assert buckets.lacks("visitor 999", 2, now) == 2.0, "heard last, so kept"


def test_long_keys_are_known_by_their_digest_and_still_told_apart() -> None:
    keeper, long = a_keeper(FakeClock()), "x" * 100_000
    while not keeper.wait_for(Limited.MESSAGES, visitor=f"{long}a"):
        pass

    assert keeper.wait_for(Limited.MESSAGES, visitor=f"{long}b") == 0.0


def test_an_address_has_no_more_open_windows_than_it_may_and_gets_room_when_one_closes() -> None:
    keeper = a_keeper(FakeClock(), open_windows=2)

    assert [keeper.opens_window(HOME) for _ in range(3)] == [True, True, False]
    assert keeper.opens_window("203.0.113.8")
    keeper.closes_window(HOME)
    assert [keeper.opens_window(HOME) for _ in range(2)] == [True, False]


async def test_refusals_are_counted_and_logged_once_a_minute_without_whoever_it_was() -> None:
    clock, meter = FakeClock(), Meter()
    keeper = a_keeper(clock, meter)
    with capture_logs() as lines:
        for _ in range(10):
            keeper.wait_for(Limited.MESSAGES, visitor="maya", address=HOME)
        await clock.advance(60)
        for _ in range(10):
            keeper.wait_for(Limited.MESSAGES, visitor="maya", address=HOME)

    assert dict(meter.limitings.counts) == {("messages", "visitor"): 16}
    assert lines == [{"event": "limited", "what": "messages", "by": "visitor", "log_level": "warning"}] * 2


def test_the_plan_has_what_the_file_says_by_its_name() -> None:
    limits = Limits.model_validate(
        {
            "visitor": {"messages": "3 at once, 6 a minute", "chats": "none", "bytes": "1.5MB at once, 20kB a minute"},
            "address": {"requests": "9 at once, 90 a minute", "open_windows": None},
        }
    )
    plan = limit_plan(limits)

    assert plan.visitor[Limited.MESSAGES] == Rate(3, 6)
    assert plan.visitor[Limited.BYTES] == Rate(1_500_000, 20_000)
    assert Limited.CHATS not in plan.visitor
    assert plan.address[Limited.REQUESTS] == Rate(9, 90)
    assert plan.open_windows is None


def test_everything_that_is_counted_has_a_figure_for_an_address_but_what_an_agent_is_told() -> None:
    plan = limit_plan(Limits())

    assert set(Limited) - set(plan.address) == {Limited.MOVES}
    assert set(Limited) - set(plan.visitor) == {Limited.REQUESTS}
    assert all(
        plan.address[what].at_once >= plan.visitor[what].at_once for what in plan.visitor if what in plan.address
    )


@pytest.mark.parametrize("pace", ["many", "15", "15 at once", "0 at once, 6 a minute", "-1 at once, 6 a minute", 7])
def test_a_pace_that_cannot_be_read_is_refused_with_an_example(pace: object) -> None:
    with pytest.raises(ValueError, match=r"at once|at least 1"):
        Limits.model_validate({"visitor": {"messages": pace}})
