"""What storage says no with, beside `Conflict` and `Overloaded` of the core; and what a work may say to storage."""

from collections.abc import Callable

from sqlalchemy import Connection

from core.errors import BridgeError, Conflict


class Instead(Exception):
    """Raised by a unit of work: what it wrote is undone, and this is done in its place."""

    def __init__(self, work: Callable[[Connection], object]) -> None:
        """Take what to do instead; it may not ask for yet another."""
        super().__init__()
        self.work = work


class DatabaseUnusable(BridgeError):
    """The database can't be opened, is in use by another process, or is of a newer version; a person must act."""

    code = "database_unusable"


class ClaimLost(Conflict):
    """The row is no longer this worker's: somebody else settled it, or has it. Unlike other conflicts: don't repeat."""

    code = "claim_lost"


class RowUnreadable(BridgeError):
    """A row doesn't hold what it should; says which fields, never their content."""

    code = "row_unreadable"


class DatabaseClosed(BridgeError):
    """The database was closed before this work could begin; nothing of it was written."""

    code = "database_closed"
