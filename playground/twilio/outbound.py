"""A message of the account on its way to a phone: taken, sent, delivered or not.

Rules: what Twilio refuses at once is refused in `checks`; media is fetched after the message was taken; a status only
goes on. The first status is not called back
(https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks); a Messaging Service takes a
message as "accepted" and finds its sender afterwards, and has an address for callbacks of its own
(https://www.twilio.com/docs/messaging/api/service-resource).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from playground.twilio import checks, content, handset, media, whatsapp
from playground.twilio.hook import CALLBACKS, Hook
from playground.twilio.ids import sid
from playground.twilio.media import MediaRefusedError
from playground.twilio.model import Choice, Message
from playground.twilio.segments import segments

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_NEVER_SENT = frozenset({30001, 30002, 63016, 63021, 63028})  # ends before anything has left Twilio


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked to be sent."""

    to: str
    sender: str = ""
    service: str = ""
    body: str = ""
    media: tuple[str, ...] = ()
    callback: str = ""
    content: str = ""
    variables: str = ""


def send(twilio: "Twilio", order: Order, *, direction: str = "outbound-api") -> Message:
    """Take a message and send it in the background.

    Raises TwilioError.
    """
    checks.check(twilio, order)
    now = twilio.clock.now()
    shown = content.rendered(twilio, order.content, order.variables) if order.content else None
    made = None if shown is None else shown.template
    message = Message(
        sid=sid("MM" if order.media else "SM"),
        direction=direction,
        sender="" if order.service else order.sender,
        to=order.to,
        body=order.body if shown is None else shown.body,
        content=order.content,
        choices=[] if made is None else choices_of(made),
        list_label="" if made is None else made.button,
        status="accepted" if order.service else "queued",
        created=now,
        updated=now,
        segments=0 if order.service else _segments(order),
        number=next(twilio.store.numbers),
        service=order.service,
        callback=order.callback or (twilio.settings.status_url if order.service else ""),
        wanted=[*order.media, *([made.media] if made is not None and made.media else [])],
    )
    twilio.store.messages[message.sid] = message
    twilio.webhooks.spawn(_go(twilio, message, order))
    twilio.changes.ring()
    return message


def choices_of(made: content.Template) -> list[Choice]:
    """Give what can be tapped of a template."""
    kind = "row" if made.button else "reply"
    links = [Choice("url", words, address) for words, address in made.links]
    return [*(Choice(kind, one.title, one.id, one.description) for one in made.options), *links]


async def _go(twilio: "Twilio", message: Message, order: Order) -> None:
    if order.service:
        message.sender = order.sender or checks.sender_of_service(twilio, order.to)
        message.segments = _segments(order)
        _becomes(twilio, message, "queued", tell=True)
    try:
        message.media = await media.fetched(twilio, message.wanted, whatsapp.is_whatsapp(message.to))
    except MediaRefusedError as refused:
        twilio.report(refused.code, "error", str(refused), sid=message.sid, url=refused.url)
        _ends(twilio, message, refused.code)
        return
    await twilio.webhooks.pause(twilio.settings.seconds_to_send)
    trouble = handset.barred(twilio, message, order.variables) or handset.trouble(twilio, message)
    if trouble in _NEVER_SENT:
        _ends(twilio, message, trouble)
        return
    _becomes(twilio, message, "sending", tell=twilio.settings.tells_sending)
    message.sent = twilio.clock.now()
    _becomes(twilio, message, "sent", tell=True)
    await twilio.webhooks.pause(twilio.settings.seconds_to_deliver)
    trouble = handset.trouble(twilio, message)
    if trouble:
        _ends(twilio, message, trouble, status="undelivered")
        return
    handset.put(twilio, message)
    _becomes(twilio, message, "delivered", tell=True)


def _segments(order: Order) -> int:
    """Count a message with media as one (https://www.twilio.com/docs/messaging/api/message-resource)."""
    return 1 if order.media else segments(order.body)


def _ends(twilio: "Twilio", message: Message, code: int, status: str = "failed") -> None:
    message.error_code = code
    _becomes(twilio, message, status, tell=True)


def _becomes(twilio: "Twilio", message: Message, status: str, *, tell: bool) -> None:
    message.status = status
    message.updated = twilio.clock.now()
    if tell and message.callback:
        twilio.webhooks.changed(Hook(CALLBACKS, message.callback, _told(twilio, message), message.sid))
    twilio.changes.ring()


def _told(twilio: "Twilio", message: Message) -> dict[str, str]:
    """Write a status callback (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status)."""
    told = {
        "SmsSid": message.sid,
        "SmsStatus": message.status,
        "MessageStatus": message.status,
        "To": message.to,
        "MessageSid": message.sid,
        "AccountSid": twilio.settings.account_sid,
        "From": message.sender,
        "ApiVersion": "2010-04-01",
    }
    if message.service:
        told["MessagingServiceSid"] = message.service
    if whatsapp.is_whatsapp(message.to):
        told |= whatsapp.called_back(twilio, message)
    if message.error_code is not None:
        told["ErrorCode"] = str(message.error_code)
    if message.status in {"delivered", "undelivered"} and not whatsapp.is_whatsapp(message.to):
        # Without a time zone: https://www.twilio.com/en-us/changelog (RawDlrDoneDate, YYMMDDhhmm).
        told["RawDlrDoneDate"] = datetime.fromtimestamp(twilio.clock.now(), UTC).strftime("%y%m%d%H%M")
    return told


def was_read(twilio: "Twilio", sid: str) -> None:
    """Let a message on WhatsApp be read, which is called back."""
    message = twilio.store.messages.get(sid)
    if message is not None and message.status == "delivered" and whatsapp.is_whatsapp(message.to):
        _becomes(twilio, message, "read", tell=True)
