"""What a kind of value is called in messages, documentation and the editor's schema."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a kind of value; put into `Annotated[...]` beside the type it names."""

    name: str
