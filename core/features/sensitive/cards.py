"""Numbers of payment cards in a text, whatever stands between their digits.

Rules:
1. A number is of a known brand, has one of that brand's lengths, and its check digit fits.
2. It begins and ends where a group of digits does. Letters, a currency's sign or % part digits.
3. In one piece it is found anywhere. So it is in the groups of a card (by fours, 4-6-5, 4-6-4) and, of 14 digits or
   more, digit by digit, with up to twenty signs of any kind in each gap. Hardly anything else is set so.
4. Cut up otherwise (41 111 1111 …), or of 12 or 13 digits in groups, it has at most three of the usual signs in each
   gap (white space, hyphens, dots, slashes and their like), and nothing beside it in its run but the date of expiry and
   the code. More than one comma, bar or end of a line is then a list's: one row of eight prices in twenty-five is by
   chance a card's number.
5. Groups of four that go on in the same way to more than nineteen digits are some other number, as are more than
   nineteen digits in one piece: a parcel's, an account's, a row of a table. But of five such groups the first four or
   the last four are a card's if they can be: people write a post code and a place (8001 Zürich), a year or an order
   (order 2030) beside a card's number without another sign, while hardly any other number has twenty digits by fours.
   One row of five numbers in fifteen is masked by chance. If both fours can be a card's, all five are masked, since
   nobody can tell which. Short groups, the expiry and the code may stand behind a number, another card may follow it;
   otherwise six groups and more are left.
6. What else digits can be is left (`others`): phone numbers, dates, UUIDs, IBANs, addresses, rows of amounts.

About every fortieth other number of 13 to 19 digits is a card's by these rules. Nobody can tell by the number alone:
that is what an admin's allow-pattern is for.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from core.features.sensitive.brands import FIRST_DIGITS, LONGEST, SHORTEST, is_card
from core.features.sensitive.others import Others, is_address, is_counted, is_of_moments, is_phone, is_row
from core.features.sensitive.plain import Plain
from core.features.sensitive.runs import BETWEEN, Run, runs

_EXPIRY = re.compile(
    rf"{BETWEEN}{{1,3}}(?:0?[1-9]|1[0-2])(?:\s?[/.-]\s?(?:20)?[1-4]\d(?!\d)(?:{BETWEEN}{{1,3}}\d{{3,4}}(?!\d))?"
    rf"|\s?(?:20)?[1-4]\d(?!\d)(?:{BETWEEN}{{1,3}}\d{{3}}(?!\d))?)"
)
_WITH_EXPIRY = re.compile(r"[^/]*[^/\d](?:0?[1-9]|1[0-2])/\d\d")
_SECURITY = re.compile(r"[\s,/]{1,3}\d{3}(?!\d)")
_LISTING = re.compile(r"[,|、\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]")
_SHAPES = frozenset({(4, 6, 5), (4, 6, 4), (6, 13)})
_SHORT_SHAPES = frozenset({(4, 4, 4), (4, 4, 4, 1), (4, 3, 3, 3)})
_FOUR, _CODE, _MONTH = 4, 3, 2
_SHORT = 13
"""Up to so many digits a number may be cut up only as these cards are: phone numbers have as many."""
_FEW = 3
"""Groups of a number that is set by neither fours nor ones."""
_ONE_LINE_END = 1
"""A line may end, or a comma stand, in a number that is cut up in no card's way; a list has more of them."""
_BEHIND = 3
"""The date of expiry and the code are so many groups."""


def cards(read: Plain) -> Iterator[tuple[int, int]]:
    """Give where cards' numbers stand in a text that was read, in order."""
    others = Others(read.text)
    for run in runs(read.text, SHORTEST):
        yield from _in_run(read.text, run, others)


def _in_run(text: str, run: Run, others: Others) -> Iterator[tuple[int, int]]:
    free = place = 0
    while place < len(run):
        found = _longest(_Search(text, run, free, others), place)
        if found is None:
            place += 1
            continue
        found = _or_one_further(_Search(text, run, free, others), place, found)
        yield run[place].start, run[found].end
        free = place = found + 1
        behind = _EXPIRY.match(text, run[found].end) or _SECURITY.match(text, run[found].end)
        while behind is not None and free < len(run) and run[free].end <= behind.end():
            free += 1  # the expiry is no group before the next number


@dataclass(frozen=True, slots=True)
class _Search:
    """A run in its text, and from which of its groups on it isn't known yet what they are."""

    text: str
    run: Run
    free: int
    others: Others


def _longest(search: _Search, first: int) -> int | None:
    """Give the last group of the longest number that begins with this group."""
    run = search.run
    if search.text[run[first].start] not in FIRST_DIGITS:
        return None
    is_begin = first <= search.free or not run[first].is_near or (run[first].size == 1 < run[first - 1].size)
    ends, digits, by_fours = [], 0, True
    for last in range(first, min(len(run), first + LONGEST)):
        digits += run[last].size
        if digits > LONGEST:
            break
        if digits >= SHORTEST and (is_begin or by_fours or last - first < _FEW):
            ends.append(last)
        by_fours = by_fours and run[last].size % _FOUR == 0
    return next((last for last in reversed(ends) if _is_number(search, first, last)), None)


def _is_number(search: _Search, first: int, last: int) -> bool:
    groups = search.run[first : last + 1]
    sizes = tuple(one.size for one in groups)
    printed = _is_printed(sizes)
    if not (printed or _is_by_ones(search.run, first, last) or all(one.is_near for one in groups[1:])):
        return False
    if not is_card("".join(_digits(search.text, groups))) or not _may_be_so(search, first, last, printed=printed):
        return False
    start = groups[0].start
    is_alone = first == 0 or not groups[0].is_near
    if is_alone and is_phone(search.text, start, sum(sizes), printed=printed):
        return False
    return not search.others.hold(start, groups[-1].end)


def _digits(text: str, groups: Run) -> list[str]:
    return [text[one.start : one.end] for one in groups]


def _may_be_so(search: _Search, first: int, last: int, *, printed: bool) -> bool:
    """Tell whether a card's number may be cut up so, and stand where it does."""
    groups = search.run[first : last + 1]
    if len(groups) == 1:
        return True
    is_cut_date = groups[-1].size <= _MONTH and search.text.startswith("/", groups[-1].end)
    if is_cut_date or is_counted(_digits(search.text, groups)) or is_address(search.run, first, last):
        return False
    if sum(one.size for one in groups) <= _SHORT:
        is_known = tuple(one.size for one in groups) in _SHORT_SHAPES and all(one.is_near for one in groups[1:])
        beside = (*search.run[max(0, first - 1) : first], *search.run[last + 1 : last + 2])
        is_longer = any(one.size == _FOUR for one in beside)
        return is_known and not is_longer and not _lists(groups) and _is_alone(search, first, last)
    if printed:
        return _ends_where_its_row_does(search, first, last)
    return _is_by_ones(search.run, first, last) or (
        _is_alone(search, first, last) and not _is_something_else(search, first, last)
    )


def _is_printed(sizes: tuple[int, ...]) -> bool:
    """Tell whether groups end only where they do on cards."""
    if sizes in _SHAPES:
        return True
    return all(size % _FOUR == 0 for size in sizes[:-1]) and (sizes[-1] < _FOUR or sizes[-1] % _FOUR == 0)


def _is_by_ones(run: Run, first: int, last: int) -> bool:
    """Tell whether each digit stands by itself, and none more before or behind."""
    if any(one.size > 1 for one in run[first : last + 1]):
        return False
    goes_on = last + 1 < len(run) and run[last + 1].size == 1
    return not goes_on and not (first > 0 and run[first - 1].size == 1)


def _near_behind(search: _Search, last: int) -> int:
    """Give the last of the groups that stand near behind a number, or enough of them to tell."""
    run, until = search.run, last + 1
    while until < len(run) and run[until].is_near and until - last <= _BEHIND + 1:
        until += 1
    return until - 1


def _is_alone(search: _Search, first: int, last: int) -> bool:
    """Tell whether nothing stands near a number in its run but the date of expiry and the code."""
    if first > search.free and search.run[first].is_near:
        return False
    behind = search.text[search.run[last].end : search.run[_near_behind(search, last)].end]
    return not behind or bool(_EXPIRY.fullmatch(behind) or _SECURITY.fullmatch(behind))


def _lists(groups: Run) -> bool:
    """Tell whether more than one of the signs of a list stand between groups."""
    return sum(_LISTING.search(one.gap) is not None for one in groups[1:]) > _ONE_LINE_END


def _is_something_else(search: _Search, first: int, last: int) -> bool:
    """Tell whether digits that are cut up in no card's way are more likely those of something else."""
    groups = search.run[first : last + 1]
    whole = search.run[first : _near_behind(search, last) + 1]
    if _lists(groups) or is_row(groups) or is_row(whole):
        return True
    itself, longer = (search.text[some[0].start : some[-1].end] for some in (groups, whole))
    return is_of_moments(itself) or is_of_moments(longer) or _WITH_EXPIRY.fullmatch(itself) is not None


def _ends_where_its_row_does(search: _Search, first: int, last: int) -> bool:
    """Tell whether the row of like groups in which a number stands has few others beside it: see rule 5."""
    run = search.run
    gaps = {one.gap for one in run[first + 1 : last + 1]}
    before: list[int] = []
    while first - len(before) > search.free and run[first - len(before)].gap in gaps:
        before.append(run[first - len(before) - 1].size)
        if len(before) > 1:
            return False
    if _FOUR in before and run[last].size < _FOUR:
        return False
    if run[last].size % _FOUR or not _goes_on(run, last, gaps):
        return True
    at = _last_of_expiry(search, last)
    is_short = run[last + 1].size < _FOUR
    if _FOUR in before:
        if at == last and run[last + 1].size == _CODE:
            at += 1
        return (is_short and at > last and not _goes_on(run, at, gaps)) or _is_card_by_fours(search.text, run, last + 1)
    if not _goes_on(run, at, gaps) or run[at + 1].size != _FOUR or _is_card_by_fours(search.text, run, at + 1):
        return True
    return (is_short or at == last) and _is_last_in_row(run, at + 1, gaps)


def _goes_on(run: Run, last: int, gaps: AbstractSet[str]) -> bool:
    """Tell whether a row that is parted by these gaps has more groups behind this one."""
    return last + 1 < len(run) and run[last + 1].gap in gaps


def _is_last_in_row(run: Run, at: int, gaps: AbstractSet[str]) -> bool:
    """Tell whether a row ends with this group, or with a card's code behind it."""
    has_code = _goes_on(run, at, gaps) and run[at + 1].size == _CODE
    return not _goes_on(run, at + 1 if has_code else at, gaps)


def _last_of_expiry(search: _Search, last: int) -> int:
    """Give the last group of the date of expiry, and of the code behind it; that of the number where none is."""
    expiry = _EXPIRY.match(search.text, search.run[last].end)
    while expiry is not None and last + 1 < len(search.run) and search.run[last + 1].end <= expiry.end():
        last += 1
    return last


def _or_one_further(search: _Search, first: int, last: int) -> int:
    """Give the last group that is hidden with a number: the next one if the number may as well begin and end later."""
    run, gaps = search.run, {one.gap for one in search.run[first + 1 : last + 1]}
    if not _goes_on(run, last, gaps) or _goes_on(run, last + 1, gaps):
        return last
    return last + 1 if _is_number(search, first + 1, last + 1) else last


def _is_card_by_fours(text: str, run: Run, first: int) -> bool:
    """Tell whether another card's number follows."""
    for last in range(first, min(len(run), first + LONGEST // _FOUR + 1)):
        groups = run[first : last + 1]
        if _is_printed(tuple(one.size for one in groups)) and is_card("".join(_digits(text, groups))):
            return True
    return False
