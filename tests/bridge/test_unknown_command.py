"""`bridge unknown`: what platforms sent that the bridge doesn't know, for an admin to look at."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bridge.cli.main import main
from bridge.cli.unknown import NOTHING
from bridge.store import unknown
from tests.bridge.test_audit_command import write
from tests.bridge.test_command_line import GOOD, written
from tests.contracts.store_builders import NOW, later


def prepared(tmp_path: Path, *, empty: bool = False) -> str:
    url = f"sqlite:///{tmp_path / 'bridge.db'}"

    def fill(conn: Connection) -> None:
        if not empty:
            unknown.add(conn, "sms", "a", "field", '{"TeaPreference": "text"}', 3, NOW)
            unknown.add(conn, "sms", "b", "status", '{"MessageStatus": "=teleported"}', 1, later(60))

    write(url, fill)
    return written(tmp_path, GOOD + f"storage: {{url: '{url}', files: '{tmp_path / 'files'}'}}\n")


def test_what_came_last_stands_first_with_how_often_it_came(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unknown", prepared(tmp_path)]) == 0

    assert capsys.readouterr().out.splitlines() == [
        '2026-03-01 12:01  sms  status  1 time  {"MessageStatus": "=teleported"}',
        '2026-03-01 12:00  sms  field  3 times  {"TeaPreference": "text"}',
    ]


def test_a_program_is_given_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unknown", prepared(tmp_path), "--json"]) == 0

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["what"], one["times"], one["outline"]) for one in lines] == [
        ("status", 1, {"MessageStatus": "=teleported"}),
        ("field", 3, {"TeaPreference": "text"}),
    ]


def test_that_there_is_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = prepared(tmp_path, empty=True)

    assert main(["unknown", config]) == 0
    assert capsys.readouterr().out == f"{NOTHING}\n"
    assert main(["unknown", config, "--json"]) == 0
    assert capsys.readouterr().out == ""
