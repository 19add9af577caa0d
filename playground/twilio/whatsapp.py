"""WhatsApp, as Twilio carries it: how people and our senders are addressed, the window, and what is told of a message.

Rules:
1. An address is `whatsapp:` with a number, or with the id of somebody who shows none: their business-scoped user id,
   which stands in ExternalUserId too, and in From and To where there is no number.
2. A day after somebody has last written nothing reaches them but an approved template
   (https://www.twilio.com/docs/whatsapp/key-concepts#customer-service-windows, /docs/api/errors/63016).
3. Twilio's own STOP handling is for text messages (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out):
   on WhatsApp only the Advanced Opt-Out of a Messaging Service hears such a word.
"""

import json
from typing import TYPE_CHECKING

from playground.twilio.model import Choice, Message, Phone

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

PREFIX = "whatsapp:"
WINDOW = 24 * 60 * 60.0
INSTALLED = "XE00000000000000000000000000000001"
"""The sender's id at Twilio, as callbacks have it."""
MOST_BYTES, MOST_PICTURE_BYTES = 16 * 1024 * 1024, 5 * 1024 * 1024
"""https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages#message-size-limits"""
# https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages#supported-mime-types
ACCEPTED = frozenset(
    {
        *("image/jpeg", "image/jpg", "image/png", "image/webp"),
        *("audio/ogg", "audio/amr", "audio/3gpp", "audio/aac", "audio/mpeg", "video/mp4"),
        *("application/pdf", "application/msword", "text/vcard", "text/x-vcard"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
_EVENTS = {"delivered": "DELIVERED", "read": "READ"}


def is_whatsapp(address: str) -> bool:
    """Tell whether an address is one of WhatsApp's."""
    return address.startswith(PREFIX)


def bare(address: str) -> str:
    """Give an address without its channel."""
    return address.removeprefix(PREFIX)


def address_of(phone: Phone) -> str:
    """Give by what somebody is known on WhatsApp: their number, or their id where they have a username."""
    return PREFIX + (phone.user_id if phone.username else phone.number)


def is_open(phone: Phone, sender: str, now: float) -> bool:
    """Tell whether somebody has written to a sender within the last day."""
    heard = phone.heard.get(sender)
    return heard is not None and now - heard < WINDOW


def told_of(phone: Phone, *, replies_to: str = "", sender: str = "", kind: str = "text") -> dict[str, str]:
    """Give what is told of somebody's message beside what every message has.

    https://www.twilio.com/docs/messaging/guides/webhook-request#whatsapp-specific-parameters; that MessageType and
    ChannelMetadata come with every message is unverified.
    """
    about = {"ProfileName": phone.name} | ({} if phone.username else {"WaId": phone.number.removeprefix("+")})
    metadata = {"type": "whatsapp", "data": {"context": about}}
    told = {**about, "MessageType": kind, "ChannelMetadata": json.dumps(metadata)}
    if phone.user_id:
        told["ExternalUserId"] = PREFIX + phone.user_id
    if replies_to:
        told |= {"OriginalRepliedMessageSid": replies_to, "OriginalRepliedMessageSender": sender}
    return told


def tapped(phone: Phone, choice: Choice, *, replies_to: str, sender: str) -> dict[str, str]:
    """Give what is told of a tap: the id and the words of a button, or those of an item of a list.

    https://www.twilio.com/docs/messaging/guides/webhook-request#whatsapp-specific-parameters; MessageType is
    unverified.
    """
    if choice.kind == "row":
        what, kind = {"ListId": choice.id, "ListTitle": choice.title}, "interactive"
    else:
        what, kind = {"ButtonPayload": choice.id, "ButtonText": choice.title}, "button"
    return told_of(phone, replies_to=replies_to, sender=sender, kind=kind) | what


def called_back(twilio: "Twilio", message: Message) -> dict[str, str]:
    """Give what a status callback has beside what it has for a text message; the names are Twilio's, unverified."""
    told = {"ChannelPrefix": "whatsapp", "ChannelInstallSid": INSTALLED, "StructuredMessage": "false"}
    told["ChannelToAddress"] = bare(message.to)
    if message.status in _EVENTS:
        told["EventType"] = _EVENTS[message.status]
    phone = twilio.store.at(message.to)
    if phone is not None and phone.user_id:
        told["ExternalUserId"] = PREFIX + phone.user_id
    return told
