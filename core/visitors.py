"""The names of customers who gave none: made by a channel, so that agents can tell one from the other.

Rule: nobody is called by such a name.
"""

import re

_MADE = re.compile(r"Visitor [0-9A-F]{4}")


def made_name(id: str) -> str:
    """Make a short name from a visitor's random hexadecimal id, the same each time."""
    return f"Visitor {id[:4].upper()}"


def is_made(name: str) -> bool:
    """Tell whether a name was made."""
    return _MADE.fullmatch(name) is not None
