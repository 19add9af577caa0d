"""What customers do, as the core's `Inbound`. Pure.

Rules:
1. `dedupe` is Twilio's id of the message: what comes twice is the same.
2. Who wrote is known by the number, which also stands as the name; a name as given is never looked for.
"""

from dataclasses import dataclass
from datetime import datetime

import phonenumbers

from adapters.sms.ids import Line, is_number
from adapters.sms.payload import Incoming
from adapters.twilio.files import unfetched
from core.ids import AgentId, ChannelName, QueueId
from core.inbound import ContactSubject, CustomerMessage, Inbound
from core.inbound_customers import CustomerConsent
from core.messages import Part, Text


@dataclass(frozen=True, slots=True)
class End:
    """Where a message came in: the channel, the line, its queue, and whose own number it is."""

    channel: ChannelName
    line: Line
    queue: QueueId
    agent: AgentId | None = None


def wrote(end: End, came: Incoming, at: datetime, *, may_open: bool) -> Inbound:
    """Say that the customer wrote."""
    words: tuple[Part, ...] = (Text(came.text),) if came.text else ()
    files = tuple(unfetched(one, place, len(came.files)) for place, one in enumerate(came.files, start=1))
    name = shown(end.line.person)
    subject = ContactSubject(end.channel, end.line.contact, end.queue, name, may_open=may_open, agent=end.agent)
    return Inbound(end.channel, came.sid, subject, CustomerMessage((*words, *files)), at)


def consented(end: End, came: Incoming, at: datetime, *, agrees: bool) -> Inbound:
    """Say that the customer wants no messages any more, or wants them again."""
    subject = ContactSubject(end.channel, end.line.contact, end.queue, may_open=False)
    return Inbound(end.channel, came.sid, subject, CustomerConsent(agrees), at)


def shown(number: str) -> str:
    """Write a number as people do: in groups, with its country."""
    if not is_number(number):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
