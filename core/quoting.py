"""What is said back of what somebody typed, in a sentence that tells them it was not understood.

Rules:
1. Only the first word, and no more than its beginning: sentences wait in rows and stand in journals, and what was typed
   may have been meant for a customer, or be a customer's.
2. A long number (of a card, an account, a telephone) is never said back, whatever stands between its digits.
"""

import re

MOST = 20
"""How many characters are said back at the most."""

_MORE = "…"
_LONG_NUMBER = re.compile(r"\d(?:[^\w\s]*\d){5,}")


def quoted(words: str) -> str:
    """Give the first word of what was typed, cut short and without long numbers."""
    first, *rest = words.split(maxsplit=1) or [""]
    said = _LONG_NUMBER.sub(_MORE, first)
    if len(said) > MOST:
        return said[: MOST - 1] + _MORE
    return said + " " + _MORE if rest else said
