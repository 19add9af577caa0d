"""The message templates that the account starts with.

Rule: as the list of https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
gives them; one for each state that a template can be met in.
"""

from playground.meta.model import Json

_ORDER: Json = {
    "id": "910000000000001",
    "name": "order_update",
    "language": "en_US",
    "status": "APPROVED",
    "category": "UTILITY",
    "parameter_format": "POSITIONAL",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Your order"},
        {
            "type": "BODY",
            "text": "Hello {{1}}, there is news about your order {{2}}.",
            "example": {"body_text": [["Mia", "4711"]]},
        },
        {"type": "FOOTER", "text": "Northwind"},
    ],
}
_AGAIN: Json = {
    "id": "910000000000002",
    "name": "hello_again",
    "language": "en_US",
    "status": "APPROVED",
    "category": "UTILITY",
    "parameter_format": "POSITIONAL",
    "components": [
        {
            "type": "BODY",
            "text": "Hi {{1}}, we have an answer to your question. May we go on here?",
            "example": {"body_text": [["Mia"]]},
        },
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Yes, please"}]},
    ],
}
_AGAIN_GERMAN: Json = {
    "id": "910000000000003",
    "name": "hello_again",
    "language": "de",
    "status": "APPROVED",
    "category": "UTILITY",
    "parameter_format": "POSITIONAL",
    "components": [
        {
            "type": "BODY",
            "text": "Hallo {{1}}, wir haben eine Antwort auf Ihre Frage. Geht es hier weiter?",
            "example": {"body_text": [["Mia"]]},
        },
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Ja, bitte"}]},
    ],
}
_PAUSED: Json = {
    "id": "910000000000004",
    "name": "old_offer",
    "language": "en_US",
    "status": "PAUSED",
    "category": "MARKETING",
    "parameter_format": "POSITIONAL",
    "components": [{"type": "BODY", "text": "Last year's prices, once more."}],
}
_PENDING: Json = {**_PAUSED, "id": "910000000000005", "name": "new_offer", "status": "PENDING"}
_NEWS: Json = {
    **_PAUSED,
    "id": "910000000000006",
    "name": "spring_news",
    "status": "APPROVED",
    "components": [{"type": "BODY", "text": "Spring has come to our shop."}],
}

TEMPLATES: tuple[Json, ...] = (_ORDER, _AGAIN, _AGAIN_GERMAN, _PAUSED, _PENDING, _NEWS)
