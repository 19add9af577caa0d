"""How long what is kept is kept."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """The time for each kind of data; None: for good."""

    chats: timedelta | None = None
    """From a chat's end on; with what stands of it on the desks."""
    files: timedelta | None = None
    journal: timedelta | None = None
    audit: timedelta | None = None
    unsent_files: timedelta = timedelta(days=1)
    """From the upload on, of files that nobody has sent."""
