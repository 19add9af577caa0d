"""What Twilio reports of a message of ours, as the core's `Inbound`; and the address at which it is to report.

Rules:
1. The address names the sending, so that a report is understood before the answer that gives the message's id.
2. `dedupe` is Twilio's id of the message with its state: what comes twice is the same.
3. States that mean nothing to an agent (accepted, queued, sending, scheduled) are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from multidict import MultiMapping

from adapters.twilio.failures import Meanings
from adapters.twilio.payload import StatusReport
from core.errors import PayloadMalformed
from core.ids import ChannelName, ConversationId, ExternalRef
from core.inbound import ConversationSubject, CustomerReceipt, Inbound
from core.inbound_customers import ReceiptState
from core.ports import Outbound
from core.sentences import Sentence

STATES: Mapping[str, ReceiptState] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
    "undelivered": "failed",
    "canceled": "failed",
}
"""https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks"""
_LOST = "lost"


@dataclass(frozen=True, slots=True)
class Sending:
    """Of which sending of ours a report is, as our own address said when it was asked for."""

    conversation: ConversationId
    key: str
    alone: bool
    """Whether the sending is one message and not several."""
    is_lossy: bool = False
    """Whether something was lost of it, as was noted before it went (`adapters.twilio.losses`)."""
    losses: tuple[Sentence, ...] = ()


def report_to(callback: str, outbound: Outbound, of: int) -> str:
    """Say where Twilio reports: of a message only, since nobody is told what became of a turn's words."""
    if outbound.kind != "message":
        return ""
    named = {"chat": outbound.conversation, "key": outbound.key, "of": of}
    return f"{callback}?{urlencode(named)}"


def with_loss(callback: str) -> str:
    """Say in such an address that something was lost of the message; nothing where nothing is reported."""
    return f"{callback}&{_LOST}=1" if callback else ""


def sending_of(query: MultiMapping[str]) -> Sending:
    """Read of which sending a report is.

    Raises:
        PayloadMalformed: of none of ours.
    """
    chat, key = query.get("chat", ""), query.get("key", "")
    if not chat or not key:
        raise PayloadMalformed("a status of nothing of ours")
    return Sending(ConversationId(chat), key, query.get("of") == "1", _LOST in query)


def reported(
    channel: ChannelName, report: StatusReport, sending: Sending, at: datetime, meanings: Meanings
) -> Inbound | None:
    """Say where a message of ours stands; None for a state that nobody needs to know."""
    state = STATES.get(report.status)
    if state is None:
        return None
    body = CustomerReceipt(
        state,
        ref=ExternalRef(report.sid),
        key=sending.key,
        alone=sending.alone,
        reason=meanings.reason(report.error) if state == "failed" else None,
        final=state == "failed" and meanings.is_final(report.error),
        losses=sending.losses,
    )
    subject = ConversationSubject(sending.conversation)
    return Inbound(channel, f"{report.sid}:{report.status}", subject, body, at)
