"""A request of Twilio's, read: what is the same in every message that comes in, and in every report.

Rule: a name or value that nobody here knows is no error. Twilio adds parameters without notice.
https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from multidict import MultiDict

from core.errors import PayloadMalformed

MOST_FILES = 10
"""That come in with one message: https://www.twilio.com/docs/messaging/guides/webhook-request"""
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class File:
    """A file at Twilio, with the type that the sender's network gave it."""

    url: str
    mime: str


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Where a message of ours stands."""

    sid: str
    status: str
    error: int | None


def read_form(body: bytes) -> MultiDict[str]:
    """Read a body as the form that Twilio sends: repeated names and empty values kept, nothing stripped.

    Raises:
        PayloadMalformed: it is none.
    """
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=500)
    except ValueError:
        raise PayloadMalformed("the body is no form") from None
    return MultiDict(pairs)


def files_of(form: MultiDict[str]) -> tuple[File, ...]:
    """Give the files that came with a message."""
    count = min(number(form.get("NumMedia", "0")) or 0, MOST_FILES)
    urls = (form.get(f"MediaUrl{place}", "") for place in range(count))
    return tuple(File(url, form.get(f"MediaContentType{place}", "")) for place, url in enumerate(urls) if url)


def status_report(form: MultiDict[str]) -> StatusReport:
    """Read a report.

    Raises:
        PayloadMalformed: it names no message, or no state.
    """
    sid, status = form.get("MessageSid", ""), form.get("MessageStatus", "")
    if not is_id(sid) or not status.isascii() or not status.replace("_", "").isalpha():
        raise PayloadMalformed(f"no status in {sorted(set(form))[:20]}")
    return StatusReport(sid, status.lower(), number(form.get("ErrorCode", "")))


def number(text: str) -> int | None:
    """Read a number; None where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - a code has five


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of a message."""
    return text.isascii() and text.isalnum() and len(text) <= _LONGEST_ID
