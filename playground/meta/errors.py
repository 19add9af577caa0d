"""A refusal in the Graph API's words (https://developers.facebook.com/docs/graph-api/guides/error-handling).

Rules: {"error": {message, type, code, error_subcode?, error_data?, fbtrace_id}}; WhatsApp's have the reason in
`error_data.details` (https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes),
Messenger's a subcode (https://developers.facebook.com/docs/messenger-platform/error-codes). The HTTP status is 400
where neither page names another one. Nobody should read the sentences by program.
"""

from typing import Any

from playground.meta.ids import trace

OAUTH, METHOD = "OAuthException", "GraphMethodException"
_BAD = 400

# WhatsApp's codes: their title, which stands in the message, and the status of a refusal. Both are of Meta's page of
# codes (above), as it was while it had a column for each: today's has neither. Where Meta's answers are known to say
# something else than that page ("Template Param Count Mismatch" for 132000, and so of 10, 131031, 132001, 132005,
# 132012 and 132018), their words stand here.
WHATSAPP: dict[int, tuple[int, str]] = {
    10: (403, "Application does not have permission for this action"),
    100: (400, "Invalid parameter"),
    368: (403, "Temporarily blocked for policies violations"),
    80007: (400, "Rate limit issues"),
    130429: (400, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (500, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131031: (403, "Business Account locked"),
    131042: (400, "Business eligibility payment issue"),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam rate limit hit"),
    131049: (
        400,
        "This message was not delivered to maintain healthy ecosystem engagement.",
    ),
    131050: (400, "User has stopped receiving marketing messages"),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Template Format Character Policy Violated"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "There's an issue with the parameters in your template"),
    132068: (400, "Flow is blocked"),  # https://developers.facebook.com/docs/whatsapp/flows/reference/error-codes
    132069: (400, "Flow is throttled"),
}


class GraphError(Exception):
    """Answered with an HTTP status and an error object."""

    def __init__(
        self, code: int, message: str, *, subcode: int = 0, details: str = "", kind: str = OAUTH, status: int = _BAD
    ) -> None:
        """Refuse with `code`."""
        super().__init__(f"{code}: {message}")
        self.code, self.subcode, self.message, self.details, self.kind = code, subcode, message, details, kind
        self.status = status
        self.transient = False
        self.headers: dict[str, str] = {}

    @property
    def body(self) -> dict[str, Any]:
        """The answer's body."""
        error: dict[str, Any] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.transient:
            error["is_transient"] = True
        return {"error": {**error, "fbtrace_id": trace()}}


def parameter(words: str, subcode: int = 0) -> GraphError:
    """Refuse a parameter: code 100, the sentence as the Graph API begins it."""
    return GraphError(100, f"(#100) {words}", subcode=subcode)


def whatsapp(code: int, details: str) -> GraphError:
    """Refuse as WhatsApp does: the title in the message, the reason in the details; a code of no page has neither."""
    status, title = WHATSAPP.get(code, (_BAD, "Unknown error"))
    return GraphError(code, f"(#{code}) {title}", details=details, status=status)


def no_such_object(method: str, node: str) -> GraphError:
    """Refuse a node that does not exist or that the token may not see: the Graph API does not say which."""
    words = (
        f"Unsupported {method.lower()} request. Object with ID '{node}' does not exist, cannot be loaded due to missing"
        " permissions, or does not support this operation. Please read the Graph API documentation at"
        " https://developers.facebook.com/docs/graph-api"
    )
    return GraphError(100, words, subcode=33, kind=METHOD)


def unknown_path(path: str) -> GraphError:
    """Refuse a path; what a version that does not exist is answered with, too."""
    return GraphError(2500, f"Unknown path components: /{path}")
