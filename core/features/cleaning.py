r"""Cleaning up what an agent wrote or pasted, before it goes to the customer (T6).

Rules:
1. Words keep their formatting unless formatting is what is taken away; links always stay links.
2. A replacement sees one line at a time.
3. A text that has nothing to be cleaned is given back as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from core.features.rewriting import Change, rewritten
from core.messages import MarkKind, Part, Text
from core.policy.cleaning import CleanUp, Replacement, Strip

_ADDRESS = re.compile(r"https?://[^\s<>]+")
_TRACKING = re.compile(
    r"(?:utm_\w+|(?:fb|g|dc|y|ms|tw|ttc|li_fat_|wick)clid|gbraid|wbraid|gclsrc|mc_[ce]id|igshid|igsh|_hs\w+|hsa_\w+|"
    r"_ga|_gl|mkt_tok|oly_\w+_id|vero_id|yclid|twclid|srsltid|ref_src|s_cid|wt_mc|pk_\w+|piwik_\w+|matomo_\w+)",
    re.IGNORECASE,
)
"""Parameters that only say where a click came from."""
_RULER = re.compile(r"^[ \t]*[|+]?[ \t:|+-]*-{2,}[ \t:|+-]*\r?\n?", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|(?P<row>[^\n]*)\|[ \t]*$", re.MULTILINE)
_CELLS = re.compile(r"[ \t]*\|[ \t]*")
_TABS = re.compile(r"[ ]*\t[\t ]*")
_BETWEEN = ", "


def cleaned(parts: tuple[Part, ...], rules: CleanUp | None) -> tuple[Part, ...]:
    """Give the parts of a message with its texts cleaned."""
    if rules is None:
        return parts
    return tuple(_text(part, rules) if isinstance(part, Text) else part for part in parts)


def _text(text: Text, rules: CleanUp) -> Text:
    if Strip.FORMATTING in rules.strip:
        text = replace(text, marks=tuple(mark for mark in text.marks if mark.kind is MarkKind.LINK))
    if Strip.TABLES in rules.strip:
        text = _without_tables(text)
    if Strip.TRACKING in rules.strip:
        text = _without_tracking(text)
    for replacement in rules.replacements:
        text = rewritten(text, _replaced(text.text, replacement))
    return text


def _without_tables(text: Text) -> Text:
    """Make each row a line, its cells with commas between them; a line that only rules off goes."""
    if _ROW.search(text.text) is not None:
        text = rewritten(text, (Change(*found.span(), "") for found in _RULER.finditer(text.text)))
        text = rewritten(text, (change for row in _ROW.finditer(text.text) for change in _row(row)))
    return rewritten(text, (_cell(text.text, found) for found in _TABS.finditer(text.text)))


def _row(row: re.Match[str]) -> Iterator[Change]:
    """Take the outer strokes of a row away, and put commas where the inner ones stand."""
    line, at = row[0], row.start()
    strokes = [found.span() for found in _CELLS.finditer(line)]
    for start, end in strokes:
        is_outer = start == 0 or end == len(line)
        yield Change(at + start, at + end, "" if is_outer else _BETWEEN)


def _cell(text: str, found: re.Match[str]) -> Change:
    is_at_border = found.start() in (0, text.rfind("\n", 0, found.start()) + 1) or text[found.end() :][:1] in ("", "\n")
    return Change(*found.span(), "" if is_at_border else _BETWEEN)


def _without_tracking(text: Text) -> Text:
    marks = tuple(replace(mark, href=_bare(mark.href)) if mark.href else mark for mark in text.marks)
    found = ((one.span(), one[0], _bare(one[0])) for one in _ADDRESS.finditer(text.text))
    return rewritten(replace(text, marks=marks), (Change(*span, bare) for span, whole, bare in found if bare != whole))


def _bare(address: str) -> str:
    """Give an address without what only tracks; what can't be read stays as it is."""
    if "?" not in address:
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    given = parts.query.split("&")
    kept = [one for one in given if _TRACKING.fullmatch(one.partition("=")[0]) is None]
    return address if len(kept) == len(given) else urlunsplit(parts._replace(query="&".join(kept)))


def _replaced(text: str, rule: Replacement) -> Iterator[Change]:
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line.rstrip("\r\n"))
        for found in rule.pattern.finditer(text, at, end):
            yield Change(*found.span(), found.expand(rule.by))
        at += len(line)
