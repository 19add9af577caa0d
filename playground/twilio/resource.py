"""How Twilio writes its resources.

Messages: https://www.twilio.com/docs/messaging/api/message-resource#message-properties, media:
https://www.twilio.com/docs/messaging/api/media-resource. Dates are RFC 2822 in GMT; numbers of segments and media are
strings.
"""

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from playground.twilio.errors import ENDS
from playground.twilio.model import Json, Media, Message

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

VERSION = "2010-04-01"


def folder(twilio: "Twilio") -> str:
    """Give the address of the account's messages, without the host."""
    return f"/{VERSION}/Accounts/{twilio.settings.account_sid}/Messages"


def message(twilio: "Twilio", one: Message) -> Json:
    """Write a message."""
    uri = f"{folder(twilio)}/{one.sid}"
    return {
        "account_sid": twilio.settings.account_sid,
        "api_version": VERSION,
        "body": one.body,
        "date_created": date(one.created),
        "date_sent": date(one.sent),
        "date_updated": date(one.updated),
        "direction": one.direction,
        "error_code": one.error_code,
        "error_message": ENDS.get(one.error_code or 0),
        "from": one.sender or None,
        "messaging_service_sid": one.service or None,
        "num_media": str(len(one.media) or len(one.wanted)),
        "num_segments": str(one.segments),
        "price": None,
        "price_unit": "USD",
        "sid": one.sid,
        "status": one.status,
        "subresource_uris": {"media": f"{uri}/Media.json", "feedback": f"{uri}/Feedback.json"},
        "to": one.to,
        "uri": f"{uri}.json",
    }


def media(twilio: "Twilio", parent: Message, one: Media) -> Json:
    """Write a piece of media."""
    return {
        "account_sid": twilio.settings.account_sid,
        "content_type": one.file.mimetype,
        "date_created": date(one.at),
        "date_updated": date(one.at),
        "parent_sid": parent.sid,
        "sid": one.sid,
        "uri": f"{folder(twilio)}/{parent.sid}/Media/{one.sid}.json",
    }


def date(at: float | None) -> str | None:
    """Write a moment as RFC 2822 has it."""
    return None if at is None else format_datetime(datetime.fromtimestamp(int(at), UTC))
