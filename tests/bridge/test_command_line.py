"""The command line: exit codes, and words instead of tracebacks."""

import asyncio
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from bridge.cli.main import main
from bridge.store import conversations
from bridge.store.database import open_database
from core.ids import QueueId
from tests.contracts.store_builders import a_conversation

GOOD = """
server: {public_url: "https://chat.example.com"}
queues: {tea: {title: Tea, desk: slack, places: [C024BE7LR]}}
agents: {ada: {name: Ada Lovelace, ids: {slack: T024BE7LD/U024BE7LH}, queues: [tea]}}
channels: {web: {queue: tea, allowed_origins: ["https://shop.example.com"], token_secret: a-secret-of-some-length}}
desks: {slack: {team: T024BE7LD, bot_token: xoxb-1, signing_secret: two}}
"""


def written(folder: Path, text: str) -> str:
    """Write a configuration; give its path."""
    path = folder / "bridge.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_check_of_a_good_file_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-c", written(tmp_path, GOOD)]) == 0
    assert "The configuration is good" in capsys.readouterr().out


def test_check_counts_as_people_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = GOOD.replace("queues: {", "queues: {milk: {title: Milk, desk: slack, places: [C024BE7LS]}, ")

    assert main(["check", written(tmp_path, GOOD)]) == 0
    assert "good: 1 queue, 1 agent, adapters web, slack." in capsys.readouterr().out
    assert main(["check", written(tmp_path, two)]) == 0
    assert "good: 2 queues, 1 agent, adapters web, slack." in capsys.readouterr().out


def test_check_tells_of_a_key_that_the_bridge_makes_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = "secure_forms: {address: {title: Address, inputs: {street: {label: Street}}}}\n"
    asking = GOOD.replace("places: [C024BE7LR]", "places: [C024BE7LR], secure_forms: [address]")
    stored = f"storage: {{files: {tmp_path}/data/files}}\n"
    keys = f"keys: [{{id: one, secret: {'0123456789abcdef' * 4}}}]\n"

    assert main(["check", written(tmp_path, asking + forms + stored)]) == 0
    assert f"{tmp_path}/data/form.key. Keep that file out of backups" in capsys.readouterr().out
    for other in (asking + forms + stored + keys, GOOD + stored):
        assert main(["check", written(tmp_path, other)]) == 0
        assert "form.key" not in capsys.readouterr().out
    assert not (tmp_path / "data").exists(), "it only tells"


BY_SLACK = GOOD.replace(
    "signing_secret: two", "signing_secret: two, sign_in: openid, client_id: '1.2', client_secret: s"
)


def test_check_says_which_way_each_desks_agents_sign_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = GOOD.replace("places: [C024BE7LR]", "places: [C024BE7LR], secure_forms: [home]")
    forms += "secure_forms: {home: {title: Home, inputs: {street: {label: Street}}}}\n"

    assert main(["check", written(tmp_path, GOOD)]) == 0
    assert "sign in" not in capsys.readouterr().out, "no page of the bridge is for agents"
    assert main(["check", written(tmp_path, forms)]) == 0
    assert "Agents of slack sign in to the bridge's own pages by a code" in capsys.readouterr().out
    assert main(["check", written(tmp_path, BY_SLACK)]) == 0
    said = capsys.readouterr().out
    assert "with Slack; its app must have the redirect address https://chat.example.com/desk/signed-in/slack" in said


def test_check_refuses_a_sign_in_that_can_t_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", written(tmp_path, BY_SLACK.replace(", client_id: '1.2', client_secret: s", ""))]) == 2
    assert "sign_in openid needs client_id and client_secret" in capsys.readouterr().err
    assert main(["check", written(tmp_path, BY_SLACK.replace("https://chat", "http://chat"))]) == 2
    assert "platforms send agents back to https addresses only" in capsys.readouterr().err
    assert (
        main(["check", written(tmp_path, BY_SLACK.replace("https://chat.example.com", "http://127.0.0.1:8080"))]) == 0
    )


@pytest.mark.parametrize("named", [["FILE"], ["-c", "FILE"], ["--config", "FILE"], []])
def test_the_configuration_is_named_by_itself_or_by_an_option_or_not_at_all(
    named: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)

    assert main(["check", *(path if word == "FILE" else word for word in named)]) == 0


def test_a_configuration_that_is_named_twice_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["check", "one.yaml", "-c", "two.yaml"])

    assert end.value.code == 2
    assert "named twice: one.yaml and -c two.yaml. Keep one" in capsys.readouterr().err


def test_check_tells_every_mistake_and_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = GOOD.replace("desk: slack", "desk: slak").replace("queues: [tea]", "queues: [tee]").replace("port", "prt")

    assert main(["check", "-c", written(tmp_path, bad)]) == 2

    told = capsys.readouterr().err
    assert "Did you mean 'slack'?" in told
    assert "Did you mean 'tea'?" in told
    assert "Traceback" not in told


def test_secrets_are_in_no_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = GOOD.replace("token_secret: a-secret-of-some-length", "token_secret: short")

    assert main(["check", "-c", written(tmp_path, bad)]) == 2
    assert "short" not in capsys.readouterr().err.replace("too short", "")


def test_missing_file_is_told_with_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-c", "no-such-file.yaml"]) == 2
    assert "no-such-file.yaml" in capsys.readouterr().err


def test_manifest_is_made_from_the_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "slack", "-c", written(tmp_path, GOOD)]) == 0

    manifest = capsys.readouterr().out
    assert "command: /chat" in manifest
    assert "https://chat.example.com/slack/events" in manifest


def test_manifest_that_slack_would_refuse_is_told_instead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    local = GOOD.replace("https://chat.example.com", "http://127.0.0.1:8080")

    assert main(["manifest", "slack", "-c", written(tmp_path, local)]) == 1
    assert "https addresses only" in capsys.readouterr().err


TEAMS = (
    GOOD.replace("desk: slack, places: [C024BE7LR]", "desk: teams, places: ['19:8d1f@thread.tacv2']")
    .replace("ids: {slack: T024BE7LD/U024BE7LH}, queues: [tea]", "ids: {teams: contoso/ada}, queues: [tea]")
    .replace(
        "slack: {team: T024BE7LD, bot_token: xoxb-1, signing_secret: two}",
        "teams: {app_id: 7b9c1d2e-3f40-4a51-9c62-8d73e4f50617, app_secret: one, tenant: contoso}",
    )
)


@pytest.mark.parametrize(("desk", "text"), [("slack", GOOD.replace("xoxb-1", '"${TOKEN}"')), ("teams", TEAMS)])
def test_a_manifest_is_made_before_there_are_secrets(
    desk: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, text.replace("app_secret: one", "app_secret: {file: not-here-yet}"))

    assert main(["check", "-c", path]) == 2
    assert main(["manifest", desk, "-c", path]) == 0
    assert "secret" not in capsys.readouterr().out


def test_the_teams_package_is_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "app.zip"

    assert main(["manifest", "teams", "-c", written(tmp_path, TEAMS), "--into", str(into)]) == 0

    assert str(into) in capsys.readouterr().out
    with ZipFile(into) as archive:
        assert "7b9c1d2e-3f40-4a51-9c62-8d73e4f50617" in archive.read("manifest.json").decode()


def test_a_package_that_teams_would_refuse_is_told_instead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "app.zip"

    assert main(["manifest", "teams", "-c", written(tmp_path, TEAMS), "--into", str(into), "--app-version", "2"]) == 1

    assert "three numbers" in capsys.readouterr().err
    assert not into.exists()


def test_a_package_for_which_there_is_no_folder_is_told_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "nowhere" / "app.zip"

    assert main(["manifest", "teams", written(tmp_path, TEAMS), "--into", str(into)]) == 1

    said = f"written to {into}: there is no folder {into.parent}. Make it, or name another file by --into."
    assert said in capsys.readouterr().err


def test_a_package_in_the_place_of_a_folder_is_told_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["manifest", "teams", written(tmp_path, TEAMS), "--into", str(tmp_path)]) == 1

    assert f"written to {tmp_path} (is a directory)" in capsys.readouterr().err


def test_report_of_a_new_database_has_headings_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = GOOD + f"storage: {{url: 'sqlite:///{tmp_path / 'new.db'}', files: '{tmp_path / 'files'}'}}\n"
    path = written(tmp_path, stored)

    assert main(["migrate", "-c", path]) == 0
    assert main(["report", "-c", path, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "agent,queue,offered,accepted,rejected,unanswered,rated,score"


def test_serve_without_the_queue_of_a_chat_in_hand_says_what_to_put_back(tmp_path: Path) -> None:
    stored = GOOD + f"storage: {{url: 'sqlite:///{tmp_path / 'new.db'}', files: '{tmp_path / 'files'}'}}\n"
    asyncio.run(_keep_a_chat(f"sqlite:///{tmp_path / 'new.db'}", "coffee"))

    # In a process of its own, because it sets up the log of the whole process.
    command = [sys.executable, "-m", "bridge", "serve", "-c", written(tmp_path, stored)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert "queue 'coffee' (1 chat). Put it back" in ended.stderr
    assert "Traceback" not in ended.stderr


async def _keep_a_chat(url: str, queue: str) -> None:
    database = await open_database(url)
    chat = a_conversation(queue=QueueId(queue))
    await database.write(lambda conn: conversations.put(conn, chat))
    await database.close()


def test_unknown_command_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["dance"])

    assert end.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_check_tells_what_is_wrong_with_a_file_of_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text('{"keys": [', encoding="utf-8")
    text = GOOD.replace("web: {", f"web: {{identity: {{jwks_file: '{keys}'}}, ")

    assert main(["check", "-c", written(tmp_path, text)]) != 0
    told = capsys.readouterr().err
    assert "bridge.yaml" in told
    assert "jwks_file" in told
    assert "is no JSON (line 1): it must be a JSON Web Key Set" in told
