"""A card's number or an IBAN that somebody wrote in pieces, one message after the other.

Rules:
1. The last piece stands in the newest text, the first in an earlier one. A text between them that holds no piece parts
   nothing; of one that holds several any may be the first, and none a middle one.
2. A piece is a run of digits: its end or all of it the first piece, all of it a middle one, its beginning or all of it
   the last. Of a message that has letters, too, it has four digits at least; so an amount or a day beside a number is
   rarely taken for one, and is neither an amount, a date nor a time. Between its digits stands what may stand in a
   number that is in one message.
3. How far back the texts go is for whoever gives them. Nobody but who spells a number sends a dozen messages of digits
   in a row, so those of one digit count, too.
4. Of an account number the pieces follow each other directly, with only single signs in them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.features.sensitive.brands import LONGEST, is_card
from core.features.sensitive.finding import has_digit, without_allowed
from core.features.sensitive.ibans import ibans, may_begin
from core.features.sensitive.others import is_of_moments
from core.features.sensitive.plain import Plain, plain
from core.features.sensitive.runs import ANY, BETWEEN, WIDEST
from core.messages import Span
from core.policy.masking import Masking, Sensitive

MOST = LONGEST + 1
"""How many texts are looked at, the newest among them: a number digit by digit, and a word."""
_RUNS = 8
"""How many runs of a text are looked at: what anybody sends must not cost much."""
_NARROW = re.compile(rf"\+?[0-9](?:{BETWEEN}{{0,3}}[0-9])*")
_WIDE = re.compile(rf"\+?[0-9](?:{ANY}{{0,{WIDEST}}}[0-9])*")
_AMOUNT = re.compile(r"[0-9]{1,3}(?:[.,' ]?[0-9]{3})*[.,:][0-9]{2}|[0-9]{1,4}[.,:][0-9]{2}|[0-9]{1,2}/[0-9]{2,4}")
_BESIDE_LETTERS = 4
_BARE = re.compile(rf"{BETWEEN}*\d(?:{BETWEEN}*\d)*{BETWEEN}*")
_WITHOUT_WORDS = re.compile(rf"{ANY}*[0-9](?:{ANY}*[0-9])*{ANY}*")
_ACCOUNT = 70
"""A text that is a middle piece of an account number isn't longer: 33 signs, and one between each two."""

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
    is_of_card = Sensitive.CARDS in rules.find and next(_runs(0, text, read, rules, _NARROW), None) is not None
    return is_of_card or (Sensitive.IBANS in rules.find and _may_go_on(read))


def spread(texts: Sequence[str], rules: Masking) -> Found:
    """Find what is spread over texts, the newest last; nothing where it isn't."""
    if len(texts) <= 1 or not may_be_last(texts[-1], rules):
        return {}
    reads = [plain(text) for text in texts]
    found: Found = {}
    if Sensitive.CARDS in rules.find:
        found = _card(texts, reads, rules, _NARROW) or _card(texts, reads, rules, _WIDE)
    if not found and Sensitive.IBANS in rules.find:
        found = _iban(reads)
    return found


def _card(texts: Sequence[str], reads: Sequence[Plain], rules: Masking, form: re.Pattern[str]) -> Found:
    runs = [tuple(_runs(number, texts[number], read, rules, form)) for number, read in enumerate(reads)]
    for last in runs[-1]:
        chains = tuple(_chains(last, runs))
        for chain in reversed(chains):  # of a long number a part may be one by chance
            if found := _number(chain):
                return found
    return {}


def _runs(number: int, text: str, read: Plain, rules: Masking, form: re.Pattern[str]) -> Iterator[_Piece]:
    least = 1 if _WITHOUT_WORDS.fullmatch(read.text) else _BESIDE_LETTERS
    every = list(form.finditer(read.text))
    few = every if len(every) <= _RUNS else [*every[: _RUNS - 1], every[-1]]
    for run in few:
        if run[0].startswith("+") or (least > 1 and (_AMOUNT.fullmatch(run[0]) or is_of_moments(run[0]))):
            continue
        digits = tuple(at for at in range(*run.span()) if "0" <= read.text[at] <= "9")
        is_left = not without_allowed(text, (read.span(*run.span()),), rules)
        if least <= len(digits) <= LONGEST + _BESIDE_LETTERS and not is_left:
            yield _Piece(number, read, digits)


def _chains(last: _Piece, runs: Sequence[tuple[_Piece, ...]]) -> Iterator[tuple[_Piece, ...]]:
    """Give the rows of pieces that end with this one, the shortest first."""
    chain: tuple[_Piece, ...] = (last,)
    for earlier in reversed(runs[:-1]):
        if not earlier:
            continue
        if sum(len(one.digits) for one in chain) >= LONGEST:
            return
        for head in reversed(earlier):
            yield (head, *chain)
        if len(earlier) > 1:
            return
        chain = (*earlier, *chain)


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
        if begin < len(reads) - 2 and len(reads[begin + 1].text) > _ACCOUNT:
            return {}
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
        yield number, read.span(max(0, one - start), min(len(read.text), end - start))
