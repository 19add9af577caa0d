"""What storage says no with, beside `Conflict` and `Overloaded` of the core."""

from core.errors import BridgeError, Conflict


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
