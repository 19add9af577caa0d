"""A configuration read by who needs none of its secrets."""

from pathlib import Path

import pytest

from bridge.cli.settings import read
from config.problems import ConfigInvalid
from tests.config.conftest import Folder
from tests.meta.repository import ROOT

WHOLE = """\
server: {link_secret: "${LINKS}"}
storage: {url: "${DATABASE}"}
redis: {url: "redis://:${REDIS_PASSWORD}@host:6379"}
keys: [{id: one, secret: {file: no-such-file}}]
queues: {tea: {title: Tea, desk: slack, places: [C024BE7LR]}}
agents: {ada: {name: Ada Lovelace, ids: {slack: T024BE7LD/U024BE7LH}, queues: [tea]}}
channels:
  web:
    queue: tea
    allowed_origins: ["https://shop.example.com"]
    token_secret: ${WEB}
    previous_secrets: ["${OLD}"]
    identity: {keys: [{id: one, algorithm: HS256, secret: "${IDENTITY}"}]}
desks: {slack: {team: T024BE7LD, bot_token: "${TOKEN}", signing_secret: "${SIGNING}"}}
"""


def refused(path: Path, *, needs_secrets: bool) -> list[str]:
    """Read what can't be read; give what is said of it."""
    with pytest.raises(ConfigInvalid) as caught:
        read([path], {}, needs_secrets=needs_secrets)
    return [f"{problem.path}: {problem.message}" for problem in caught.value.problems]


def test_no_secret_must_be_here_for_who_needs_none(folder: Folder) -> None:
    path = folder.write(WHOLE)

    assert len(refused(path, needs_secrets=True)) == 9
    config = read([path], {}, needs_secrets=False)

    assert config.storage.url.get_secret_value().startswith("sqlite:")
    assert list(config.queues) == ["tea"]


def test_the_example_can_be_read_without_its_secrets() -> None:
    assert read([ROOT / "config" / "example.yaml"], {}, needs_secrets=False).desks


def test_what_is_no_secret_is_still_asked_for(folder: Folder) -> None:
    path = folder.write(WHOLE.replace("title: Tea", 'title: "${TITLE}"'))

    assert refused(path, needs_secrets=False) == ["queues -> tea -> title: the environment variable TITLE is not set"]


def test_a_secret_that_is_here_and_can_t_be_used_is_told(folder: Folder) -> None:
    path = folder.write(WHOLE.replace("${WEB}", "short"))

    assert [said.partition(":")[0] for said in refused(path, needs_secrets=False)] == [
        "channels -> web -> token_secret"
    ]
