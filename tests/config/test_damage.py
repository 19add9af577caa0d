"""Whatever a file holds, loading it gives a configuration or `ConfigInvalid` with located problems."""

from pathlib import Path

import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import config.schema
from tests.config.conftest import GOOD, Folder, problems_of
from tests.config.example_env import EXAMPLE_ENV
from tests.config.sections import SMALL, complete

EXAMPLE = Path(config.schema.__file__).with_name("example.yaml").read_text(encoding="utf-8")
SIGNS = ("\n", "\t", "  ", ": ", "- ", "{", "}", "[", "]", "${", "&a ", "*a", "<<: *a", "!x ", "'", '"', "|\n", "---\n")
WORDS = ("include: [bridge.yaml]\n", "include: [x]\n", "{file: x}", "type: 5\n", "null", "true", "${X}", "#", "\0")
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("billing")
KEYS = st.sampled_from(("web", "slack", "billing", "ada", "type", "desk", "queues", "ids", "places", "file", "url"))
UNMEASURED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
"""Not asked of these: how long this machine takes to make an example; a folder of its own for each."""


@settings(max_examples=150, suppress_health_check=UNMEASURED)
@given(data=st.data())
def test_random_damage_raises_nothing_but_config_invalid(folder: Folder, data: st.DataObject) -> None:
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 5), "number of damages")):
        start = data.draw(st.integers(0, len(text)), "from")
        end = data.draw(st.integers(start, min(len(text), start + 60)), "to")
        text = text[:start] + data.draw(st.text(max_size=12) | st.sampled_from(SIGNS + WORDS), "written") + text[end:]
    folder.write(text.encode("utf-8", "surrogatepass"))

    problems = problems_of(complete() if data.draw(st.booleans(), "real models") else SMALL, EXAMPLE_ENV)

    event("refused" if problems else "still right")
    assert all(problem.message and problem.line > 0 and "Traceback" not in problem.message for problem in problems)


@settings(max_examples=60, suppress_health_check=UNMEASURED)
@given(
    value=st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)),
    key=st.sampled_from(("queues", "agents", "channels", "desks", "commands", "server", "storage", "include")),
)
def test_any_structure_raises_nothing_but_config_invalid(folder: Folder, value: object, key: str) -> None:
    folder.write(yaml.safe_dump({**yaml.safe_load(GOOD), key: value}, allow_unicode=True).encode())

    assert all(problem.message and problem.line > 0 for problem in problems_of(SMALL, {}))
