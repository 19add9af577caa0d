"""A folder to write configuration files into, and two ways to load them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from config.load import load
from config.problems import ConfigInvalid, ConfigProblem
from config.schema import Config
from config.shape import Sections
from tests.config.sections import SMALL

GOOD = """\
queues:
  billing:
    title: Billing
    desk: slack
    places: [C1]
agents:
  ada:
    name: Ada Lovelace
    ids: {slack: T1/U1}
    queues: [billing]
channels:
  web:
    queue: billing
    token_secret: some-secret
desks:
  slack:
    bot_token: some-token
"""


class Folder:
    """Where a test's files lie; the current directory while it runs."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, text: str | bytes, name: str = "bridge.yaml") -> Path:
        """Write one file."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def load(self, text: str | bytes = GOOD, env: Mapping[str, str] | None = None, more: str = "") -> Config:
        """Load `bridge.yaml`, written first from `text` and `more`."""
        self.write(text if isinstance(text, bytes) else text + more)
        return load(["bridge.yaml"], env or {}, SMALL, commands=("accept", "discard", "end"))

    def problems(self, text: str | bytes = GOOD, env: Mapping[str, str] | None = None, more: str = "") -> list[str]:
        """Load what can't be loaded and give its messages."""
        with pytest.raises(ConfigInvalid) as caught:
            self.load(text, env, more)
        assert caught.value.__context__ is None
        return str(caught.value).splitlines()


def problems_of(sections: Sections, env: Mapping[str, str]) -> Sequence[ConfigProblem]:
    """Load `bridge.yaml` and give what is wrong with it; nothing else may be raised."""
    try:
        load(["bridge.yaml"], env, sections, commands=("end",))
    except ConfigInvalid as error:
        return error.problems
    return ()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """An empty folder, current while the test runs."""
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)
