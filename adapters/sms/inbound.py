"""What Twilio reports, as the core's `Inbound`. Pure.

Rules:
1. `dedupe` is Twilio's id of the message, and of a report that with its state: what comes twice is the same.
2. Who wrote is known by the number, which also stands as the name; a name as given is never looked for.
3. States that mean nothing to an agent (accepted, queued, sending, scheduled) are left out.
"""

from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_extension

import phonenumbers

from adapters.sms.failures import is_final, reason_of
from adapters.sms.ids import Line, is_number
from adapters.sms.payload import File, Incoming, StatusReport
from core.ids import ChannelName, ConversationId, ExternalRef, QueueId
from core.inbound import (
    ContactSubject,
    ConversationSubject,
    CustomerMessage,
    CustomerReceipt,
    Inbound,
)
from core.inbound_customers import CustomerConsent, ReceiptState
from core.messages import Part, Text, Unfetched

STATES: dict[str, ReceiptState] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
    "undelivered": "failed",
    "canceled": "failed",
}
"""https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks"""
_KINDS = {"image": "picture", "video": "video", "audio": "sound"}


@dataclass(frozen=True, slots=True)
class Sending:
    """Of which sending of ours a report is, as our own address said when it was asked for."""

    conversation: ConversationId
    key: str
    alone: bool
    """Whether the sending is one message and not several."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a message came in: the channel, the line, and its queue."""

    channel: ChannelName
    line: Line
    queue: QueueId


def wrote(end: End, came: Incoming, at: datetime, *, may_open: bool) -> Inbound:
    """Say that the customer wrote."""
    words: tuple[Part, ...] = (Text(came.text),) if came.text else ()
    files = tuple(_file(one, place, len(came.files)) for place, one in enumerate(came.files, start=1))
    subject = ContactSubject(end.channel, end.line.contact, end.queue, shown(end.line.customer), may_open=may_open)
    return Inbound(end.channel, came.sid, subject, CustomerMessage((*words, *files)), at)


def consented(end: End, came: Incoming, at: datetime, *, agrees: bool) -> Inbound:
    """Say that the customer wants no messages any more, or wants them again."""
    subject = ContactSubject(end.channel, end.line.contact, end.queue, may_open=False)
    return Inbound(end.channel, came.sid, subject, CustomerConsent(agrees), at)


def reported(channel: ChannelName, report: StatusReport, sending: Sending, at: datetime) -> Inbound | None:
    """Say where a message of ours stands; None for a state that nobody needs to know."""
    state = STATES.get(report.status)
    if state is None:
        return None
    reason = reason_of(report.error) if state == "failed" else None
    body = CustomerReceipt(
        state,
        ref=ExternalRef(report.sid),
        key=sending.key,
        alone=sending.alone,
        reason=reason,
        final=state == "failed" and is_final(report.error),
    )
    subject = ConversationSubject(sending.conversation)
    return Inbound(channel, f"{report.sid}:{report.status}", subject, body, at)


def shown(number: str) -> str:
    """Write a number as people do: in groups, with its country."""
    if not is_number(number):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _file(file: File, place: int, of: int) -> Unfetched:
    """Announce a file; its real type is found from its content once it is fetched."""
    kind = _KINDS.get(file.mime.partition("/")[0], "file")
    name = f"{kind}{f'-{place}' if of > 1 else ''}{guess_extension(file.mime) or ''}"
    return Unfetched(ExternalRef(file.url), name, file.mime, 0)
