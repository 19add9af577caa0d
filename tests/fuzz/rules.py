"""What no request from outside may bring about, whatever it is.

Rules:
1. No answer is a fault of ours: 5xx only where it says when to come again; no line of the log tells of a bug.
2. Whoever is refused has written nothing. Where it is written down that somebody was refused, they had a good link.
3. Nothing of a payload stands in a page as markup; every answer has the head lines that its kind needs.
"""

import logging
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, func, select

from bridge.store.columns import Row
from tests.fuzz.wire import Answer, Sent
from tests.payloads import ALIVE, MARK

NOTED: Final = frozenset({"audit", "counter", "audit_digest", "audit_seal"})
"""Where it is noted that somebody with a good link was refused; sealed later, at its own time."""

SPENT: Final = "sign_in"
"""What is good for one try, whatever comes of it: the attempt of whoever comes back from a platform's sign-in."""

MOST_ROWS: Final = 60
"""How many rows one request may bring about at the most."""

SERVER_ERROR, UNAVAILABLE, REFUSED = 500, 503, 400
UNKNOWN_INVOKE: Final = 501
"""What Teams hears of an invoke that the bot does not know, as from Microsoft's own library."""
GUARDED: Final = ("/widget/", "/f/", "/desk/", "/transcript/", "/file/")
"""Behind these is what belongs to one person: no cache may keep an answer."""
KEPT: Final = ("/widget/assets/", "/f/assets/", "/widget/frame", "/widget/files/", "/widget/socket")
"""But for these: they are the same for all, or say themselves for how long."""
UNKEPT: Final = (101, 404, 405, 417, 426)
"""Answers that the web server gives by itself, with nothing of anybody in them."""
PAGE: Final = ("content-security-policy", "referrer-policy", "x-content-type-options")


def rows(conn: Connection) -> dict[str, int]:
    """Count the rows of every table."""
    tables = Row.metadata.sorted_tables
    counts = (select(func.count()).select_from(one).scalar_subquery() for one in tables)
    return dict(zip((one.name for one in tables), conn.execute(select(*counts)).one(), strict=True))


def judged(sent: Sent, answer: Answer) -> list[str]:
    """Say what is wrong with an answer."""
    wrong = []
    is_meant = answer.status == UNAVAILABLE and "retry-after" in answer.headers
    is_meant |= answer.status == UNKNOWN_INVOKE and sent.door == "POST /teams/messages"
    if answer.status >= SERVER_ERROR and not is_meant:
        wrong.append(f"answered by {answer.status}")
    if answer.status == 0 and sent.is_plain:
        wrong.append("not answered at all")
    if MARK in answer.headers.get("set-cookie", ""):
        wrong.append("a head line was made of the payload")
    if answer.status > 0 and not _is_unread(answer):
        wrong += _head(sent, answer)
    if answer.kind not in ("application/json", "text/plain"):
        wrong += [f"{one} stands in a page" for one in ALIVE if one in answer.body]
    return wrong


def _is_unread(answer: Answer) -> bool:
    """Tell whether the web server itself has refused what is no HTTP, before anything of ours was asked."""
    return answer.status == REFUSED and "content-security-policy" not in answer.headers and answer.kind == "text/plain"


def _head(sent: Sent, answer: Answer) -> list[str]:
    wrong = []
    if answer.headers.get("x-content-type-options") != "nosniff" and answer.body:
        wrong.append("without nosniff")
    path = sent.target.decode("latin-1").partition("?")[0]
    is_guarded = path.startswith(GUARDED) and not path.startswith(KEPT) and answer.status not in UNKEPT
    if is_guarded and "no-store" not in answer.headers.get("cache-control", ""):
        wrong.append(f"a cache may keep it: {answer.headers}")
    if answer.kind == "text/html":
        wrong += [f"a page without {name}" for name in PAGE if name not in answer.headers]
        policy = answer.headers.get("content-security-policy", "")
        scripts = next((one for one in policy.split(";") if one.strip().startswith("script-src")), "")
        if "default-src 'none'" not in policy or "unsafe" in scripts:
            wrong.append(f"a page that may run scripts: {policy}")
    return wrong


def stored(answer: Answer, before: Mapping[str, int], after: Mapping[str, int], *, may_note: bool) -> list[str]:
    """Say what was stored that should not have been."""
    more = {name: after[name] - count for name, count in before.items() if after[name] != count}
    if sum(more.values()) > MOST_ROWS:
        return [f"so many rows for one request: {more}"]
    allowed = NOTED if may_note else frozenset[str]()
    if may_note and more.get(SPENT) == -1:
        allowed |= {SPENT}
    if REFUSED <= answer.status < SERVER_ERROR and set(more) - allowed:
        return [f"answered by {answer.status}, and stored {more}"]
    return []


class Faults(logging.Handler):
    """The lines of other libraries' logs that tell of a fault."""

    def __init__(self) -> None:
        """Hear errors alone."""
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, with what was raised."""
        raised = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"{record.name}: {record.getMessage()} {raised!r}")
