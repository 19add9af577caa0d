"""The words of an answer, on a card or as a text: heads in bold, points under them, addresses as links.

Rules:
1. The words stay as they are and in their order; only their form is ours.
2. A head is a line before points, or the first of several lines where it ends with a colon.
3. The address of a message in Teams is shown by words: nobody reads it, and it is longer than all the rest. Any other
   stays to be read, for words could hide where it leads.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from adapters.teams import markup
from adapters.teams.card_text import block, clean, is_web, link, words
from adapters.teams.sentences import OPEN_THREAD

Json = dict[str, Any]

POINT = "• "
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")
_MESSAGE = re.compile(r"https://teams\.(?:microsoft|cloud)\.[a-z.]+/l/(?:message|chat)/\S+")


def blocks(said: str) -> list[Json]:
    """Make the blocks of an answer, one a line; no line, no block."""
    made: list[Json] = []
    has_gap = False
    for line, is_head in _lines(said):
        if line.strip():
            runs = [words(line, weight="Bolder")] if is_head else [_run(*one) for one in _parts(line)]
            made.append(block(runs, spacing="Medium" if has_gap or is_head else "Small"))
        has_gap = not line.strip()
    return made


def text(said: str) -> str:
    """Write an answer as the markup of a text."""
    return markup.BREAK.join(
        markup.bold(line) if is_head else "".join(_anchor(*one) for one in _parts(markup.spaced(line)))
        for line, is_head in _lines(clean(said))
    )


def _lines(said: str) -> Iterator[tuple[str, bool]]:
    """Give the lines, and which of them are heads."""
    for number, (line, after) in enumerate(pairwise([*said.split("\n"), ""])):
        leads = after.startswith(POINT) and not line.startswith(POINT)
        yield line, leads or (number == 0 and line.endswith(":") and bool(after))


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """Give a line's words and, with what they show, its addresses."""
    at = 0
    for found in _ADDRESS.finditer(line):
        if found.start() > at:
            yield line[at : found.start()], ""
        yield (OPEN_THREAD if _MESSAGE.fullmatch(found[0]) else found[0]), found[0]
        at = found.end()
    if at < len(line):
        yield line[at:], ""


def _run(shown: str, address: str) -> Json:
    return link(address, shown) if address else words(shown)


def _anchor(shown: str, address: str) -> str:
    return markup.anchor(address, shown) if is_web(address) else markup.escaped(shown)
