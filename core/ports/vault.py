"""The form vault: what customers filled into secure forms, encrypted, for a time (S8).

The one thing that Redis holds which is no hint, and it is meant to be lost: a value that is gone reads "expired, ask
again". It is in no database of ours, so that no backup and no log of a database has it.
"""

from datetime import timedelta
from typing import Protocol


class FormVault(Protocol):
    """Keeps sealed values by name. Nothing here can read them."""

    async def put(self, slot: str, sealed: bytes, keep: timedelta) -> None:
        """Keep them so long. Raises `VaultUnreachable`; then nothing is kept."""
        ...

    async def take(self, slot: str) -> bytes | None:
        """Give them and forget them, in one act: of any number of callers one gets them, at most.

        None when they were taken, dropped, lost, or when their time is over. Raises `VaultUnreachable`; then they may
        be gone.
        """
        ...

    async def holds(self, slot: str) -> bool:
        """Tell whether they are there; they stay. Raises `VaultUnreachable`."""
        ...

    async def drop(self, slot: str) -> None:
        """Forget them; what isn't there is forgotten already. Raises `VaultUnreachable`."""
        ...

    async def close(self) -> None:
        """End; what memory kept is gone."""
        ...
