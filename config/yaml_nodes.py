"""YAML text into PyYAML's nodes, with YAML 1.2's idea of numbers and booleans.

Rules:
1. libyaml parses where PyYAML has it: at each start a big configuration would else take longer than the database.
2. Only its parser is used. Its composer ends the process when brackets are nested too deep; PyYAML's raises an error.
3. What it refuses is read again by PyYAML's own parser, whose errors have one wording and one idea of lines. Tabs are
   left to that parser too: libyaml takes some that it refuses.
"""

import re
from contextlib import suppress
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.resolver import Resolver

TAG = "tag:yaml.org,2002:"

_SCALARS: tuple[tuple[str, str, str], ...] = (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"-?(?:0|[1-9][0-9]{0,17})", "-0123456789"),
    ("float", r"-?[0-9]{1,15}\.[0-9]{1,15}", "-0123456789"),
    ("merge", r"<<", "<"),
)

_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    first: [
        (TAG + kind, re.compile(rf"^(?:{pattern})$"))
        for kind, pattern, starts in _SCALARS
        if first in starts or (kind == "null" and not first)
    ]
    for first in ["", *sorted(set("".join(starts for _, _, starts in _SCALARS)))]
}


class _Plain(yaml.SafeLoader):
    """All of it PyYAML's own."""

    yaml_implicit_resolvers = _RESOLVERS


_loaders: list[Any] = [_Plain]

with suppress(ImportError):  # PyYAML was built without libyaml
    from yaml._yaml import CParser

    class _Fast(Composer, CParser, Resolver):
        """PyYAML's composer on libyaml's parser."""

        yaml_implicit_resolvers = _RESOLVERS

        def __init__(self, stream: str) -> None:
            CParser.__init__(self, stream)
            Composer.__init__(self)
            Resolver.__init__(self)

    _loaders.insert(0, _Fast)


def compose(text: str) -> yaml.Node | None:
    """Give the one document of a text, None when there is nothing in it.

    Raises:
        yaml.YAMLError: the text is not YAML.
        RecursionError: it is nested too deep.
    """
    *faster, last = _loaders if "\t" not in text else _loaders[-1:]
    for loader in faster:
        with suppress(yaml.YAMLError):
            return yaml.compose(text, loader)
    return yaml.compose(text, last)
