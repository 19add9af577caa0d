"""What happens on WhatsApp, as the core's `Inbound`. Pure.

Rules:
1. `dedupe` is Meta's id of the message, and of a report that with its state: what comes twice is the same.
2. States that mean nothing to an agent are left out; which one stands is decided by rank behind the inbox.
"""

from dataclasses import dataclass
from mimetypes import guess_extension

from adapters.meta.choosing import read_payload
from adapters.meta.sendings import Label
from adapters.meta.whatsapp.ids import Line
from adapters.whatsapp.failures import OF_THE_PERSON, reason_of
from adapters.whatsapp.payload import File, Stands, Wrote
from core.ids import ChannelName, ExternalRef, QueueId
from core.inbound import ContactSubject, ConversationSubject, CustomerChose, CustomerMessage, CustomerReceipt, Inbound
from core.inbound_customers import ReceiptState
from core.messages import Part, Text, Unfetched

STATES: dict[str, ReceiptState] = {"sent": "sent", "delivered": "delivered", "read": "read", "failed": "failed"}
"""https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status"""


@dataclass(frozen=True, slots=True)
class End:
    """Where something came in: the channel, the line, its queue, and what the person is called."""

    channel: ChannelName
    line: Line
    queue: QueueId
    name: str = ""


def wrote(end: End, came: Wrote) -> Inbound | None:
    """Say that the customer wrote, or chose; None where nothing is said, as by an emoji that was taken away."""
    subject = ContactSubject(end.channel, end.line.contact, end.queue, end.name, may_open=came.opens)
    choice = read_payload(came.payload)
    if choice is not None:
        body = CustomerChose(choice.message, choice.place, end.name)
        return Inbound(end.channel, came.id, subject, body, came.at)
    parts: tuple[Part, ...] = tuple(map(Text, came.words))
    if came.file is not None:
        parts = (*parts, _file(came.file))
    if not parts:
        return None
    quotes = ExternalRef(came.quotes) if came.quotes else None
    message = CustomerMessage(parts, end.name, quotes=quotes, ref=ExternalRef(came.id))
    return Inbound(end.channel, came.id, subject, message, came.at)


def reported(channel: ChannelName, came: Stands, label: Label) -> Inbound | None:
    """Say where a message of ours stands; None for a state that nobody needs to know."""
    state = STATES.get(came.status)
    if state is None:
        return None
    reason = reason_of(came.error) if state == "failed" else None
    body = CustomerReceipt(
        state,
        ref=ExternalRef(came.id),
        key=label.key,
        alone=label.of == 1,
        reason=reason,
        final=state == "failed" and came.error in OF_THE_PERSON,
    )
    return Inbound(channel, f"{came.id}:{came.status}", ConversationSubject(label.conversation), body, came.at)


def _file(file: File) -> Unfetched:
    """Announce a file; its real type is found from its content once it is fetched."""
    ending = "" if "." in file.name else guess_extension(file.mime) or ""
    return Unfetched(
        ExternalRef(f"media:{file.id}"), f"{file.name}{ending}", file.mime or "application/octet-stream", 0
    )
