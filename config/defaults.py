"""Defaults as people would write them in the file."""

from datetime import timedelta
from enum import Enum

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from config.durations import show_duration
from config.labels import Label
from config.pace import DATA, show_data_pace, show_pace
from config.sizes import show_size
from core.policy.limits import Rate

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


def default_of(field: FieldInfo) -> Plain:
    """Give the default of a field that isn't required, as it would stand in the file."""
    return _in_field(field, field.get_default(call_default_factory=True))


def _in_field(field: FieldInfo, value: object) -> Plain:
    if Label("size") in field.metadata and isinstance(value, int):
        return show_size(value)
    if DATA in field.metadata and isinstance(value, Rate):
        return show_data_pace(value)
    return plain(value)


def plain(value: object) -> Plain:
    """Write a default as it would stand in the file."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, timedelta):
        return show_duration(value)
    if isinstance(value, Rate):
        return show_pace(value)
    if isinstance(value, SecretStr):
        return value.get_secret_value()  # a default is in the source for everybody to read
    if isinstance(value, BaseModel):
        return {name: _in_field(field, getattr(value, name)) for name, field in type(value).model_fields.items()}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return str(value.value if isinstance(value, Enum) else value)
