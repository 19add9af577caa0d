"""Chats on hold."""

from pydantic import Field

from config.base import Part
from config.durations import DurationOrOff, read_duration


class Hold(Part):
    """Chats that wait for the customer without taking capacity."""

    return_after: DurationOrOff = Field(
        default=read_duration("1h"),
        description="How long after the customer's word a chat on hold goes to the queue, when its agent has no room; "
        "0 or empty for never.",
    )
