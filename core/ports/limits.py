"""Who says whether somebody from the open internet may go on, or how long they wait."""

from typing import Protocol

from core.policy.limits import Limited


class Limits(Protocol):
    """The limits of this installation. An address is as the request gives it; empty counts as nobody's."""

    def wait_for(self, what: Limited, *, visitor: str = "", address: str = "", amount: float = 1.0) -> float:
        """Take so much for both; give 0.0 when it was there, else the seconds until it will be, and take nothing."""
        ...

    def opens_window(self, address: str) -> bool:
        """Count a window of an address as open; tell False, and count nothing, where it has too many."""
        ...

    def closes_window(self, address: str) -> None:
        """Count a window of an address as closed."""
        ...


class NoLimits:
    """Everybody may do everything."""

    def wait_for(self, what: Limited, *, visitor: str = "", address: str = "", amount: float = 1.0) -> float:
        """Let it pass."""
        return 0.0

    def opens_window(self, address: str) -> bool:
        """Let it open."""
        return True

    def closes_window(self, address: str) -> None:
        """Count nothing."""
