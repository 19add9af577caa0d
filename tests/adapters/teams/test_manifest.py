"""The app package is one that Teams takes, says what the configuration says, and asks for no more."""

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # has no types of its own
from PIL import Image

from adapters.teams.config import TeamsSection
from adapters.teams.manifest import EXTENSIONS, IN_CHATS, IN_PRIVATE, ManifestInvalid, manifest
from adapters.teams.package import package
from core.commands.catalog import ALL
from core.commands.model import Surface
from core.commands.registry import Registry

SCHEMAS = Path(__file__).parents[2] / "schemas"
URL = "https://chat.example.com"
REGISTRY = Registry(ALL)
Json = dict[str, Any]


def section(**given: object) -> TeamsSection:
    """Give a section of the configuration."""
    app = "7b9c1d2e-3f40-4a51-9c62-8d73e4f50617"
    return TeamsSection.model_validate({"app_id": app, "app_secret": "a secret", "tenant": "contoso", **given})


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Microsoft's schemas: those that are installed, in CI installed for this."""
    folder = SCHEMAS
    if not (folder / "node_modules").is_dir():
        if not os.environ.get("CI"):
            pytest.skip("needs `npm ci` in tests/schemas first")
        folder = tmp_path_factory.mktemp("schemas")
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SCHEMAS / name, folder)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    return folder / "node_modules/@microsoft/app-manifest/build/json-schemas/teams"


@pytest.mark.parametrize("targeted", [False, True])
@pytest.mark.parametrize("reads_all", [False, True])
def test_the_manifest_fits_microsofts_own_schema(schemas: Path, *, targeted: bool, reads_all: bool) -> None:
    made = manifest(section(targeted=targeted, reads_all=reads_all), REGISTRY, URL)

    schema = json.loads((schemas / f"v{made['manifestVersion']}" / "MicrosoftTeams.schema.json").read_text())
    assert [error.message for error in Draft4Validator(schema).iter_errors(made)] == []
    assert [*Draft4Validator(schema).iter_errors({**made, "bots": [{}]})], "the check can't fail"


def test_all_messages_are_asked_for_only_where_the_configuration_says_so() -> None:
    assert "ChannelMessage.Read.Group" in json.dumps(manifest(section(), REGISTRY, URL))
    assert "authorization" not in manifest(section(reads_all=False), REGISTRY, URL)


def test_slash_commands_are_declared_only_with_the_preview_that_they_need() -> None:
    assert "slash" not in json.dumps(manifest(section(), REGISTRY, URL))
    assert manifest(section(targeted=True), REGISTRY, URL)["bots"][0]["supportsTargetedMessages"] is True


@pytest.mark.parametrize("word", [*IN_CHATS, *IN_PRIVATE])
def test_each_suggested_command_can_be_typed(word: str) -> None:
    assert Surface.TEXT in REGISTRY.find(word).surfaces


@pytest.mark.parametrize("word", EXTENSIONS)
def test_each_extension_is_a_command(word: str) -> None:
    assert REGISTRY.find(word).name == word


def test_what_is_switched_off_is_suggested_nowhere() -> None:
    without = Registry(one for one in ALL if one.name not in ("flag", "pick"))
    written = json.dumps(manifest(section(), without, URL))

    assert '"flag"' not in written
    assert '"pick"' not in written


def test_each_reason_why_teams_would_refuse_is_told() -> None:
    with pytest.raises(ManifestInvalid) as refused:
        manifest(section(app_id="deskbridge"), REGISTRY, "http://127.0.0.1:8080", version="two", name="x" * 31)

    told = str(refused.value)
    assert all(word in told for word in ("app_id", "https addresses only", "three numbers", "1 to 30 characters"))


def test_the_package_holds_the_manifest_and_icons_of_the_sizes_that_teams_wants() -> None:
    with ZipFile(io.BytesIO(package(manifest(section(), REGISTRY, URL)))) as archive:
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(archive.read("manifest.json"))["bots"][0]["botId"] == section().app_id
        color = Image.open(io.BytesIO(archive.read("color.png")))
        outline = Image.open(io.BytesIO(archive.read("outline.png"))).convert("RGBA")

    assert (color.size, outline.size) == ((192, 192), (32, 32))
    seen = outline.tobytes()
    shown = {tuple(seen[at : at + 3]) for at in range(0, len(seen), 4) if seen[at + 3] == 255}
    assert shown == {(255, 255, 255)}


def test_the_same_configuration_gives_the_same_bytes() -> None:
    assert package(manifest(section(), REGISTRY, URL)) == package(manifest(section(), REGISTRY, URL))
