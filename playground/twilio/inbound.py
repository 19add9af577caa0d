"""A message from a phone to a number of the account.

Rules: it is kept, then the app is told of it by the parameters of
https://www.twilio.com/docs/messaging/guides/webhook-request, in the background; Twilio answers STOP, START and HELP by
itself. A text that was cut into segments arrives whole.
"""

from typing import TYPE_CHECKING

from playground.twilio import media, numbers, opt_out, whatsapp
from playground.twilio.handset import put
from playground.twilio.hook import EVENTS, Hook
from playground.twilio.ids import sid
from playground.twilio.model import File, Message, Phone
from playground.twilio.segments import segments

if TYPE_CHECKING:
    from playground.twilio.world import Twilio


def receive(
    twilio: "Twilio", phone: Phone, number: str, body: str, files: list[File], more: dict[str, str] | None = None
) -> Message:
    """Take a message from a phone; `more` is what is told of it beside the usual, as of a tapped button."""
    on_whatsapp = whatsapp.is_whatsapp(number)
    message = _kept(twilio, "inbound", whatsapp.address_of(phone) if on_whatsapp else phone.number, number, body)
    message.sid = sid("MM" if files else "SM")
    message.segments = 1 if files else segments(body)
    message.media = [media.kept(twilio, file) for file in files]
    twilio.store.messages[message.sid] = message
    meant = opt_out.kind(twilio, number, message.sender, body)
    said = opt_out.heed(twilio, number, message.sender, meant)
    settings = twilio.settings
    url = settings.whatsapp_url if on_whatsapp else settings.sms_url
    if on_whatsapp:
        phone.heard[number] = twilio.clock.now()
    if url:
        told = _told(twilio, phone, message) | opt_out.parameter(twilio, number, meant) | (more or {})
        fallback = "" if on_whatsapp else settings.sms_fallback_url
        twilio.webhooks.arrived(Hook(EVENTS, url, told, message.sid, settings.method, fallback))
    if said:
        _answer(twilio, phone, number, said)
    twilio.changes.ring()
    return message


def _kept(twilio: "Twilio", direction: str, sender: str, to: str, body: str) -> Message:
    now = twilio.clock.now()
    status = "received" if direction == "inbound" else "delivered"
    number = next(twilio.store.numbers)
    return Message(sid("SM"), direction, sender, to, body, status, now, now, segments(body), number, sent=now)


def _answer(twilio: "Twilio", phone: Phone, number: str, said: str) -> None:
    """Send what Twilio says by itself: past every opt-out, with no callback."""
    to = whatsapp.address_of(phone) if whatsapp.is_whatsapp(number) else phone.number
    message = _kept(twilio, "outbound-reply", number, to, said)
    twilio.store.messages[message.sid] = message
    if not phone.off:
        put(twilio, message)


def _told(twilio: "Twilio", phone: Phone, message: Message) -> dict[str, str]:
    settings = twilio.settings
    told = {
        "SmsMessageSid": message.sid,
        "NumMedia": str(len(message.media)),
        "SmsSid": message.sid,
        "SmsStatus": "received",
        "Body": message.body,
        "To": message.to,
        "NumSegments": str(message.segments),
        "MessageSid": message.sid,
        "AccountSid": settings.account_sid,
        "From": message.sender,
        "ApiVersion": "2010-04-01",
    }
    if not whatsapp.is_whatsapp(message.to):
        told |= _places(phone, message)
    if whatsapp.bare(message.to) in settings.service_numbers:
        told["MessagingServiceSid"] = settings.service
    folder = f"{twilio.base_url}/2010-04-01/Accounts/{settings.account_sid}/Messages/{message.sid}/Media"
    for at, one in enumerate(message.media):
        told[f"MediaUrl{at}"] = f"{folder}/{one.sid}"
        told[f"MediaContentType{at}"] = one.file.mimetype
    return told


def _places(phone: Phone, message: Message) -> dict[str, str]:
    """Say where the two numbers are, as is told of text messages alone."""
    return {
        "ToCountry": numbers.country(message.to),
        "ToState": "",
        "ToCity": "",
        "ToZip": "",
        "FromZip": phone.zip,
        "FromState": phone.state,
        "FromCity": phone.city,
        "FromCountry": phone.country,
    }
