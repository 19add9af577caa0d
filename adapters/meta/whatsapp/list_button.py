"""What the button says that opens a list on WhatsApp, in the configuration of both ways there."""

from typing import Annotated

from pydantic import AfterValidator, Field


def _with_words(value: str) -> str:
    if not value.strip():
        raise ValueError("says nothing, and WhatsApp shows no such button: write a word, such as Choose")
    return value


ListButton = Annotated[
    str,
    AfterValidator(_with_words),
    Field(
        min_length=1,
        max_length=20,
        description="What the button says that opens a menu of more than three choices.",
    ),
]
"""The setting of a channel."""
