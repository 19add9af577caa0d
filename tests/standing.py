"""Whether digits stand in a text as somebody wrote them: times and ids may hold any four in a row by chance.

Rule: what comes right behind a digit, a hexadecimal one too, or behind the sign between two groups is part of one.
"""

import re


def stands(digits: str, text: str) -> bool:
    """Tell whether digits begin a number that somebody wrote, whatever comes behind them."""
    return re.search(rf"(?<![0-9a-f.-]){digits}", text) is not None
