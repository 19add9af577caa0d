"""A refusal in Twilio's words: {"code", "message", "more_info", "status"} (https://www.twilio.com/docs/usage/twilios-response).

Rules: each code has its page at https://www.twilio.com/docs/api/errors/CODE, and the HTTP status is that of the kind
of refusal (429 for 21611 is unverified); the sentences are short forms of the pages' headlines, which Twilio changes:
nobody should read them by program.
"""

from typing import Any

_WORDS = {
    20001: (400, "Invalid parameter: {what}"),
    20003: (401, "Authenticate"),
    20009: (409, "Cannot delete message because delivery has not been completed."),
    20404: (404, "The requested resource {what} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "Internal Server Error"),
    20503: (503, "Service Unavailable"),
    21211: (400, "The 'To' number {what} is not a valid phone number."),
    21212: (400, "The 'From' number {what} is not a valid phone number, shortcode, or alphanumeric sender ID."),
    21266: (400, "'To' and 'From' number cannot be the same: {what}"),
    21408: (
        400,
        "Permission to send an SMS or MMS has not been enabled for the region indicated by the 'To' number: {what}",
    ),
    21603: (400, "A 'From' phone number or a 'MessagingServiceSid' is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (400, "The 'From' phone number {what} is not a valid, SMS-capable number or short code of your account."),
    21608: (400, "The number {what} is unverified. Trial accounts cannot send messages to unverified numbers."),
    21609: (400, "The 'StatusCallback' URL {what} is not a valid URL."),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21611: (429, "This 'From' number {what} has exceeded the maximum number of queued messages"),
    21612: (400, "The 'To' phone number {what} is not currently reachable using the 'From' phone number"),
    21614: (400, "'To' number {what} is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    21619: (400, "A text message body or media urls must be specified."),
    21620: (400, "Invalid media URL(s)"),
    21623: (400, "Number of media files exceeds allowed limit"),
    21655: (400, "The ContentSid is Invalid"),
    21656: (400, "The ContentVariables Parameter is invalid"),
    21658: (400, "Parameter exceeded character limit"),
    21701: (400, "The Messaging Service does not exist"),
    21704: (400, "The Messaging Service contains no phone numbers"),
    21910: (400, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel"),
    92001: (400, "The 'types' parameter requires at least one type in order to create content."),
    92002: (400, "Invalid variables. The max amount of variables allowed is 100"),
    92004: (400, "Invalid language code"),
    63007: (400, "Twilio could not find a Channel with the specified From address"),
}

# Codes with which a message ends; their pages are at the same address.
ENDS = {
    11200: "HTTP retrieval failure",
    11751: "Media Message - Media exceeds messaging provider size limit",
    12300: "Invalid Content-Type",
    30001: "Queue overflow",
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    63003: "Channel could not find To address",
    63014: "Channel message blocked by user action",
    63016: "Outside messaging window. For WhatsApp, use a Message Template instead",
    63018: "Rate limit exceeded for Channel",
    63021: "Channel invalid content error",
    63024: "Invalid message recipient",
    63028: "Number of parameters provided does not match the expected number of parameters",
    63049: "Meta chose not to deliver this WhatsApp marketing message",
}


class TwilioError(Exception):
    """Answered with an HTTP status and a code."""

    def __init__(self, code: int, what: str = "") -> None:
        """Refuse with `code`; `what` is the value that it is about."""
        status, words = _WORDS[code]
        message = words.format(what=what)
        super().__init__(f"{code}: {message}")
        self.code, self.status, self.message = code, status, message
        self.headers: dict[str, str] = {}

    @property
    def body(self) -> dict[str, Any]:
        """The answer's body."""
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        return {"code": self.code, "message": self.message, "more_info": more, "status": self.status}
