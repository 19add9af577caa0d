"""What keys the configuration has, as data: messages, documentation and the editor's schema ask here.

Rules:
1. Everything is read from the models; nothing about a key is kept here.
2. Every key has one anchor in docs/configuration.md. A key of the first two levels is called by its own name where
   that is unique, else parent-name; a deeper one parent-name; a key of an adapter's section adapter-name.
   So an anchor depends on no other adapter being there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from config.base import ChannelSection, DeskSection, Section
from config.document import Path, Value, value_at
from config.schema import Config

GROUPS: Mapping[str, type[Section]] = {"channels": ChannelSection, "desks": DeskSection}
ANY_NAME = "<name>"
ANY_ITEM = "<item>"

Sections = Mapping[str, type[Section]]


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its path with `<name>` for names that people choose, its names alone, and its field."""

    path: tuple[str, ...]
    names: tuple[str, ...]
    field: FieldInfo


def alternatives(annotation: object) -> Iterator[object]:
    """Yield the plain types that an annotation allows."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from alternatives(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from alternatives(argument)
    else:
        yield annotation


def model_of(annotation: object) -> type[BaseModel] | None:
    """Give the model that an annotation allows, if any."""
    for plain in alternatives(annotation):
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            return plain
    return None


def contents_of(annotation: object) -> tuple[str, object] | None:
    """Give the stand-in for the keys, and the type of the values, of a mapping or list."""
    for plain in alternatives(annotation):
        origin, arguments = get_origin(plain), get_args(plain)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return ANY_NAME, arguments[1]
        if isinstance(origin, type) and issubclass(origin, Sequence | set | frozenset):
            return ANY_ITEM, arguments[0]
    return None


def is_secret(annotation: object) -> bool:
    """Tell whether a value of this type must never be shown."""
    inner = contents_of(annotation)
    return any(isinstance(plain, type) and issubclass(plain, SecretStr) for plain in alternatives(annotation)) or bool(
        inner and is_secret(inner[1])
    )


def keys(model: type[BaseModel], path: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Iterator[Key]:
    """Yield every key of a model and of the models inside it, in order."""
    for name, field in model.model_fields.items():
        key = Key((*path, name), (*names, name), field)
        yield key
        if model is Config and name in GROUPS:
            continue  # what stands there belongs to the adapters
        inner: object = field.annotation
        at = key.path
        while found := contents_of(inner):
            at, inner = (*at, found[0]), found[1]
        if child := model_of(inner):
            yield from keys(child, at, key.names)


@cache
def _shared() -> frozenset[str]:
    """Names that more than one key of the first two levels has."""
    count = Counter(key.names[-1] for key in keys(Config) if len(key.names) <= 2)  # noqa: PLR2004 - see rule 2
    return frozenset(name for name, times in count.items() if times > 1)


def anchor(names: tuple[str, ...]) -> str:
    """Give the anchor of a key of ours."""
    if len(names) == 1 or (len(names) == 2 and names[-1] not in _shared()):  # noqa: PLR2004 - see rule 2
        return names[-1]
    return f"{names[-2]}-{names[-1]}"


def section_anchor(kind: str, names: tuple[str, ...]) -> str:
    """Give the anchor of a key of an adapter's section, or of the section itself.

    A section that is called as one of our own keys (`teams`) says what it is.
    """
    if not names and kind in Config.model_fields:
        return f"{kind}-section"
    return "-".join((kind, *names))


class Shape:
    """The keys that one document may have, given the adapters that there are."""

    def __init__(self, data: dict[str, Value], sections: Sections) -> None:
        self._data = data
        self._sections = sections

    def kinds(self, group: str) -> list[str]:
        """Give the adapters whose sections may stand in a group."""
        return [kind for kind, model in self._sections.items() if issubclass(model, GROUPS[group])]

    def kind(self, group: str, name: str) -> str:
        """Give the adapter that a section asks for: its type, or its name."""
        chosen = value_at(self._data, (group, name, "type"))
        return chosen if isinstance(chosen, str) else name

    def section(self, group: str, name: str) -> type[Section] | None:
        """Give the model of a section, or None if no such adapter belongs there."""
        kind = self.kind(group, name)
        return self._sections[kind] if kind in self.kinds(group) else None

    def names(self, group: str) -> list[str]:
        """Give the names that stand under a key of the first level."""
        found = self._data.get(group)
        return list(found) if isinstance(found, dict) else []

    def type_at(self, path: Path) -> object | None:
        """Give the type that a path's value must have, or None where nothing is known."""
        found = self._look(path)
        return found[0] if found else None

    def keys_at(self, path: Path) -> list[str]:
        """Give the keys that a mapping may have; none where people choose them."""
        model = model_of(self.type_at(path))
        return list(model.model_fields) if model else []

    def anchor_at(self, path: Path) -> str:
        """Give the anchor of the nearest documented key."""
        for end in range(len(path), 0, -1):
            found = self._look(path[:end])
            if found and found[1]:
                return found[1]
        return ""

    def _look(self, path: Path) -> tuple[object, str] | None:
        """Walk down; gives the type and the anchor."""
        now: object = Config
        kind, names = "", tuple[str, ...]()
        for index, part in enumerate(path):
            if index == 1 and path[0] in GROUPS:
                now = self.section(str(path[0]), str(part))
                if now is None:
                    return None
                kind, names = self.kind(str(path[0]), str(part)), ()
            elif model := model_of(now):
                if part not in model.model_fields:
                    return None
                now, names = model.model_fields[str(part)].annotation, (*names, str(part))
            elif inner := contents_of(now):
                now = inner[1]
            else:
                return None
        return now, section_anchor(kind, names) if kind else anchor(names) if names else ""
