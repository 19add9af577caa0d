"""The names that people give to queues, agents, channels and desks in the configuration."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from config.labels import Label

_PATTERN = r"[a-z0-9_-]{1,64}"


def check_name(value: str) -> str:
    """Accept a name that can stand in a command, an address and a file alike.

    Raises:
        ValueError: it has other characters, or too many.
    """
    if not re.fullmatch(_PATTERN, value):
        raise ValueError("a name has only small letters, digits, _ and -, and at most 64 of them")
    return value


Name = Annotated[
    str,
    AfterValidator(check_name),
    Label("name"),
    WithJsonSchema({"type": "string", "pattern": f"^{_PATTERN}$"}),
]
"""What something is called inside this configuration."""

Title = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), Label("text")]
"""A short text that people read."""
