"""Where it is tried: beside which desk, how its agents sign in, on which database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """What a bridge is set up with."""

    desk: str
    by_suite: bool = False
    """Whether agents sign in by the desk's own sign-in; else by codes."""
    lock_timeout: str = "10s"
    """How long it waits for another process that has the file."""
    postgres: str = ""
    """The address of an empty database; without one it is a file."""

    def __str__(self) -> str:
        """Say where it is, in a line."""
        return f"{self.desk}{' on PostgreSQL' if self.postgres else ''}"
