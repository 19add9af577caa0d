"""`bridge erase`: a look first, then the deed, and a report of each copy."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bridge.cli.main import main
from bridge.store import audit, contacts, conversations, messages
from bridge.store.database import open_database
from core.conversation.effects import Audit, AuditAct
from core.conversation.model import Status
from tests.bridge.test_audit_command import write
from tests.bridge.test_command_line import GOOD, written
from tests.contracts.store_builders import BILLING, CONTACT, NOW, WEB, a_conversation, a_message

WHOM = ["--contact", f"{WEB}:{CONTACT}"]


def fill(conn: Connection, status: Status = Status.HANDLED) -> None:
    contacts.resolve(conn, WEB, CONTACT, BILLING, "Grace", a_conversation().id)
    conversations.put(conn, a_conversation(number=7, status=status))
    messages.add(conn, a_message(text="Winifred"))
    audit.add(conn, NOW, Audit(AuditAct.MASKED, "ada", "m1"), a_conversation().id)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A configuration without a desk that would be asked, and a database in which a customer has been."""
    monkeypatch.setattr("bridge.starting.Starter.start", _nothing)
    url = f"sqlite:///{tmp_path / 'erase.db'}"
    write(url, fill)
    good = GOOD.replace("tea: {", "billing: {").replace("[tea]", "[billing]").replace("queue: tea", "queue: billing")
    return written(tmp_path, good + f"storage: {{url: '{url}', files: '{tmp_path / 'files'}'}}\n")


async def _nothing(_: object) -> None:
    """Start no adapter."""


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_without_a_yes_it_only_says_what_there_is(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["erase", "-c", config, *WHOM]) == 0
        out = told(capsys)
        assert "1  message" in out
        assert "key of the pseudonym" in out
        assert out.splitlines()[-1] == "Chats: #7. Nothing was erased: say --yes to do it."


def test_the_customer_of_a_chat_is_erased_and_the_report_names_each_copy(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["erase", "-c", config, "--chat", "7", "--yes", "--json", "--by", "case 12"]) == 0
    report = [json.loads(line) for line in told(capsys).splitlines()]

    states = {(one["what"], one["where"]): one["state"] for one in report}
    assert states["message", "store"] == "done"
    assert states["backups", "outside"] == "outside"
    assert b"Winifred" not in (tmp_path / "erase.db").read_bytes()
    assert CONTACT.encode() not in (tmp_path / "erase.db").read_bytes()
    assert main(["audit", "verify", "-c", config]) == 0
    assert main(["audit", "show", "-c", config, "--act", "erased", "--json"]) == 0
    line = json.loads(told(capsys).splitlines()[-1])
    assert (line["by"], line["fields"]) == ("case 12", {"chats": "1"})
    assert main(["erase", "-c", config, "--report", line["about"]]) == 0
    assert f"Erasure {line['about']}: all that the bridge can reach is gone." in told(capsys)


@pytest.mark.parametrize(
    ("whom", "words"),
    [
        (["--contact", "web:nobody"], "Nothing is kept of such a customer"),
        (["--chat", "99"], "There is no chat #99"),
        (["--report", "k1"], "There is no erasure k1"),
    ],
)
def test_whom_nobody_knows_is_said(
    config: str, whom: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["erase", "-c", config, *whom, "--yes"]) == 1
    assert words in capsys.readouterr().err


def test_a_chat_that_is_not_over_is_named(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def reopened(conn: Connection) -> None:
        chat = conversations.get(conn, a_conversation().id)
        assert chat is not None
        conversations.put(conn, a_conversation(number=7, status=Status.WRAP_UP, version=chat.version))

    write(f"sqlite:///{tmp_path / 'erase.db'}", reopened)

    assert main(["erase", "-c", config, *WHOM, "--yes"]) == 1
    assert "Not over yet: #7" in capsys.readouterr().err


def test_on_sqlite_a_bridge_that_runs_keeps_it_out_and_is_named(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def beside() -> int:
        database = await open_database(f"sqlite:///{tmp_path / 'erase.db'}")
        try:
            return await asyncio.to_thread(main, ["erase", "-c", config, *WHOM, "--yes"])
        finally:
            await database.close()

    assert asyncio.run(beside()) == 1
    assert "is in use by process" in capsys.readouterr().err
