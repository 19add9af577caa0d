"""How long something has been so, in real time in which there was somebody to look."""

import asyncio

MOST = 0.05
"""Seconds that a look counts for at the most: while the whole process stood still, nothing could have changed."""


class Lasting:
    """Something that is looked at again and again."""

    def __init__(self) -> None:
        """Begin with what has not been so yet."""
        self._seconds: float | None = None
        self._looked_at = 0.0

    def look(self, *, is_so: bool) -> float | None:
        """Give for how many seconds it has been so, by all looks since it became so; None when it is not."""
        now = asyncio.get_running_loop().time()
        before, self._looked_at = self._looked_at, now
        if not is_so:
            self._seconds = None
        elif self._seconds is None:
            self._seconds = 0.0
        else:
            self._seconds += min(now - before, MOST)
        return self._seconds
