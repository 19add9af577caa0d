"""Chats in which nobody writes any more."""

from pydantic import Field

from config.base import Part
from config.durations import Duration


class Inactivity(Part):
    """When a chat in which nothing is said is closed."""

    warn_after: Duration = Field(description="How long after the last word both sides are warned.")
    end_after: Duration = Field(description="How long after the warning the chat ends.")
