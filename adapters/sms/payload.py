"""A request of Twilio's, read: a message that came in, or what became of one that went out.

Rule: a name or value that nobody here knows is no error. Twilio adds parameters without notice.
https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from multidict import MultiDict

from adapters.sms.capabilities import MOST_FILES
from adapters.sms.ids import is_address
from core.errors import PayloadMalformed

_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class File:
    """A file at Twilio, with the type that the sender's network gave it."""

    url: str
    mime: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of a customer's."""

    sid: str
    customer: str
    to: str
    service: str
    text: str
    files: tuple[File, ...]
    opt_out_type: str


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


def incoming(form: MultiDict[str]) -> Incoming:
    """Read a message.

    Raises:
        PayloadMalformed: it has no id, or nobody to answer.
    """
    sid, customer, to = (form.get(name, "") for name in ("MessageSid", "From", "To"))
    if not _is_id(sid) or not is_address(customer) or not is_address(to):
        raise PayloadMalformed(f"no message in {sorted(set(form))[:20]}")
    count = min(number(form.get("NumMedia", "0")) or 0, MOST_FILES)
    urls = (form.get(f"MediaUrl{place}", "") for place in range(count))
    files = tuple(File(url, form.get(f"MediaContentType{place}", "")) for place, url in enumerate(urls) if url)
    service = form.get("MessagingServiceSid", "")
    return Incoming(sid, customer, to, service, form.get("Body", ""), files, form.get("OptOutType", ""))


def status_report(form: MultiDict[str]) -> StatusReport:
    """Read a report.

    Raises:
        PayloadMalformed: it names no message, or no state.
    """
    sid, status = form.get("MessageSid", ""), form.get("MessageStatus", "")
    if not _is_id(sid) or not status.isascii() or not status.replace("_", "").isalpha():
        raise PayloadMalformed(f"no status in {sorted(set(form))[:20]}")
    return StatusReport(sid, status.lower(), number(form.get("ErrorCode", "")))


def number(text: str) -> int | None:
    """Read a number; None where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - a code has five


def _is_id(text: str) -> bool:
    return text.isascii() and text.isalnum() and len(text) <= _LONGEST_ID
