"""Rate limits, by the clock."""

import pytest

from playground.clock import FakeClock
from playground.server import Playground
from playground.teams.errors import ThrottledError
from playground.teams.limits import Limits, Meter
from playground.teams.seed import SALES, SUPPORT

from .conftest import Wire


def sent(meter: Meter, now: float, most: int = 100) -> int:
    """Send as often as the meter lets us at one moment."""
    for number in range(most):
        try:
            meter.send("a channel", now)
        except ThrottledError:
            return number
    return most


def test_seven_in_a_second_eight_in_two() -> None:
    meter = Meter(Limits())
    assert [sent(meter, 0.0), sent(meter, 0.9), sent(meter, 1.0), sent(meter, 2.0)] == [7, 0, 1, 7]


def test_sixty_in_thirty_seconds_and_the_wait_that_is_told() -> None:
    meter = Meter(Limits())
    assert sum(sent(meter, second / 2) for second in range(60)) == 60
    with pytest.raises(ThrottledError) as no:
        meter.send("a channel", 15.0)
    assert no.value.headers == {"Retry-After": "15"}


def test_a_clock_that_is_set_back_closes_no_channel_until_the_time_comes_again() -> None:
    meter = Meter(Limits())
    assert [sent(meter, 3600.0), sent(meter, 0.0), sent(meter, 1.0)] == [7, 0, 1]


def test_eighteen_hundred_in_an_hour() -> None:
    meter = Meter(Limits())
    assert sum(sent(meter, float(second)) for second in range(3600)) == 1800
    assert sent(meter, 3600.0) == 7


async def test_a_channel_s_limit_is_shared_by_its_chains_and_new_posts(
    pg: Playground, wire: Wire, clock: FakeClock
) -> None:
    pg.teams.meter.limits = Limits()
    places = [(await wire.chain()).body["id"] for _ in range(3)]
    assert [(await wire.say(place)).status for place in (*places, places[0])] == [201] * 4
    no = await wire.chain()
    assert (no.status, no.code, no.headers["Retry-After"]) == (429, "Throttled", "1")
    assert (await wire.chain(channel=SALES)).status == 201
    await clock.advance(2)
    assert (await wire.say(places[0])).status == 201
    assert len(pg.teams.messages(SUPPORT)) == 8


async def test_a_split_message_counts_twice(pg: Playground, wire: Wire) -> None:
    place = (await wire.chain()).body["id"]
    pg.teams.meter.limits = Limits()
    picture = {"contentType": "image/png", "contentUrl": "https://example.com/a.png"}
    statuses = [(await wire.say(place, attachments=[picture])).status for _ in range(5)]
    assert statuses == [202, 202, 202, 202, 429]


async def test_rosters_have_a_limit_of_their_own(pg: Playground, wire: Wire) -> None:
    pg.teams.meter.limits = Limits()
    path = f"v3/conversations/{SUPPORT}/members/29:ada"
    assert [(await wire.call("GET", path)).status for _ in range(15)] == [200] * 14 + [429]
    assert (await wire.chain()).status == 201


async def test_all_requests_of_the_tenant_are_fifty_a_second(pg: Playground, wire: Wire, clock: FakeClock) -> None:
    made = (await wire.chain()).body
    pg.teams.meter.limits = Limits()
    path = f"v3/conversations/{made['id']}/activities/{made['activityId']}"
    statuses = [(await wire.call("PUT", path, {"type": "message", "text": "x"})).status for _ in range(51)]
    assert (statuses[:50], statuses[50]) == ([200] * 50, 429)
    await clock.advance(1)
    assert (await wire.call("DELETE", path)).status == 200
