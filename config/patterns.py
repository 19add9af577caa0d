"""Regular expressions that an admin writes: refused where some text could keep them busy for minutes.

Rules:
1. What may be repeated often holds no further repetition and no alternatives: (a+)+ and (a|b)+ are refused, [ab]+ is
   not. That is stricter than needed, and easy to see. “Often” is more than eight times, with or without an end.
2. No look back to what a group has found, and at most two repetitions that are often.
3. Even so the time may grow with the cube of the text: give such a pattern one line, of some hundred characters.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from config.labels import Label

MOST_ENDLESS = 2
LONGEST = 500  # characters
FEW = 8
ENDLESS = 1_000_000
_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?[^:=!<>P)]*[:=!<]|\?P<\w+>|\?<[=!])?)"
    r"|(?P<close>\))|(?P<or>\|)|(?P<times>(?:[*+?]|\{[0-9]*,?[0-9]*\})[?+]?)|(?P<sign>.)",
    re.DOTALL,
)


def check_pattern(value: str) -> str:
    """Accept a regular expression that is done in a moment with a line of text.

    Raises:
        ValueError: it is none, or it may take very long.
    """
    try:
        compiled = re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"must be a regular expression: {error}") from None
    if compiled.match(""):
        raise ValueError("finds nothing at all too; write a pattern that finds at least one character")
    if re.search(r"\\[1-9]|\(\?P=|\(\?\(", value):
        raise ValueError("must not refer back to a group")
    if re.search(r"\(\?[aiLmsu]*x", value):
        raise ValueError("must be written without the flag x")
    if _endless(value) > MOST_ENDLESS:
        raise ValueError(f"must have at most {MOST_ENDLESS} repetitions without end, or of more than {FEW} times")
    return value


def _endless(value: str) -> int:
    """Count the repetitions that are often.

    Raises:
        ValueError: one of them repeats a group with a repetition or alternatives in it.
    """
    groups: list[set[str]] = [set()]
    closed: set[str] = set()
    count = 0
    for token in _TOKEN.finditer(value):
        kind = str(token.lastgroup)
        if kind == "open":
            groups.append(set())
        elif kind == "close":
            closed = groups.pop()
            groups[-1] |= closed
            continue
        elif kind == "or":
            groups[-1].add("or")
        elif kind == "times":
            count += _repeated(token[0], closed, groups[-1])
        closed = set()
    return count


def _repeated(times: str, closed: set[str], around: set[str]) -> int:
    """Judge one repetition of what stands before it: of a group with `closed` in it. Gives 1 for one without end."""
    least, most = _bounds(times)
    is_endless = most > FEW and least != most
    if closed and (is_endless or most > FEW or "endless" in closed):
        raise ValueError("repeats a group that has a repetition or alternatives in it, which can take minutes")
    if closed:
        around.add("endless")  # to repeat this once more would multiply the ways
    elif least != most:
        around.add("endless" if is_endless else "times")
    return int(is_endless)


def _bounds(times: str) -> tuple[int, int]:
    """Give how often at least and at most."""
    if times[0] != "{":
        return (0, 1) if times[0] == "?" else (0, ENDLESS)
    least, comma, most = times.rstrip("?+")[1:-1].partition(",")
    low = int(least or 0)
    return low, int(most or ENDLESS) if comma else low


Pattern = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(check_pattern), Label("pattern")]
"""A regular expression."""
