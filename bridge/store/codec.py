"""Core values as text in a column, and back.

Rules:
1. `load(type, dump(value)) == value` for every frozen dataclass of the core; unions are told apart by their `kind`.
2. A field added later with a default reads old rows; a field removed is passed over. Of an aggregate what has its
   default is left out, so that what a chat does not use takes no room: such a default never changes again.
3. The free-form mappings of outbox rows are written by `dump_mapping`, which takes ids, numbers, enums, times,
   sentences and mappings or sequences of those, and refuses everything else.

It deliberately keeps no version numbers: a `kind` is never used again with another meaning.
"""

import json
from collections.abc import Hashable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast

import orjson
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from bridge.store.errors import RowUnreadable
from core.errors import PayloadMalformed
from core.sentences import Sentence

T = TypeVar("T")

_as_json = json.JSONEncoder(separators=(",", ":")).encode
# What orjson writes and reads as the standard library does, in a tenth of the time; most mappings hold nothing else.
_FLAT = frozenset({str, int, bool, NoneType})
_SENTENCE = "$sentence"
_MOMENT = "$moment"


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(cast(Any, kind))
    return adapter


def dump(value: object, but: str | None = None, *, brief: bool = False) -> str:
    """Write a dataclass of the core as text, without the field that is kept elsewhere: it is read with its default.

    `brief` leaves out whatever has its default; not for unions, whose `kind` would be lost.

    Raises:
        PayloadMalformed: a text in it is no valid Unicode.
    """
    try:
        without = None if but is None else {but}
        return _adapter(cast(Hashable, type(value))).dump_json(value, exclude=without, exclude_defaults=brief).decode()
    except (PydanticSerializationError, UnicodeEncodeError) as error:
        if "surrogates not allowed" in str(error):
            raise PayloadMalformed(f"a {type(value).__name__} holds text that is no valid Unicode") from None
        raise


def load(kind: type[T], text: str) -> T:
    """Read a dataclass of the core.

    Raises:
        RowUnreadable: the text is of another kind, or damaged.
    """
    try:
        value: T = _adapter(cast(Hashable, kind)).validate_json(text)
    except ValidationError as error:
        where = sorted({".".join(map(str, one["loc"])) or "(all)" for one in error.errors(include_input=False)})
        # Without its cause, which quotes what people wrote.
        raise RowUnreadable(f"a stored {kind.__name__} can't be read; wrong: {', '.join(where)}") from None
    return value


def check_key(*words: str) -> None:
    """Refuse a word that not every database can keep in a column of its own.

    Raises:
        PayloadMalformed: it holds a NUL or half a character.
    """
    for word in words:
        if "\0" in word or not (word.isascii() or _is_whole(word)):
            raise PayloadMalformed("an id holds a character that ids can't have")


def _is_whole(word: str) -> bool:
    """Tell whether a text holds no half of a character."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def dump_mapping(value: Mapping[str, object]) -> str:
    """Write a free-form mapping.

    Raises:
        TypeError: it holds something that such mappings may not hold.
    """
    if type(value) is dict and _FLAT.issuperset(map(type, value.values())):
        try:
            return orjson.dumps(value).decode()
        except orjson.JSONEncodeError:  # half a character, a long number, a key that is no text
            pass
    return _as_json(_plain(value))


def load_mapping(text: str) -> dict[str, Any]:
    """Read a free-form mapping: sequences come back as tuples, enums as their text."""
    value: dict[str, Any]
    try:
        value = orjson.loads(text)
        if type(value) is dict and _FLAT.issuperset(map(type, value.values())):
            return value
    except orjson.JSONDecodeError:
        pass
    # Long numbers too: orjson reads them as fractions.
    value = _rich(json.loads(text))
    return value


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case Sentence():
            return {_SENTENCE: [value.key, dict(value.args)]}
        case datetime():
            return {_MOMENT: value.isoformat()}
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case set() | frozenset():
            return sorted(str(_plain(one)) for one in value)
        case _:
            raise TypeError(f"a row's mapping can't hold a {type(value).__name__}")


def _rich(value: Any) -> Any:
    match value:
        case {"$sentence": [key, args]}:
            return Sentence(key, args)
        case {"$moment": moment}:
            return datetime.fromisoformat(moment)
        case dict():
            return {key: _rich(one) for key, one in value.items()}
        case list():
            return tuple(_rich(one) for one in value)
        case _:
            return value
