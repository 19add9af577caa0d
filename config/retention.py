"""How long what is kept is kept."""

from pydantic import Field

from config.base import Part
from config.durations import DurationOrOff


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
