"""How long an agent is signed in in a browser, and for whom."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bridge.pages.cookies import digest_of
from bridge.pages.sessions import IDLE, LONGEST, Sessions
from bridge.store import sessions as stored
from bridge.store.database import Database, open_database
from core.agents.model import Profile
from core.directory import Directory
from core.ids import AgentId, DeskName, PersonRef
from core.ports import Clock

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SLACK = DeskName("slack")
MINUTE = timedelta(minutes=1)


class Still:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("sessions wait for nothing")


_: type[Clock] = Still


def people(**accounts: str) -> Directory:
    """Give agents by their accounts at Slack."""
    profiles: Mapping[AgentId, Profile] = {
        AgentId(name): Profile(AgentId(name), name.title(), name, {SLACK: PersonRef(account)})
        for name, account in accounts.items()
    }
    return Directory(profiles=profiles)


class Office:
    """Sessions on a database of their own, for agents who can be changed."""

    def __init__(self, database: Database) -> None:
        self.clock, self.directory, self.database = Still(), people(ada="T1/U1", grace="T1/U2"), database
        self.sessions = Sessions(database, lambda: self.directory, self.clock)

    async def signed_in(self, old: str = "", who: str = "ada") -> str:
        return await self.sessions.begin(self.directory.profiles[AgentId(who)], SLACK, "code", old)

    async def who(self, secret: str) -> str | None:
        found = await self.sessions.of(secret)
        return found.agent if found is not None else None


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    database = await open_database(f"sqlite:///{tmp_path / 'sessions.db'}")
    yield Office(database)
    await database.close()


async def test_a_session_ends_half_an_hour_after_the_last_page(office: Office) -> None:
    secret = await office.signed_in()
    for _ in range(4):
        office.clock.at += IDLE - MINUTE
        assert await office.who(secret) == "ada"
    office.clock.at += IDLE
    assert await office.who(secret) is None
    office.clock.at -= IDLE
    assert await office.who(secret) is None, "what is over stays over, whatever the clock says then"


async def test_a_session_ends_twelve_hours_after_the_sign_in_however_busy(office: Office) -> None:
    secret = await office.signed_in()
    while office.clock.at < START + LONGEST - MINUTE:
        assert await office.who(secret) == "ada"
        office.clock.at += timedelta(minutes=20) - MINUTE / 4
    office.clock.at = START + LONGEST - MINUTE
    assert await office.who(secret) == "ada"
    office.clock.at += MINUTE
    assert await office.who(secret) is None


async def test_a_clock_that_was_put_back_makes_no_session_last_longer(office: Office) -> None:
    secret = await office.signed_in()
    office.clock.at -= timedelta(days=1)

    assert await office.who(secret) is None


async def test_a_secret_that_nobody_was_given_is_nobody_s(office: Office) -> None:
    secret = await office.signed_in()

    assert [await office.who(one) for one in ("", "x" * 43, secret[:-1], digest_of(secret))] == [None] * 4


async def test_each_sign_in_has_a_secret_of_its_own_and_ends_the_browser_s_earlier_one(office: Office) -> None:
    first = await office.signed_in()
    elsewhere = await office.signed_in()
    second = await office.signed_in(old=first, who="grace")

    assert len({first, elsewhere, second}) == 3
    assert [await office.who(one) for one in (first, elsewhere, second)] == [None, "ada", "grace"]


async def test_the_database_has_the_secret_s_digest_alone(office: Office) -> None:
    secret = await office.signed_in()
    row = await office.database.read(lambda conn: stored.get(conn, digest_of(secret)))

    assert row is not None
    assert secret not in repr(row)
    assert await office.database.read(lambda conn: stored.get(conn, secret)) is None


@pytest.mark.parametrize(
    "now", [people(grace="T1/U2"), people(ada="T1/U9"), people(grace="T1/U1"), people(ada="T1/U9", grace="T1/U1")]
)
async def test_who_is_not_the_agent_of_that_account_any_more_is_signed_in_no_more(
    office: Office, now: Directory
) -> None:
    secret, before = await office.signed_in(), office.directory
    office.directory = now
    assert await office.who(secret) is None
    office.directory = before
    assert await office.who(secret) is None, "and signs in anew"


async def test_signing_out_ends_this_session_alone(office: Office) -> None:
    here, there = await office.signed_in(), await office.signed_in()
    who = await office.sessions.of(here)
    assert who is not None
    await office.sessions.end(who)

    assert [await office.who(one) for one in (here, there)] == [None, "ada"]
