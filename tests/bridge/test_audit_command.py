"""`bridge audit`: shows what was written down, and tells whether it still is what was written."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete

from bridge.cli.main import main
from bridge.clock import SystemClock
from bridge.store import audit, audit_seals, conversations
from bridge.store.audit_tables import AUDIT
from bridge.store.database import open_database
from core.conversation.effects import Audit, AuditAct
from core.ids import ConversationId
from tests.bridge.test_command_line import GOOD, written
from tests.contracts.store_builders import CONTACT, NOW, WEB, a_conversation, later

CHAT = ConversationId("c1")


def write(url: str, work: Callable[[Connection], object]) -> None:
    async def done() -> None:
        database = await open_database(url)
        await database.write(work)
        await database.close()

    asyncio.run(done())


def fill(conn: Connection) -> None:
    conversations.put(conn, a_conversation(number=7))
    audit.add(conn, NOW, Audit(AuditAct.MASKED, "ada", "m1", {"spans": "2"}), CHAT)
    audit.add(conn, later(60), Audit(AuditAct.SIGNED_IN, "bea"))
    audit_seals.seal_next(conn, later(60))
    audit.add(conn, later(120), Audit(AuditAct.TRANSCRIPT_READ, "link"), CHAT)


@pytest.fixture
def config(tmp_path: Path) -> str:
    """A configuration with a database that has an audit log."""
    url = f"sqlite:///{tmp_path / 'audit.db'}"
    write(url, fill)
    return written(tmp_path, GOOD + f"storage: {{url: '{url}', files: '{tmp_path / 'files'}'}}\n")


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_whole_log_is_said_to_be_whole_with_its_newest_seal(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "-c", config]) == 0

    first, second = told(capsys)
    assert first == "The audit log is whole: lines: 2, batches: 1; 1 not sealed yet."
    head = second.removeprefix("Newest seal: ")
    assert main(["audit", "verify", "-c", config, "--head", head]) == 0
    assert main(["audit", "verify", "-c", config, "--head", "f" * 64]) == 1
    assert "the chain was made anew" in capsys.readouterr().out


def test_what_was_altered_is_named_and_the_exit_code_is_1(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(tmp_path / "audit.db") as direct:
        direct.execute("DROP TRIGGER audit_unchanged")
        direct.execute("UPDATE audit SET who = 'mallory' WHERE id = 2")

    assert main(["audit", "verify", "-c", config]) == 1
    assert told(capsys)[:2] == ["The audit log is NOT as it was written:", "- line 2 in batch 1 was altered"]
    assert main(["audit", "verify", "-c", config, "--json"]) == 1
    assert json.loads(told(capsys)[0])["findings"] == [{"flaw": "row_altered", "batch": 1, "row": 2}]


TOO_EARLY = "lines up to 2 are gone as if too old, and batch 1 is not (retention.audit)"


@pytest.mark.parametrize(
    ("age", "kept", "asked", "code"),
    [
        (31, "retention: {audit: 30d}", [], 0),
        (29, "retention: {audit: 30d}", [], 1),
        (29, "retention: {audit: 30d}", ["--kept", "7d"], 0),  # it was changed since
        (400, "", [], 1),
        (400, "", ["--kept", "1y"], 2),
        (400, "", ["--kept", "365d"], 0),
    ],
)
def test_lines_that_went_as_too_old_must_be_older_than_they_are_kept(
    tmp_path: Path, age: int, kept: str, asked: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    url, now = f"sqlite:///{tmp_path / 'audit.db'}", SystemClock().now()

    def swept(conn: Connection) -> None:
        for name in ("ada", "bea"):
            audit.add(conn, now - timedelta(days=age), Audit(AuditAct.SIGNED_IN, name))
        audit_seals.seal_next(conn, now - timedelta(days=age))
        audit.add(conn, now, Audit(AuditAct.SWEPT, "system", fields={"what": "audit", "upto": "2"}))
        audit_seals.count(conn, "audit_swept", 2)
        conn.execute(delete(AUDIT).where(AUDIT.c.id <= 2))

    write(url, swept)
    config = written(tmp_path, GOOD + f"storage: {{url: '{url}', files: '{tmp_path / 'files'}'}}\n{kept}\n")

    if code == 2:
        with pytest.raises(SystemExit, match="2"):
            main(["audit", "verify", "-c", config, *asked])
        assert "must be a length of time" in capsys.readouterr().err
        return
    assert main(["audit", "verify", "-c", config, *asked]) == code
    said = capsys.readouterr().out
    assert (TOO_EARLY in said) == bool(code)
    assert "lines up to 2 deleted as too old" in said


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ([], [1, 2, 3]),
        (["--act", "masked"], [1]),
        (["--by", "bea"], [2]),
        (["--chat", "7"], [1, 3]),
        (["--contact", f"{WEB}:{CONTACT}"], [1, 3]),
        (["--since", "2026-03-01T12:01"], [2, 3]),
        (["--until", "2026-03-01T12:01"], [1]),
    ],
)
def test_lines_are_shown_by_what_is_asked_for(
    config: str, asked: list[str], ids: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "show", "-c", config, "--json", *asked]) == 0

    assert [json.loads(line)["id"] for line in told(capsys)] == ids


def test_a_line_is_shown_in_words(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "show", "-c", config, "--act", "masked"]) == 0

    (line,) = told(capsys)
    assert line.split()[:5] == ["1", "2026-03-01", "12:00:00", "masked", "ada"]
    assert line.endswith("spans=2")
    assert CONTACT not in line


@pytest.mark.parametrize(
    ("asked", "words"),
    [(["--chat", "99"], "There is no chat #99"), (["--contact", "web:nobody"], "No line can be tied to web:nobody")],
)
def test_what_can_t_be_looked_for_is_said(
    config: str, asked: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "show", "-c", config, *asked]) == 1

    assert words in capsys.readouterr().err


def test_it_is_read_while_the_bridge_has_the_database(config: str, tmp_path: Path) -> None:
    async def beside() -> int:
        database = await open_database(f"sqlite:///{tmp_path / 'audit.db'}")
        code = await asyncio.to_thread(main, ["audit", "verify", "-c", config])
        await database.close()
        return code

    assert asyncio.run(beside()) == 0


def test_without_a_database_it_says_where_it_looked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, GOOD + f"storage: {{url: 'sqlite:///{tmp_path / 'none.db'}'}}\n")

    assert main(["audit", "show", "-c", path]) == 1
    assert "There is no database" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()
