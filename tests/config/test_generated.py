"""What is written from the models: the manual, the editor's schema, and the example that shows every key."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import jsonschema  # type: ignore[import-untyped]  # has no types of its own
import pytest
import yaml
from pydantic import Field

import config.schema
from config import generated
from config.base import ChannelSection, Part
from config.defaults import plain
from config.docs import render
from config.durations import Duration
from config.jsonschema import render as render_schema
from config.labels import Label
from config.schema import Config
from config.shape import ANY_ITEM, ANY_NAME, GROUPS, Shape, anchor, contents_of, keys, section_anchor
from config.yaml_text import parse
from tests.config.conftest import GOOD, Folder
from tests.config.sections import SMALL, complete, real

ROOT = Path(config.schema.__file__).parents[1]
EXAMPLE = (ROOT / "config/example.yaml").read_text(encoding="utf-8")


def slug(heading: str) -> str:
    """Make a heading's anchor as GitHub does: https://docs.github.com/en/get-started/writing-on-github."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def headings(text: str) -> list[str]:
    return [line.lstrip("# ") for line in text.splitlines() if line.startswith("##")]


@pytest.mark.parametrize("name", generated.files(real()))
def test_the_committed_file_is_what_the_models_say(name: str) -> None:
    assert generated.files(real())[name] == (ROOT / name).read_text(encoding="utf-8"), "run `make docs`"


def test_every_key_has_exactly_one_heading_that_its_messages_point_to() -> None:
    sections = complete()
    expected = [anchor(key.names) for key in keys(Config)]
    for kind, model in sections.items():
        expected += [section_anchor(kind, ()), *(section_anchor(kind, key.names) for key in keys(model))]

    found = [slug(heading) for heading in headings(render(sections))]

    assert sorted(expected) == sorted(found)
    assert len(set(found)) == len(found)


def test_an_anchor_does_not_depend_on_which_adapters_there_are() -> None:
    alone = {slug(heading) for heading in headings(render({}))}

    assert alone < {slug(heading) for heading in headings(render(SMALL))}


def test_every_key_has_a_description_that_is_a_sentence() -> None:
    models: list[type[Part]] = [Config, *complete().values()]
    for model in models:
        for key in keys(model):
            assert (key.field.description or "").endswith("."), key.path


def test_every_key_stands_in_the_example_with_a_comment() -> None:
    document, _ = parse(EXAMPLE, "example.yaml")
    lines = EXAMPLE.splitlines()
    wanted = [key.path for key in keys(Config)]
    for group, base in GROUPS.items():
        for kind, model in real().items():
            if issubclass(model, base):
                wanted += [key.path for key in keys(model, (group, kind))]

    for path in wanted:
        places = [place for at, place in document.places.items() if _is(at, path)]
        assert places, f"{' -> '.join(path)} isn't in the example"
        assert any(_has_comment(lines, place.key_line) for place in places) or len(path) == 1, path


def _is(at: tuple[str | int, ...], path: tuple[str, ...]) -> bool:
    return len(at) == len(path) and all(
        want in (have, ANY_NAME) or (want == ANY_ITEM and isinstance(have, int))
        for have, want in zip(at, path, strict=True)
    )


def _has_comment(lines: list[str], number: int) -> bool:
    return lines[number - 2].strip().startswith("#")


def test_the_schema_accepts_the_example_and_what_loads(folder: Folder) -> None:
    validator = _validator(complete())

    validator.validate(yaml.safe_load(EXAMPLE))
    folder.load()
    _validator(SMALL).validate(yaml.safe_load(GOOD))


@pytest.mark.parametrize(
    "more",
    [
        "server: {port: '${PORT}', host: '${HOST}'}",
        "log: {level: '${LEVEL}'}",
        "agents: {ada: {name: A, ids: {slack: x}, picture: null, role: supervisor}}",
        "desks: {work: {type: slack, bot_token: {file: x}}}",
        "queues: {a: {title: A, desk: slack, places: [C1], offer_timeout: 30, wrap_up: {time: 1h30m}}}",
    ],
)
def test_the_schema_accepts_every_way_to_write_a_value(more: str) -> None:
    _validator(SMALL).validate({**yaml.safe_load(GOOD), **yaml.safe_load(more)})


def test_the_schema_accepts_a_file_that_leaves_the_rest_to_others() -> None:
    _validator(SMALL).validate({"include": ["rest.yaml"]})


@pytest.mark.parametrize(
    "more",
    [
        "servers: {}",
        "server: {port: many}",
        "server: {ports: 1}",
        "log: {level: loud}",
        "queues: {a: {title: A, desk: slack, places: [C1], offer_timeout: soon}}",
        "queues: {a: {title: A}}",
        "channels: {wbe: {queue: a, token_secret: x}}",
        "channels: {other: {type: wbe}}",
        "channels: {web: {queue: a, token_secret: x, colour: red}}",
        "desks: {work: {type: slack}}",
    ],
)
def test_the_schema_marks_what_would_not_load(more: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        _validator(SMALL).validate({**yaml.safe_load(GOOD), **yaml.safe_load(more)})


def _validator(sections: Any) -> jsonschema.Draft202012Validator:
    schema = json.loads(render_schema(sections))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_describes_every_key() -> None:
    schema = json.loads(render_schema(complete()))

    for name, one in schema["$defs"].items():
        for key, described in one.get("properties", {}).items():
            assert "description" in described or "$ref" in described, (name, key)


class Odd(Part):
    """A part with one of everything."""

    pause: Duration | None = Field(default=None, description="A pause.")


class OddSection(ChannelSection):
    """A channel with unusual keys. Its manual is one line.

    This isn't in it.
    """

    pauses: dict[str, Duration] = Field(default={"a": timedelta(seconds=90)}, description="Named pauses.")
    choice: Annotated[int, Label("lucky number")] | bool = Field(default=True, description="A choice.")
    plain: bytes = Field(default=b"", description="Something unusual.")
    odd: tuple[Odd, ...] = Field(default=(Odd(),), description="Odd ones.")
    by_name: dict[str, dict[str, Odd]] = Field(default_factory=dict, description="Nested.")


def test_the_manual_names_types_and_defaults_for_people() -> None:
    text = render({"odd": OddSection})

    assert "\n### odd\n\n`channels -> odd`\n\nA channel with unusual keys. Its manual is one line.\n" in text
    for line in (
        "`channels -> odd -> pauses` · keys and values, each value: duration",
        "`channels -> odd -> choice` · lucky number or true or false · default `true`",
        "`channels -> odd -> odd -> <item> -> pause` · duration · default empty",
        "`channels -> odd -> by_name -> <name> -> <name> -> pause` · duration · default empty",
        "`queues -> <name> -> offer_timeout` · duration · default `30s`",
        "`queues -> <name> -> attachments -> max_size` · size · default `20MB`",
        "`agents -> <name> -> picture` · web address · default empty",
        "`storage -> url` · secret · default `sqlite:///data/deskbridge.db`",
        "`queues -> <name> -> desk` · name · **required**",
    ):
        assert f"\n{line}\n" in text


def test_defaults_are_written_as_they_would_stand_in_the_file() -> None:
    assert plain(Odd(pause=timedelta(minutes=90))) == {"pause": "1h30m"}
    assert plain({"a": (1, None)}) == {"a": [1, None]}


def test_where_nothing_is_known_of_a_path_nothing_is_said() -> None:
    shape = Shape({}, SMALL)

    assert shape.type_at(("server", "port", "deeper")) is None
    assert shape.type_at(("server", "nothing")) is None
    assert shape.type_at(("channels", "nothing")) is None
    assert shape.anchor_at(("nothing",)) == ""
    assert contents_of(int) is None
