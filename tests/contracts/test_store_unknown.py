"""What nobody here knows, as adapters hand it in: kept once a make, counted each time, and never a reason to fail."""

import json
from datetime import timedelta
from pathlib import Path

from bridge.observing.meter import Meter
from bridge.offered.unknown import EVERY, MOST, StoredUnknown
from bridge.store import unknown
from bridge.store.database import Database, open_database
from tests.clock import FakeClock


async def test_one_make_is_kept_once_with_how_often_it_came(database: Database) -> None:
    clock, meter = FakeClock(), Meter()
    sms = StoredUnknown(database, "sms", clock.bridge, meter)

    for number in range(5):
        await sms.keep("field", {"Tea": f"cup {number}"})
    clock.jump(EVERY.total_seconds())
    await sms.keep("field", {"Tea": "the last"})
    await sms.keep("status", {"Status": "steeped"}, {"Status"})

    kept = await database.read(unknown.kept)
    assert sorted((one.source, one.what, json.loads(one.body), one.times) for one in kept) == [
        ("sms", "field", {"Tea": "text"}, 6),
        ("sms", "status", {"Status": "=steeped"}, 1),
    ]
    assert kept[0].last_at - kept[0].first_at in (timedelta(0), EVERY)
    assert meter.unknowns.counts == {("sms", "field"): 6, ("sms", "status"): 1}


async def test_two_platforms_of_one_make_are_two(database: Database) -> None:
    for source in ("sms", "other"):
        await StoredUnknown(database, source, FakeClock().bridge, Meter()).keep("field", {"Tea": "x"})

    assert sorted(one.source for one in await database.read(unknown.kept)) == ["other", "sms"]


async def test_of_very_many_makes_the_rest_is_counted_alone(sqlite_database: Database) -> None:
    meter = Meter()
    sms = StoredUnknown(sqlite_database, "sms", FakeClock().bridge, meter)

    for number in range(MOST + 5):
        await sms.keep("field", {f"Field{number}": "x"})

    assert len(await sqlite_database.read(unknown.kept)) == MOST
    assert meter.unknowns.counts == {("sms", "field"): MOST + 5}


async def test_what_can_t_be_kept_is_counted_and_nobody_is_troubled(tmp_path: Path) -> None:
    closed = await open_database(f"sqlite:///{tmp_path}/closed.db")
    await closed.close()
    meter = Meter()

    await StoredUnknown(closed, "sms", FakeClock().bridge, meter).keep("field", {"Tea": "x"})

    assert meter.unknowns.counts == {("sms", "field"): 1}
