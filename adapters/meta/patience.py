"""How long one looks for a message whose answer was lost before one says that it was not taken."""

from datetime import datetime

from core.errors import Transient
from core.ports import Clock

SETTLES = 60.0
"""Seconds after which Meta has told of a message that it took; mostly it takes one."""


class Patience:
    """Remembers when each sending was first looked for."""

    def __init__(self, clock: Clock, settles: float = SETTLES) -> None:
        self._clock = clock
        self._settles = settles
        self._looked: dict[str, datetime] = {}

    def be_patient(self, key: str) -> None:
        """Ask for another look, until what was taken would be known.

        Raises:
            Transient: it is too early to tell.
        """
        now = self._clock.now()
        first = self._looked.setdefault(key, now)
        rest = self._settles - (now - first).total_seconds()
        if rest > 0:
            raise Transient("not told of yet", retry_after=rest)
        del self._looked[key]

    def is_over(self, key: str) -> None:
        """Look for it no more."""
        self._looked.pop(key, None)
