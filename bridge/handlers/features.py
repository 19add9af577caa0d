"""What an installation can do: its commands, with the loaders and the carriers that they need."""

from dataclasses import dataclass, field

from bridge.handlers.changes import CARRIERS, Carriers
from bridge.handlers.wants import LOADERS, Loaders
from core.commands.catalog import ALL
from core.commands.model import Command


@dataclass(frozen=True, slots=True)
class Features:
    """Commands and what carries them.

    Raises:
        ValueError: a command wants what nobody loads.
    """

    commands: tuple[Command, ...] = ALL
    wants: Loaders = field(default_factory=lambda: LOADERS)
    changes: Carriers = field(default_factory=lambda: CARRIERS)

    def __post_init__(self) -> None:
        """See that everything that is wanted can be loaded."""
        missing = {f"{one.name}: {want.name}" for one in self.commands for want in one.wants if want not in self.wants}
        if missing:
            raise ValueError(f"commands want what nobody loads: {', '.join(sorted(missing))}")
