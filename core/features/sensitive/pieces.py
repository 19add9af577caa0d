"""A card's number or an IBAN that somebody wrote in pieces, one message after the other.

Rules:
1. The last piece stands in the newest text, the first in an earlier one. A text between them that holds no piece parts
   nothing; one that holds several ends the search.
2. A piece is a run of digits at which a message's digits end (the first), or begin (the last). Of a message that has
   letters, too, it has four digits at least; so an amount or a day beside a number is rarely taken for one.
3. How far back the texts go is for whoever gives them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.features.sensitive.brands import LONGEST, is_card
from core.features.sensitive.finding import has_digit, without_allowed
from core.features.sensitive.ibans import ibans, may_begin
from core.features.sensitive.plain import Plain, plain
from core.features.sensitive.runs import BETWEEN
from core.messages import Span
from core.policy.masking import Masking, Sensitive

MOST = 8
"""How many texts are looked at, the newest among them."""
_RUN = re.compile(rf"(?<!\+)\d(?:{BETWEEN}{{0,3}}\d)*")
_BESIDE_LETTERS = 4
_BARE = re.compile(rf"{BETWEEN}*\d(?:{BETWEEN}*\d)*{BETWEEN}*")

Found = Mapping[int, tuple[Span, ...]]
"""The stretches of each text, by its place among those given."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of digits: in which text, where each digit stands in it, and at which of them a group begins."""

    text: int
    read: Plain
    digits: tuple[int, ...]

    @property
    def begins(self) -> tuple[int, ...]:
        return (0, *(number for number, (one, two) in enumerate(pairwise(self.digits), start=1) if two > one + 1))

    @property
    def ends(self) -> tuple[int, ...]:
        return (*self.begins[1:], len(self.digits))

    def written(self, first: int, last: int) -> str:
        return "".join(self.read.text[at] for at in self.digits[first:last])

    def span(self, first: int, last: int) -> Span:
        return self.read.span(self.digits[first], self.digits[last - 1] + 1)


def is_bare(text: str) -> bool:
    """Tell whether a text is nothing but digits, as a piece of a number may be."""
    return _BARE.fullmatch(plain(text).text) is not None


def may_be_last(text: str, rules: Masking) -> bool:
    """Tell whether a text may hold the last piece of a number: where it may not, nobody need read those before it."""
    if not has_digit(text):
        return False
    read = plain(text)
    is_of_card = Sensitive.CARDS in rules.find and next(_runs(0, text, read, rules), None) is not None
    return is_of_card or (Sensitive.IBANS in rules.find and _may_go_on(read))


def spread(texts: Sequence[str], rules: Masking) -> Found:
    """Find what is spread over texts, the newest last; nothing where it isn't."""
    if len(texts) <= 1 or not may_be_last(texts[-1], rules):
        return {}
    reads = [plain(text) for text in texts]
    found: Found = {}
    if Sensitive.CARDS in rules.find:
        found = _card(texts, reads, rules)
    if not found and Sensitive.IBANS in rules.find:
        found = _iban(reads)
    return found


def _card(texts: Sequence[str], reads: Sequence[Plain], rules: Masking) -> Found:
    newest = len(reads) - 1
    if next(_runs(newest, texts[newest], reads[newest], rules), None) is None:
        return {}
    runs = [tuple(_runs(number, texts[number], read, rules)) for number, read in enumerate(reads)]
    return next((found for last in runs[-1] for chain in _chains(last, runs) if (found := _number(chain))), {})


def _runs(number: int, text: str, read: Plain, rules: Masking) -> Iterator[_Piece]:
    least = 1 if _BARE.fullmatch(read.text) else _BESIDE_LETTERS
    every = list(_RUN.finditer(read.text))
    few = every if len(every) <= MOST else [*every[: MOST - 1], every[-1]]  # what anybody sends must not cost much
    for run in few:
        digits = tuple(at for at in range(*run.span()) if read.text[at].isdigit())
        is_left = not without_allowed(text, (read.span(*run.span()),), rules)
        if least <= len(digits) <= LONGEST + _BESIDE_LETTERS and not is_left:
            yield _Piece(number, read, digits)


def _chains(last: _Piece, runs: Sequence[tuple[_Piece, ...]]) -> Iterator[tuple[_Piece, ...]]:
    """Give the rows of pieces that end with this one, the shortest first."""
    chain: tuple[_Piece, ...] = (last,)
    for earlier in reversed(runs[:-1]):
        if not earlier:
            continue
        chain = (earlier[-1], *chain)
        if sum(len(one.digits) for one in chain[1:]) >= LONGEST:
            return
        yield chain
        if len(earlier) > 1:
            return


def _number(chain: tuple[_Piece, ...]) -> Found:
    """Give where a card's number stands that begins in the first piece and ends in the last."""
    head, *middle, tail = chain
    between = "".join(one.written(0, len(one.digits)) for one in middle)
    for first in head.begins:
        for last in reversed(tail.ends):
            if is_card(head.written(first, len(head.digits)) + between + tail.written(0, last)):
                whole = {one.text: (one.span(0, len(one.digits)),) for one in middle}
                ends = {head.text: (head.span(first, len(head.digits)),), tail.text: (tail.span(0, last),)}
                return {**whole, **ends}
    return {}


def _iban(reads: Sequence[Plain]) -> Found:
    """Give where an IBAN stands that is spread over the last of these texts."""
    if not _may_go_on(reads[-1]) or not may_begin(" ".join(read.text for read in reads)):
        return {}
    for begin in range(len(reads) - 2, -1, -1):
        starts, joined = [], ""
        for read in reads[begin:]:
            starts.append(len(joined))
            joined += read.text + " "
        for one, end in ibans(joined):
            if one < starts[1] and end > starts[-1]:
                return {begin + number: (span,) for number, span in _parts(reads[begin:], starts, one, end)}
    return {}


def _may_go_on(read: Plain) -> bool:
    """Tell whether an IBAN may go on in a text: only single signs stand in it, and a space is between two texts."""
    return read.text[:1].isascii() and read.text[:1].isalnum()


def _parts(reads: Sequence[Plain], starts: Sequence[int], one: int, end: int) -> Iterator[tuple[int, Span]]:
    for number, (read, start) in enumerate(zip(reads, starts, strict=True)):
        first, last = max(0, one - start), min(len(read.text), end - start)
        if first < last:
            yield number, read.span(first, last)
