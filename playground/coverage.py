"""What of a vendor is played here, as data: how fully, and which test shows it.

Rules: what has something to note is partial; the rest of what is listed is whole. The tables of the README are written
from it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How fully a route is played."""

    SUPPORTED = "supported"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Route:
    """One method, address or delivery."""

    method: str
    tested_by: str  # file (without test_ and the vendor's name) and test (without test_)
    note: str = ""

    @property
    def status(self) -> Status:
        """Partial is what has something to note."""
        return Status.PARTIAL if self.note else Status.SUPPORTED


def tables(routes: tuple[Route, ...], absent: tuple[str, ...]) -> str:
    """Write a vendor's part of the README."""
    partial = "\n".join(f"| `{route.method}` | {route.note} |" for route in routes if route.note)
    whole = ", ".join(f"`{route.method}`" for route in routes if not route.note)
    return (
        f"Supported: {whole}.\n\n| Partial | What is missing |\n|---|---|\n{partial}\n\nAbsent: {', '.join(absent)}.\n"
    )
