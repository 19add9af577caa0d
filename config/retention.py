"""How long what is kept is kept."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from config.base import Part
from config.durations import Duration, DurationOrOff

SHORTEST = timedelta(hours=1)
"""Long enough for who writes a long message beside a file."""


def _long_enough(value: timedelta) -> timedelta:
    if value < SHORTEST:
        raise ValueError("must be at least 1h: who writes a long message beside a file sends both when it is done")
    return value


class Retention(Part):
    """How long each kind of data is kept. Left out: for good."""

    chats: DurationOrOff = Field(
        default=None,
        description="From a chat's end on, as in 730d; then it is erased, with its copies on the desks. "
        "Left out: for good.",
    )
    files: DurationOrOff = Field(
        default=None,
        description="From the end of the chat on in which a file was sent; its name stays. Left out: as its chat.",
    )
    journal: DurationOrOff = Field(
        default=None, description="What reports are counted from, of chats that are over. Left out: for good."
    )
    audit: DurationOrOff = Field(
        default=None, description="Lines of the audit log; its chain still holds. Left out: for good."
    )
    unsent_files: Annotated[Duration, AfterValidator(_long_enough)] = Field(
        default=timedelta(days=1),
        description="From the upload on, what was uploaded and not sent. At least 1h.",
    )
