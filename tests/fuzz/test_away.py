"""While the database is away nobody is told of a fault: whoever comes is told when to come again, on every address."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from tests import servers
from tests.fuzz.doors import OF_DESK, doors_of
from tests.fuzz.floor import Floor, a_floor, prepare
from tests.fuzz.fresh import CODE, COOKIE, FORM, GRANT, INSTALLING, LINK, STATE
from tests.fuzz.ground import Ground
from tests.fuzz.rules import UNAVAILABLE, judged
from tests.fuzz.wire import Sent, send

EACH = 6
"""How often each door is knocked at: mostly right requests, so that some come as far as the database."""
STAND_INS = tuple(one.encode() for one in (INSTALLING, COOKIE, STATE, CODE, FORM, LINK, GRANT))
"""What would have to be got from the bridge first."""
MUST_WRITE = {
    "slack": (
        *("POST /slack/events", "POST /sms/incoming", "POST /messenger/webhook", "POST /whatsapp/webhook"),
        *("POST /telegram/webhook", "POST /widget/files"),
    ),
    "teams": ("POST /teams/messages",),
}
"""Where what comes is stored before it is answered. Whoever waits in Slack for a click or a form is told in words."""


@contextmanager
def taken(floor: Floor) -> Iterator[None]:
    """Take the file's write lock away from the bridge."""
    path = make_url(floor.world.running.bridge.config.storage.url.get_secret_value()).database
    assert path is not None
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE").close()
        yield
    finally:
        other.execute("ROLLBACK").close()
        other.close()


@contextmanager
def gone(server: servers.Postgres, url: str) -> Iterator[None]:
    """Let the server take no connection to the database, and end those that there are."""
    name = make_url(url).database
    server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    try:
        ends = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname ="
        server.execute(f"{ends} '{name}'")
        yield
    finally:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@pytest.mark.slow
@pytest.mark.parametrize("desk", OF_DESK)
def test_while_another_process_has_the_file_whoever_comes_is_told_when_to_come_again(desk: str) -> None:
    impatient = Ground(desk, lock_timeout="0s")  # ten seconds for each commit would be too long here
    with asyncio.Runner() as runner, _opened(runner, impatient) as floor:
        with taken(floor):
            put_off = knocked(runner, floor)
        assert set(MUST_WRITE[desk]) <= put_off


@pytest.mark.slow
@pytest.mark.parametrize("desk", OF_DESK)
def test_while_a_server_is_away_whoever_comes_is_told_when_to_come_again(
    desk: str, postgres_server: servers.Postgres
) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(postgres_server.database(postgres_server.template("fuzz", prepare)))
        runner = stack.enter_context(asyncio.Runner())
        floor = stack.enter_context(_opened(runner, Ground(desk, postgres=url)))
        with gone(postgres_server, url):
            put_off = knocked(runner, floor)
        assert set(MUST_WRITE[desk]) <= put_off


@contextmanager
def _opened(runner: asyncio.Runner, ground: Ground) -> Iterator[Floor]:
    opening = a_floor(ground)
    floor = runner.run(opening.__aenter__())
    try:
        yield floor
    finally:
        floor.world.log.clear()  # it tells of the outage
        runner.run(opening.__aexit__(None, None, None))


def knocked(runner: asyncio.Runner, floor: Floor) -> set[str]:
    """Knock at every door, by the rules of any other day; give the doors at which somebody was told to come again."""
    put_off: Counter[str] = Counter()

    def at(door: str, knock: st.SearchStrategy[Sent]) -> None:
        @hypothesis.seed(11)
        @settings(
            max_examples=EACH,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        @given(knock)
        def one(sent: Sent) -> None:
            if any(name in sent.target + b"".join(value for _, value in sent.headers) for name in STAND_INS):
                return
            answer = runner.run(send(sent, floor.port))
            wrong = judged(sent, answer)
            assert not wrong, f"{wrong} by {sent!r}"
            put_off[door] += answer.status == UNAVAILABLE

        one()

    for door, knock in doors_of(floor.ground).items():
        at(door, knock(floor))
    return {door for door, times in put_off.items() if times}
