"""Where an error came from, for the log: kind and places in the code.

Rule: neither the error's own words nor the values around it. Either may hold what a person wrote.
"""

import traceback
from pathlib import Path

_FRAMES = 8


def origin(error: BaseException) -> dict[str, str]:
    """Give the log fields of an error: its kind, and the last places that it passed."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    passed = " < ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in reversed(frames))
    return {"error": type(error).__name__, "origin": passed}
