"""The models' errors as problems: where it stands, in our words, with a hint.

Rules:
1. One mistake, one problem: a misspelt key isn't also a missing one, and a value that could not be read isn't
   also wrong.
2. pydantic's own text never shows a value, and never reaches people where we have better words.
"""

from collections.abc import Iterable, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.document import Document, Path, spell, value_at
from config.hiding import STARS, show
from config.problems import ConfigProblem
from config.shape import Shape, is_secret
from config.suggestions import closest, suggest

DOCS = "docs/configuration.md"

_MAPPING = "must hold keys and values"
_LIST = "must be a list"
_WORDS: Mapping[str, str] = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": _MAPPING,
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_type": "must be a whole number",
    "list_type": _LIST,
    "mapping_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "model_type": _MAPPING,
    "path_type": "must be a file name",
    "string_too_short": "must not be empty",
    "string_type": "must be text",
    "tuple_type": _LIST,
}
_MAPPING_TYPES = frozenset(kind for kind, words in _WORDS.items() if words == _MAPPING)
_OPENINGS = ("Input should ", "String should ", "Value should ", "List should ", "Tuple should ", "Dictionary should ")


def problems_of(error: ValidationError, document: Document, shape: Shape, prefix: Path = ()) -> list[ConfigProblem]:
    """Turn what a model refused into problems; `prefix` is where the model's data stands in the document."""
    found = error.errors(include_url=False, include_input=False)
    unknown = [_path(one, document, prefix) for one in found if one["type"] == "extra_forbidden"]
    meant = {(*path[:-1], closest(str(path[-1]), shape.keys_at(path[:-1]))) for path in unknown}
    told: dict[tuple[Path, str], ConfigProblem] = {}
    for one in found:
        path = _path(one, document, prefix)
        if one["type"] == "missing" and path in meant:
            continue
        if one["type"] != "extra_forbidden" and _is_doubtful(path, document.doubtful):
            continue
        problem = _problem(one, path, document, shape)
        told.setdefault((path, problem.message), problem)
    return list(told.values())


def see(anchor: str) -> str:
    """Point to the documentation."""
    return f"See {DOCS}#{anchor}" if anchor else f"See {DOCS}"


def _is_doubtful(path: Path, doubtful: Iterable[Path]) -> bool:
    return any(other[: len(path)] == path or path[: len(other)] == other for other in doubtful)


def _path(error: ErrorDetails, document: Document, prefix: Path) -> Path:
    """Find where in the document an error belongs; pydantic's path has steps that no file has."""
    path = prefix
    for index, part in enumerate(error["loc"]):
        is_last = index == len(error["loc"]) - 1
        if (*path, part) in document.places or (is_last and error["type"] == "missing"):
            path = (*path, part)
    return path


def _problem(error: ErrorDetails, path: Path, document: Document, shape: Shape) -> ConfigProblem:
    kind = error["type"]
    _, place = document.nearest(path)
    docs = see(shape.anchor_at(path))
    if kind == "extra_forbidden":
        known = shape.keys_at(path[:-1])
        best = closest(str(path[-1]), known)
        docs = see(shape.anchor_at((*path[:-1], best) if best else path[:-1]))
        hint = f"{suggest(str(path[-1]), known)}  {docs}"
        return ConfigProblem(place.file, place.key_line, spell(path), "unknown key", hint)
    if kind == "missing":
        return ConfigProblem(place.file, place.key_line, spell(path), "this key is required and missing", docs)
    if error["loc"] and error["loc"][-1] == "[key]":
        return ConfigProblem(place.file, place.key_line, spell(path), _words(error), docs)
    message, got = _words(error), _got(kind, path, document, shape)
    extra = _extra(error, path, document)
    hint = f"{extra}  {docs}" if extra else docs
    line = place.key_line if isinstance(value_at(document.data, path), dict | list) else place.line
    return ConfigProblem(place.file, line, spell(path), f"{message}, got {got}" if got else message, hint)


def _words(error: ErrorDetails) -> str:
    """Say what is wrong, without the value."""
    context = error.get("ctx", {})
    if error["type"] in ("value_error", "assertion_error"):
        return str(context["error"]).rstrip(".")
    if error["type"] in ("enum", "literal_error"):
        return "must be one of: " + ", ".join(_choices(error))
    if error["type"] == "too_short":
        return "must have at least one entry"
    if words := _WORDS.get(error["type"]):
        return words
    message = error["msg"]
    for opening in _OPENINGS:
        message = message.replace(opening, "must ", 1) if message.startswith(opening) else message
    return message


def _choices(error: ErrorDetails) -> list[str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [word.strip("' ") for word in expected.replace(" or ", ", ").split(", ")]


def _got(kind: str, path: Path, document: Document, shape: Shape) -> str:
    """Show the value that stands there, if that is safe and useful."""
    value = value_at(document.data, path)
    if is_secret(shape.type_at(path)):
        return STARS
    if kind in _MAPPING_TYPES and isinstance(value, str):
        return "text"  # a value in a section's place may be anything, a secret too
    if isinstance(value, dict | list):
        what = "a list" if isinstance(value, list) else "keys and values"
        return "" if kind in ("value_error", "too_short", "too_long") or not path else what
    return "nothing" if value is None else show(document.places[path].written)


def _extra(error: ErrorDetails, path: Path, document: Document) -> str:
    """Say what to do, where the message alone doesn't."""
    value = value_at(document.data, path)
    if error["type"] in ("enum", "literal_error") and isinstance(value, str):
        best = closest(value, _choices(error))
        return f"Did you mean '{best}'?" if best else ""
    if error["type"] == "string_type" and isinstance(value, bool | int | float):
        return "Put it in quotes."
    if error["type"] in ("tuple_type", "list_type") and isinstance(value, str | int | float):
        return "Write it as [value]."
    return ""
