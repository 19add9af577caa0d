"""Questions of an installation's own: the offline form, the activity form."""

from dataclasses import dataclass
from enum import StrEnum, auto


class FieldKind(StrEnum):
    """How a question is answered."""

    TEXT = auto()
    LONG = auto()
    EMAIL = auto()
    PHONE = auto()
    NUMBER = auto()
    DATE = auto()
    CHOICE = auto()
    """One of the options."""
    MANY = auto()
    """Any of the options."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question; `name` is the key under which the answer is kept."""

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class FormPlan:
    """A form, its fields in order."""

    name: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""

    def required(self) -> tuple[Field, ...]:
        """Give the fields that must be filled in."""
        return tuple(field for field in self.fields if field.required)
