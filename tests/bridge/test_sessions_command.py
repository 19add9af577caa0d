"""`bridge sessions`: which agents are signed in to the bridge's pages, and an admin's end to it (ASVS 5.0, 7.4.5)."""

import argparse
import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bridge.cli.main import main, read_arguments
from bridge.cli.sessions import NOBODY, AgentUnknown, tend
from bridge.cli.settings import read
from bridge.pages.sessions import IDLE
from bridge.store import audit, sessions
from bridge.store.audit import Wanted
from bridge.store.database import open_database
from bridge.store.looking import look
from bridge.store.sessions import SessionRow
from config.schema import Config
from core.features.audit_chain import AuditRow
from core.ids import AgentId, DeskName, PersonRef
from tests.bridge.test_audit_command import write
from tests.bridge.test_command_line import GOOD, written
from tests.clock import FakeClock
from tests.meta.repository import ROOT

MINUTE = timedelta(minutes=1)
AGENTS = "agents: {ada: {name: Ada Lovelace, "
GRACE = (
    "agents: {grace: {name: Grace Hopper, ids: {slack: T024BE7LD/U024BE7LG}, queues: [tea]}, ada: {name: Ada Lovelace, "
)


class Shop:
    """A configuration with a database in which agents are signed in."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'bridge.db'}"
        stored = f"storage: {{url: '{self.url}', files: '{folder / 'files'}'}}\n"
        self.path = written(folder, GOOD.replace(AGENTS, GRACE) + stored)
        self.clock = FakeClock()
        write(self.url, lambda _: None)

    @property
    def config(self) -> Config:
        return read([Path(self.path)])

    def signed_in(self, agent: str, digest: str, ago: timedelta = 5 * MINUTE, way: str = "code") -> None:
        self.at(self.clock.bridge.now() - ago, agent, digest, way)

    def at(self, at: datetime, agent: str, digest: str, way: str = "code") -> None:
        who = (AgentId(agent), DeskName("slack"), PersonRef("T1/U1"))
        row = SessionRow(digest, *who, at, at, way, "Firefox on Linux" if way else "")
        write(self.url, lambda conn: sessions.add(conn, row))

    def does(self, *arguments: str) -> int:
        options: argparse.Namespace = read_arguments(["sessions", self.path, *arguments])
        return asyncio.run(tend(self.config, options, self.clock.bridge))

    def left(self) -> list[str]:
        return [row.digest for row in asyncio.run(look(self.url, sessions.everybody))]

    def audited(self) -> list[tuple[str, str, str, str]]:
        def lines(conn: Connection) -> tuple[AuditRow, ...]:
            return audit.find(conn, Wanted())

        return [(one.act, one.by, one.about, one.fields) for one in asyncio.run(look(self.url, lines))]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_who_is_signed_in_is_listed_with_since_when_how_and_in_what_and_without_a_secret(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.signed_in("ada", "d1")
    shop.signed_in("ada", "d2", 2 * MINUTE, way="openid")
    shop.signed_in("support/T1/U9", "d3", way="")
    shop.signed_in("grace", "over", IDLE)

    assert shop.does() == 0
    assert capsys.readouterr().out.splitlines() == [
        "agent          name          desk   since             last seen         by     browser",
        "ada            Ada Lovelace  slack  2025-06-15 15:04  2025-06-15 15:04  Slack  Firefox on Linux",
        "ada            Ada Lovelace  slack  2025-06-15 15:01  2025-06-15 15:01  code   Firefox on Linux",
        "support/T1/U9  -             slack  2025-06-15 15:01  2025-06-15 15:01  -      -",
        "3 sessions of 2 agents; times are UTC.",
    ]
    assert shop.does("--json") == 0
    lines = capsys.readouterr().out.splitlines()
    assert json.loads(lines[0]) == {
        "agent": "ada", "name": "Ada Lovelace", "desk": "slack", "since": "2025-06-15T15:04:40+00:00",
        "last_seen": "2025-06-15T15:04:40+00:00", "by": "Slack", "browser": "Firefox on Linux",
    }  # fmt: skip
    assert [word for word in ("d1", "d2", "d3", "digest") if word in "".join(lines)] == []


def test_that_nobody_is_signed_in_is_said(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.signed_in("ada", "over", IDLE)

    assert shop.does() == 0
    assert capsys.readouterr().out == f"{NOBODY}\n"
    assert shop.does("--json") == 0
    assert capsys.readouterr().out == ""


def test_an_agents_sessions_end_and_nobody_elses_and_the_audit_log_says_who_did_it(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.signed_in("ada", "d1")
    shop.signed_in("ada", "d2")
    shop.signed_in("ada", "over", IDLE)
    shop.signed_in("grace", "d3")

    assert shop.does("--end", "ada", "--by", "case 12") == 0
    assert capsys.readouterr().out.startswith("Ended 2 sessions. Ada Lovelace (ada) can sign in again; to keep")
    assert shop.left() == ["d3"]
    assert shop.audited() == [("session_ended", "case 12", "ada", '{"sessions":"2"}')]


def test_a_second_time_it_says_that_there_is_nothing_to_end(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.signed_in("ada", "d1")

    assert [shop.does("--end", "ada") for _ in range(2)] == [0, 0]
    assert capsys.readouterr().out.splitlines()[1] == "Ada Lovelace (ada) was not signed in anywhere."
    assert shop.does("--end-all") == 0
    assert capsys.readouterr().out == "Nobody was signed in anywhere.\n"
    assert len(shop.audited()) == 1


def test_everybodys_sessions_end_with_a_line_for_each_agent(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    for agent, digest in (("ada", "d1"), ("grace", "d2"), ("grace", "d3"), ("support/T1/U9", "d4")):
        shop.signed_in(agent, digest)

    assert shop.does("--end-all", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ended": 4}
    assert shop.left() == []
    assert [(about, fields) for _, _, about, fields in shop.audited()] == [
        ("ada", '{"sessions":"1"}'),
        ("grace", '{"sessions":"2"}'),
        ("support/T1/U9", '{"sessions":"1"}'),
    ]


def test_of_a_group_an_agent_who_is_signed_in_is_known(shop: Shop) -> None:
    shop.signed_in("support/T1/U9", "d1")

    assert shop.does("--end", "support/T1/U9") == 0
    assert shop.left() == []


@pytest.mark.parametrize(("given", "meant"), [("adda", "'ada'"), ("grace hopper", "'grace'"), ("xyz", "")])
def test_an_agent_whom_nobody_knows_is_said_with_what_to_do_and_nothing_ends(
    shop: Shop, given: str, meant: str
) -> None:
    shop.signed_in("ada", "d1")

    with pytest.raises(AgentUnknown) as refused:
        shop.does("--end", given)
    assert f"There is no agent '{given}'." in str(refused.value)
    assert (f"Did you mean {meant}?" in str(refused.value)) is bool(meant)
    assert "`bridge sessions` lists who is signed in" in str(refused.value)
    assert (shop.left(), shop.audited()) == (["d1"], [])


def test_it_is_typed_as_a_command_with_its_exit_codes(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.at(datetime.now(UTC), "ada", "d1")  # this one test has the machine's own clock, as the command has

    assert main(["sessions", shop.path]) == 0
    assert "1 session of 1 agent;" in capsys.readouterr().out
    assert main(["sessions", shop.path, "--end", "nobody"]) == 1
    assert capsys.readouterr().err.startswith("bridge: There is no agent 'nobody'.")
    with pytest.raises(SystemExit) as refused:
        main(["sessions", shop.path, "--end", "ada", "--end-all"])
    assert refused.value.code == 2
    assert main(["sessions", shop.path, "--end", "ada"]) == 0
    assert shop.left() == []


def test_another_process_ends_sessions_while_a_bridge_has_the_database_and_writes(shop: Shop) -> None:
    now = datetime.now(UTC)  # the other process has the machine's own clock
    shop.at(now, "ada", "d1")
    shop.at(now, "grace", "d2")
    command = [sys.executable, "-m", "bridge", "sessions", shop.path, "--end", "ada"]

    async def beside() -> tuple[int | None, list[str]]:
        database = await open_database(shop.url)
        await database.write(lambda _: None)
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
        ended, writes = asyncio.ensure_future(process.wait()), 0
        while not ended.done():
            await database.write(lambda conn: sessions.touch(conn, "d2", now))
            writes += 1
        left = [row.digest for row in await database.read(sessions.everybody)]
        await database.close()
        assert writes > 1
        return process.returncode, left

    assert asyncio.run(beside()) == (0, ["d2"])


def test_without_a_database_it_says_where_it_looked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, GOOD + f"storage: {{url: 'sqlite:///{tmp_path / 'none.db'}'}}\n")

    assert main(["sessions", path, "--end-all"]) == 1
    assert "There is no database" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()
