"""How much a search does: what it calls, counted. No other work on the machine changes that."""

import sys
from collections.abc import Callable
from types import FrameType


def effort(does: Callable[[], object]) -> int:
    """Count the calls."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event.endswith("call")

    sys.setprofile(count)
    try:
        does()
    finally:
        sys.setprofile(None)
    return calls
