"""What the button says that opens a list on WhatsApp, in the configuration of both ways there."""

from typing import Annotated

from pydantic import AfterValidator, Field

from adapters.plain import units

_LONGEST = 20
"""Characters: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages
Neither Meta nor Twilio says how a character is counted, so one that takes two UTF-16 units, as emoji do, counts as two.
"""


def _fitting(value: str) -> str:
    if not value.strip():
        raise ValueError("says nothing, and WhatsApp shows no such button: write a word, such as Choose")
    length = units(value)
    if length > _LONGEST:
        raise ValueError(f"counts as {length} characters, and WhatsApp takes {_LONGEST}; most emoji count as two")
    return value


ListButton = Annotated[
    str,
    AfterValidator(_fitting),
    Field(
        min_length=1,
        max_length=_LONGEST,
        description="What the button says that opens a menu of more than three choices.",
    ),
]
"""The setting of a channel."""
