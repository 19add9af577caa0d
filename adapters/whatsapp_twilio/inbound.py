"""What happens on WhatsApp by Twilio, as the core's `Inbound`. Pure.

Rule: `dedupe` is Twilio's id of the message: what comes twice is the same.
"""

from dataclasses import dataclass
from datetime import datetime

from adapters.meta.choosing import read_payload
from adapters.meta.whatsapp.ids import Line
from adapters.twilio.files import unfetched
from adapters.whatsapp_twilio.payload import Incoming
from core.ids import ChannelName, ExternalRef, QueueId
from core.inbound import ContactSubject, CustomerChose, CustomerMessage, Inbound
from core.inbound_customers import CustomerConsent
from core.messages import Part, Text


@dataclass(frozen=True, slots=True)
class End:
    """Where a message came in: the channel, the line, its queue, and what the person is called."""

    channel: ChannelName
    line: Line
    queue: QueueId
    name: str


def wrote(end: End, came: Incoming, at: datetime) -> Inbound:
    """Say that the customer wrote, or chose what a menu of ours offered."""
    choice = read_payload(came.payload)
    if choice is not None:
        chose = CustomerChose(choice.message, choice.place, end.name)
        return Inbound(end.channel, came.sid, _subject(end), chose, at)
    words: tuple[Part, ...] = tuple(map(Text, came.words))
    files = tuple(unfetched(one, place, len(came.files)) for place, one in enumerate(came.files, start=1))
    quotes = ExternalRef(came.quotes) if came.quotes else None
    body = CustomerMessage((*words, *files), end.name, quotes=quotes, ref=ExternalRef(came.sid))
    return Inbound(end.channel, came.sid, _subject(end), body, at)


def _subject(end: End) -> ContactSubject:
    return ContactSubject(end.channel, end.line.contact, end.queue, end.name)


def consented(end: End, came: Incoming, at: datetime, *, agrees: bool) -> Inbound:
    """Say that the customer wants no messages any more, or wants them again."""
    subject = ContactSubject(end.channel, end.line.contact, end.queue, may_open=False)
    return Inbound(end.channel, came.sid, subject, CustomerConsent(agrees), at)
