"""The parameters and states of Twilio's requests that are known here, used or not: whatever else comes is noted.

https://www.twilio.com/docs/messaging/guides/webhook-request
https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
"""

import re
from collections.abc import Iterable

_PLACES = (f"{side}{part}" for side in ("From", "To") for part in ("City", "State", "Zip", "Country"))
_FIELDS = frozenset(
    {
        *("MessageSid", "SmsSid", "SmsMessageSid", "AccountSid", "MessagingServiceSid", "ApiVersion"),
        *("From", "To", "Body", "NumMedia", "NumSegments", "OptOutType", *_PLACES),
        *("SmsStatus", "MessageStatus", "ErrorCode", "ErrorMessage", "RawDlrDoneDate", "ErrorUrl"),
        *("ProfileName", "WaId", "ExternalUserId", "MessageType", "ChannelMetadata", "StructuredMessage"),
        *("Forwarded", "FrequentlyForwarded", "ButtonText", "ButtonPayload", "ListId", "ListTitle"),
        *("OriginalRepliedMessageSid", "OriginalRepliedMessageSender", "Latitude", "Longitude", "Address", "Label"),
        *("ChannelPrefix", "ChannelInstallSid", "ChannelToAddress", "ChannelStatusMessage", "EventType", "AddOns"),
    }
)
_NUMBERED = re.compile(r"(MediaUrl|MediaContentType)[0-9]+|Referral[A-Za-z]+")
UNTOLD = frozenset({"queued", "accepted", "sending", "scheduled", "receiving", "received", "partially_delivered"})
"""States that say nothing to an agent."""

TELLING = frozenset({"EventType", "MessageStatus", "SmsStatus", "MessageType", "OptOutType", "ChannelPrefix"})
"""Fields that tell what kind of thing a request is, and never what somebody wrote."""


def unknown_fields(names: Iterable[str]) -> list[str]:
    """Give the parameters that nobody here knows."""
    return sorted({one for one in names if one not in _FIELDS and not _NUMBERED.fullmatch(one)})
