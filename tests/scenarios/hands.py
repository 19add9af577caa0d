"""What people's hands have done at the desk: which commands were clicked, and which were typed.

Rules:
1. A click is known by the control's own command, a form by its own, a shortcut by the command that it stands for.
2. Looking is neither: opening the Home page, reading, searching in an open form.
3. Commands that are not in the catalog are a test's own, and are not told of.
"""

from core.commands.catalog import ALL
from core.commands.model import Surface
from core.commands.parse import Typed, addressed, as_command
from core.commands.registry import Registry

REGISTRY = Registry(ALL)


class Hands:
    """The hands of everybody in a world, watched."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.clicked: set[str] = set()
        self.typed: set[str] = set()

    def click(self, name: str) -> None:
        """Note a click's command."""
        command = REGISTRY.get(name)
        if command is not None:
            self.clicked.add(command.name)

    def react(self, name: str) -> None:
        """Note an emoji: a click, though no button."""
        self.clicked.add(f":{name}:")

    def write(self, text: str) -> None:
        """Note what was written where people talk: a command has its sign."""
        self._note(as_command(text))

    def give(self, typed: str) -> None:
        """Note what was written to the bot alone: a command is a bare word."""
        self._note(addressed(typed))

    def _note(self, found: Typed | None) -> None:
        command = REGISTRY.get(found.word) if found else None
        if command is not None:
            self.typed.add(command.name)


def given_by(surface: Surface) -> set[str]:
    """Give the names of all commands that have a surface."""
    return {command.name for command in ALL if surface in command.surfaces}
