"""What Twilio refuses at once, in its order as far as that can be told (the order is unverified).

Each code has its page at https://www.twilio.com/docs/api/errors/CODE.
"""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playground.twilio import content, numbers
from playground.twilio.errors import TwilioError
from playground.twilio.segments import utf16
from playground.twilio.whatsapp import PREFIX, bare, is_whatsapp

if TYPE_CHECKING:
    from playground.twilio.outbound import Order
    from playground.twilio.world import Twilio

# https://www.twilio.com/docs/api/errors/21617: emojis count for more than one.
LONGEST_BODY = 1600
# https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource (MediaUrl)
MOST_MEDIA = 10
_USER = re.compile(r"[A-Z]{2}\.[A-Za-z0-9.]{1,136}", re.ASCII)  # somebody who shows no number
_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]+")


def check(twilio: "Twilio", order: "Order") -> None:
    """Look at a message that is asked for.

    Raises TwilioError.
    """
    if not order.to:
        raise TwilioError(21604)
    _body(twilio, order)
    _sender(twilio, order)
    _receiver(twilio, order)
    if order.callback and not _is_address(order.callback):
        raise TwilioError(21609, order.callback)
    if len(order.media) > (1 if is_whatsapp(order.to) else MOST_MEDIA):
        raise TwilioError(21623)
    if not all(_is_address(url) for url in order.media):
        raise TwilioError(21620)
    if (order.service or twilio.pool(order.sender), order.to) in twilio.store.opted_out:
        raise TwilioError(21610)


def sender_of_service(twilio: "Twilio", to: str) -> str:
    """Choose a number of the Messaging Service: the one that somebody has written with, else the first.

    https://www.twilio.com/docs/messaging/services#sticky-sender
    """
    prefix = PREFIX if is_whatsapp(to) else ""
    ours = [prefix + one for one in twilio.settings.service_numbers]
    phone = twilio.store.at(to)
    known = [number for number in (phone.threads if phone else ()) if number in ours]
    return (known or ours)[0]


def _body(twilio: "Twilio", order: "Order") -> None:
    if order.content:
        if order.body or order.media:  # https://www.twilio.com/docs/api/errors/63016; that it is refused is unverified
            raise TwilioError(20001, "ContentSid goes without Body and MediaUrl")
        content.rendered(twilio, order.content, order.variables)
        return
    if not order.body and not order.media:
        raise TwilioError(21619)
    if utf16(order.body) > LONGEST_BODY:
        raise TwilioError(21617)


def _sender(twilio: "Twilio", order: "Order") -> None:
    settings = twilio.settings
    if order.service:
        if order.service != settings.service:
            raise TwilioError(21701)
        if not settings.service_numbers:
            raise TwilioError(21704)
    elif not order.sender:
        raise TwilioError(21603)
    if not order.sender:
        return
    if is_whatsapp(order.sender) or is_whatsapp(order.to):
        _channel_sender(twilio, order)
        return
    if order.sender in numbers.REFUSED_FROM:
        raise TwilioError(numbers.REFUSED_FROM[order.sender], order.sender)
    if not numbers.could_send(order.sender):
        raise TwilioError(21212, order.sender)
    if order.sender not in [*settings.numbers, numbers.GOOD_FROM]:
        raise TwilioError(21606, order.sender)


def _channel_sender(twilio: "Twilio", order: "Order") -> None:
    """Look at the sender of a message on WhatsApp.

    https://www.twilio.com/docs/api/errors/21910, https://www.twilio.com/docs/api/errors/63007
    """
    if not (is_whatsapp(order.sender) and is_whatsapp(order.to)):
        raise TwilioError(21910)
    if bare(order.sender) not in twilio.settings.whatsapp_numbers:
        raise TwilioError(63007)


def _receiver(twilio: "Twilio", order: "Order") -> None:
    settings, to = twilio.settings, order.to
    if is_whatsapp(to):
        if not numbers.is_e164(bare(to)) and not _USER.fullmatch(bare(to)):
            raise TwilioError(21211, to)
        return
    if to in numbers.REFUSED_TO:
        raise TwilioError(numbers.REFUSED_TO[to], to)
    if not numbers.is_e164(to):
        raise TwilioError(21211, to)
    if to == order.sender:
        raise TwilioError(21266, to)
    if any(to.startswith(region) for region in settings.regions_denied):
        raise TwilioError(21408, to)
    if settings.trial and to not in settings.verified:
        raise TwilioError(21608, to)
    phone = twilio.store.phones.get(to)
    if phone and phone.landline:
        raise TwilioError(21614, to)


def _is_address(url: str) -> bool:
    """Tell whether this is an absolute web address; hosts have no underscores (the API's specification says so)."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(parts.netloc.rpartition("@")[2]))
    except ValueError:
        return False
