"""What people see on a desk, read back in the same words from any platform.

Rule: read as a client shows it, never from what was sent: escaped text is unescaped, markup that came alive is noted.
"""

from dataclasses import dataclass

from core.ids import ExternalRef


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as people see it."""

    ref: ExternalRef
    author: str
    """Under whose name it stands; empty for the bridge's own."""
    text: str
    small: str = ""
    """What stands beside the words in small print: that it is private, that it was edited, its files."""
    buttons: tuple[str, ...] = ()
    pings: tuple[str, ...] = ()
    """What would notify somebody or lead somewhere: there must be none that nobody meant."""
    marks: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Everything that is read on it."""
        return "\n".join(part for part in (self.text, self.small, *self.files) if part)


def same_words(shown: str, meant: str) -> bool:
    """Tell whether two texts are the same but for the white space at which one was cut."""
    return "".join(shown.split()) == "".join(meant.split())
