"""Languages as people name them in the configuration: `en`, `de-AT`."""

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from config.labels import Label

_TAG = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def check_language(value: str) -> str:
    """Accept the tag of a language (BCP 47) and write it in small letters.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(_TAG, value):
        raise ValueError("must be a language such as en or pt-BR")
    return value.lower()


Language = Annotated[
    str,
    AfterValidator(check_language),
    Label("language"),
    WithJsonSchema({"type": "string", "pattern": f"^{_TAG}$"}),
]
"""A language's tag."""
