"""The conversation's states as a picture: a Mermaid diagram drawn from the machine's table.

The picture is part of a document; `insert` puts it between the two markers there and leaves the rest alone.
"""

import re

from core.conversation.machine import TRANSITIONS
from core.conversation.model import Status

BEGIN = "<!-- states: drawn by `make docs` from core/conversation/machine.py -->"
END = "<!-- /states -->"

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def render() -> str:
    """Draw the diagram: one arrow for each way from one status to another, with the events that take it."""
    arrows = [f"    [*] --> {Status.NEW.value}"]
    for (before, after), events in TRANSITIONS.items():
        label = ", ".join(_words(event.__name__) for event in events)
        arrows.append(f"    {before.value} --> {after.value}: {label}")
    arrows.append(f"    {Status.HANDLED.value} --> [*]")
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])


def insert(document: str) -> str:
    """Put the diagram into a document.

    Raises:
        ValueError: a marker is missing.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n{render()}\n{END}{after}"


def _words(name: str) -> str:
    """Give an event's name as people say it: `OfferMade` is `offer made`."""
    return _CAPITAL.sub(" ", name).lower()
