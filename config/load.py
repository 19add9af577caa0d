"""From files to a checked `Config`.

The way: read the YAML of every file -> replace `${NAME}` -> put the files together -> read secret files -> check each
adapter's section by its own model -> check the rest -> check names that point elsewhere.

Rules:
1. Every step reports and goes on, so that all problems are told at once; only an unreadable file ends the way early.
2. Nothing but `ConfigInvalid` leaves, and never with another error behind it: pydantic's would show secrets.
"""

from collections.abc import Collection, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from config.base import Section
from config.document import Document, spell
from config.files import Reading
from config.fitting import Fitting
from config.form_checks import FormChecks
from config.hiding import redact
from config.pointers import Pointers
from config.problems import ConfigInvalid, ConfigProblem
from config.references import References
from config.schema import Config
from config.secret_files import known_secrets, read_secrets
from config.shape import GROUPS, Shape
from config.sign_in_checks import SignInChecks
from config.stand_ins import stand_in
from config.validation import problems_of

Model = TypeVar("Model", bound=BaseModel)


def load(
    paths: Sequence[str | PathLike[str]],
    env: Mapping[str, str],
    sections: Mapping[str, type[Section]],
    *,
    commands: Collection[str] | None = None,
    needs_secrets: bool = True,
) -> Config:
    """Read and check the configuration.

    Args:
        paths: the files, at least one; what they say is put together.
        env: where `${NAME}` is looked up.
        sections: each adapter's name and the model of its section.
        commands: the names of all commands, if names in the file are to be checked against them.
        needs_secrets: whether each secret must be here; otherwise something stands in for those that can't be read.

    Raises:
        ConfigInvalid: there are mistakes; it carries all of them.
    """
    config: Config | None = None
    problems: list[ConfigProblem] = []
    try:
        config, problems = _load([Path(path) for path in paths], env, sections, commands, needs_secrets=needs_secrets)
    except ConfigInvalid as error:
        problems = list(error.problems)
    if config is None or problems:
        raise ConfigInvalid(problems)
    return config


def _load(
    paths: Sequence[Path],
    env: Mapping[str, str],
    sections: Mapping[str, type[Section]],
    commands: Collection[str] | None,
    *,
    needs_secrets: bool,
) -> tuple[Config | None, list[ConfigProblem]]:
    reading = Reading(env)
    document = reading.read(paths)
    shape = Shape(document.data, sections)
    problems = [*reading.problems, *read_secrets(document, shape)]
    if not needs_secrets:
        excused = {spell(path) for path in stand_in(document, shape)}
        problems = [problem for problem in problems if problem.path not in excused]
    data: dict[str, object] = {**document.data}
    for group in GROUPS.keys() & data.keys():
        data[group], found = _sections(group, document, shape)
        problems += found
    config, found = _check(Config, data, document, shape)
    problems += [*found, *References(document, shape, commands).problems()]
    problems += [*Pointers(document, shape).problems(), *Fitting(document, shape).problems()]
    problems += FormChecks(document, shape).problems()
    problems += SignInChecks(document, shape).problems()
    secrets = known_secrets(document, shape)
    return config, [redact(problem, secrets) for problem in problems]


def _sections(group: str, document: Document, shape: Shape) -> tuple[object, list[ConfigProblem]]:
    """Check each section of a group by its adapter's model; a bad one leaves a placeholder, to be told once."""
    written = document.data.get(group)
    if not isinstance(written, dict):
        return written, []
    checked: dict[str, Section] = {}
    problems: list[ConfigProblem] = []
    for name, value in written.items():
        checked[name] = GROUPS[group].model_construct()
        if model := shape.section(group, name):
            section, found = _check(model, {} if value is None else value, document, shape, (group, name))
            checked[name] = section or checked[name]
            problems += found
    return checked, problems


def _check(
    model: type[Model], data: object, document: Document, shape: Shape, prefix: tuple[str, ...] = ()
) -> tuple[Model | None, list[ConfigProblem]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, problems_of(error, document, shape, prefix)
