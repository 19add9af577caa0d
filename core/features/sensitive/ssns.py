"""Social security numbers of the United States in a text.

Rules:
1. Three, two and four digits: the first three are not 000, 666 or above 899, the two not 00, the four not 0000. Numbers
   given out since 2011 have no other rule, and no check digit: https://www.ssa.gov/employer/randomization.html.
2. They are parted by hyphens, or by spaces. Nine digits in one piece are one only where its name stands shortly before:
   orders, phones and customers have as many.
3. They are no part of a longer run of digits.
"""

import re
from collections.abc import Iterator

_NUMBER = re.compile(
    r"(?<![\w+])(?<!\d[ .-])(?!000|666|9)\d{3}(?P<sep>[-\u2010\u2011\u2013 ]?)"
    r"(?!00)\d\d(?P=sep)(?!0000)\d{4}(?!\w)(?![ .-]\d)"
)
_NAME = re.compile(r"\bssn?\b|\bsocial[\s-]+(?:security|sec)\b|\bsoc\.?\s+sec\b", re.IGNORECASE)
_NEAR = 40
"""How many characters before the digits its name may stand."""


def ssns(text: str) -> Iterator[tuple[int, int]]:
    """Give where social security numbers stand in a text that was read, in order."""
    for found in _NUMBER.finditer(text):
        if found["sep"] or _NAME.search(text, max(0, found.start() - _NEAR), found.start()):
            yield found.span()
