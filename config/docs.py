"""docs/configuration.md, written from the models: one heading, and so one anchor, for each key.

Rule: nothing about a key is said here that its model doesn't say; only the introduction is written by hand.
"""

from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from config.base import Section
from config.defaults import Plain, default_of
from config.labels import Label
from config.not_yet import is_in_effect
from config.schema import Config
from config.shape import ANY_ITEM, GROUPS, Sections, anchor, contents_of, keys, model_of, section_anchor

INTRODUCTION = """\
# Configuration

<!-- Written by `make docs` from the models in config/ and adapters/*/config.py. Change those, not this file. -->

The bridge reads one YAML file. [`config/example.yaml`](../config/example.yaml) has every key, with a comment, and loads
as it is. `bridge check` reads a file and lists everything that is wrong with it, each with its line:

```text
bridge.yaml:41  queues -> billing -> offer_timout: unknown key. Did you mean 'offer_timeout'?  See docs/configuration.md#offer_timeout
```

- **Environment.** `${NAME}` in a value is replaced by the variable of that name, `${NAME:-default}` by the default when
  the variable is unset or empty. A plain `${` is written `$${`. Inside `{ }` and `[ ]` put it in quotes.
- **Secrets.** A secret can be written as `${NAME}`, or as `{file: path}` to read it from a file, relative to the file
  that says so. Secrets are never printed.
- **Several files.** [`include`](#include) names further files. What they say is put together; the same key in two
  files is a mistake, so nothing is overridden in silence.
- **Lengths of time** are written `30s`, `5m`, `1h30m`, `7d`, or as whole seconds.
- **Amounts of data** are written `500kB`, `20MB`, or as whole bytes; 1 kB is 1000 bytes.
- **Text** is text: `no`, `010` and `1:30` are not turned into something else. Only `true` and `false` are booleans. Put
  quotes around a number that is meant as text.
- **Names** of queues, agents, channels and desks have small letters, digits, `_` and `-`.
- **Completion in editors.** Begin the file with
  `# yaml-language-server: $schema=config/schema.json`, with the path to that file.
"""  # noqa: E501 - a message is shown as it is printed

_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (timedelta, "duration"),
    (int, "whole number"),
    (float, "number"),
    (Path, "file name"),
    (str, "text"),
)


def render(sections: Sections) -> str:
    """Write the whole document for a bridge that has these adapters."""
    parts = [INTRODUCTION]
    for key in keys(Config):
        parts.append(_entry(key.path, anchor(key.names), key.field, in_effect=is_in_effect(key.names)))
        if key.names[0] in GROUPS:
            parts += _group(key.names[0], sections)
    return "\n".join(parts)


def _group(group: str, sections: Sections) -> Iterator[str]:
    for kind, model in sections.items():
        if issubclass(model, GROUPS[group]):
            title = section_anchor(kind, ()).replace("-", " ")
            yield f"### {title}\n\n`{group} -> {kind}`\n\n{_summary(model)}\n"
            for key in keys(model, (group, kind)):
                yield _entry(key.path, section_anchor(kind, key.names), key.field)


def _summary(model: type[Section]) -> str:
    return (model.__doc__ or "").strip().partition("\n\n")[0]


def _entry(path: tuple[str, ...], name: str, field: FieldInfo, *, in_effect: bool = True) -> str:
    """Write one key. A dash in the anchor is a space in the heading: the two meet again in the link."""
    level = "##" if len(path) == 1 else "###"
    facts = [f"`{' -> '.join(path)}`", _type(field)]
    if field.is_required():
        facts.append("**required**")
    elif text := _default(default_of(field)):
        facts.append(f"default {text}")
    state = "" if in_effect else " *Not yet: it is read and checked, nothing more.*"
    return f"{level} {name.replace('-', ' ')}\n\n{' · '.join(facts)}\n\n{field.description}{state}\n"


def _default(value: Plain) -> str:
    if isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return f"`[{', '.join(str(one) for one in value)}]`"
    if value is None:
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _type(field: FieldInfo) -> str:
    labels = [one.name for one in field.metadata if isinstance(one, Label)]
    return labels[-1] if labels else _name(field.annotation)


def _name(annotation: object) -> str:
    """Name a type for people."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        labels = [one.name for one in arguments[1:] if isinstance(one, Label)]
        return labels[-1] if labels else _name(arguments[0])
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_name(one) for one in arguments if one is not NoneType))
    if inner := contents_of(annotation):
        values = _name(inner[1])
        return f"list of: {values}" if inner[0] == ANY_ITEM else f"keys and values, each value: {values}"
    return _plain_name(annotation)


def _plain_name(plain: object) -> str:
    if get_origin(plain) is Literal:
        return " or ".join(f"`{one}`" for one in get_args(plain))
    if model_of(plain):
        return "keys and values"
    if isinstance(plain, type) and issubclass(plain, Enum):
        return " or ".join(f"`{one.value}`" for one in plain)
    return next((name for kind, name in _TYPES if isinstance(plain, type) and issubclass(plain, kind)), "value")
