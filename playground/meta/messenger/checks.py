"""What the Send API refuses about a message (https://developers.facebook.com/docs/messenger-platform/reference/send-api).

Rules: text up to 2,000 characters, 13 quick replies, templates as their pages say; which of several refusals comes
first, and the sentences that no page has, are unverified. What is sent when and to whom is checked in `send`.
"""

from urllib.parse import urlsplit

from playground.meta.ask import shape
from playground.meta.errors import GraphError, parameter
from playground.meta.messenger.attachments import TYPES
from playground.meta.model import Card, Choice, Json

LONGEST_TEXT = 2000
MOST_QUICK_REPLIES = 13  # https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
_TITLE, _PAYLOAD, _METADATA = 20, 1000, 1000
# https://developers.facebook.com/docs/messenger-platform/send-messages/template/button and .../generic
_BUTTON_TEXT, _MOST_BUTTONS, _MOST_CARDS, _CARD_TEXT = 640, 3, 10, 80
_QUICK = ("text", "user_phone_number", "user_email")
_EMPTY = 2018034  # reported: https://github.com/rickydunlop/fbmessenger-node/pull/24


def message(given: Json) -> None:
    """Look through a message.

    Raises GraphError 100.
    """
    text, attachment = given.get("text"), given.get("attachment")
    if text is not None and not isinstance(text, str):
        raise parameter("Param message[text] must be a string.")
    if not text and not attachment:
        raise GraphError(100, "(#100) Message cannot be empty, must provide valid attachment or text", subcode=_EMPTY)
    if text and attachment:
        raise parameter("Param message can have text or attachment, not both.")
    if text and len(text) > LONGEST_TEXT:
        raise parameter(f"Length of param message[text] must be less than or equal to {LONGEST_TEXT}")
    if attachment:
        _attachment(shape(attachment, dict, "message[attachment]"))
    _longest(given.get("metadata"), _METADATA, "message[metadata]")
    quick_replies(given)


def quick_replies(given: Json) -> list[Choice]:
    """Read the quick replies.

    Raises GraphError 100.
    """
    rows = shape(given.get("quick_replies") or [], list, "message[quick_replies]")
    if len(rows) > MOST_QUICK_REPLIES:
        raise parameter(f"Param message[quick_replies] must have at most {MOST_QUICK_REPLIES} elements")
    return [_quick_reply(shape(row, dict, f"message[quick_replies][{at}]"), at) for at, row in enumerate(rows)]


def _quick_reply(row: Json, at: int) -> Choice:
    name = f"message[quick_replies][{at}]"
    kind = row.get("content_type")
    if kind not in _QUICK:
        raise parameter(f"Param {name}[content_type] must be one of {{{', '.join(_QUICK)}}}")
    if kind != "text":
        return Choice("quick_reply", kind, kind)
    title, payload = _required(row, "title", name), _required(row, "payload", name)
    _longest(title, _TITLE, f"{name}[title]")
    _longest(payload, _PAYLOAD, f"{name}[payload]")
    return Choice("quick_reply", title, payload)


def buttons(rows: object, name: str) -> list[Choice]:
    """Read the buttons of a template.

    Raises GraphError 100.
    """
    found = shape(rows, list, name)
    if not 1 <= len(found) <= _MOST_BUTTONS:
        raise parameter(f"Param {name} must have 1 to {_MOST_BUTTONS} elements")
    return [_button(shape(row, dict, f"{name}[{at}]"), f"{name}[{at}]") for at, row in enumerate(found)]


def _button(row: Json, name: str) -> Choice:
    kind, title = row.get("type"), _required(row, "title", name)
    _longest(title, _TITLE, f"{name}[title]")
    if kind == "postback":
        payload = _required(row, "payload", name)
        _longest(payload, _PAYLOAD, f"{name}[payload]")
        return Choice("postback", title, payload)
    if kind == "web_url":
        url = _required(row, "url", name)
        if urlsplit(url).scheme not in {"http", "https"}:
            raise parameter(f"Param {name}[url] should represent a valid URL")
        return Choice("url", title, url)
    if kind == "phone_number":
        return Choice("call", title, _required(row, "payload", name))
    raise parameter(f"Param {name}[type] must be one of {{postback, web_url, phone_number}}")


def cards(payload: Json) -> list[Card]:
    """Read the elements of a generic template.

    Raises GraphError 100.
    """
    name = "message[attachment][payload][elements]"
    rows = shape(payload.get("elements"), list, name)
    if not 1 <= len(rows) <= _MOST_CARDS:
        raise parameter(f"Param {name} must have 1 to {_MOST_CARDS} elements")
    return [_card(shape(row, dict, f"{name}[{at}]"), f"{name}[{at}]") for at, row in enumerate(rows)]


def _card(row: Json, name: str) -> Card:
    title = _required(row, "title", name)
    _longest(title, _CARD_TEXT, f"{name}[title]")
    _longest(row.get("subtitle"), _CARD_TEXT, f"{name}[subtitle]")
    under = buttons(row["buttons"], f"{name}[buttons]") if row.get("buttons") else []
    if not (row.get("subtitle") or row.get("image_url") or under):
        # https://developers.facebook.com/docs/messenger-platform/reference/templates/generic
        raise parameter(f"Param {name} must have at least one property besides title")
    return Card(title, str(row.get("subtitle") or ""), str(row.get("image_url") or ""), under)


def _attachment(given: Json) -> None:
    kind = given.get("type")
    if kind not in {*TYPES, "template"}:
        raise parameter(f"Param message[attachment][type] must be one of {{{', '.join((*TYPES, 'template'))}}}")
    if kind != "template":
        return
    payload = shape(given.get("payload"), dict, "message[attachment][payload]")
    match payload.get("template_type"):
        case "button":
            _longest(_required(payload, "text", "payload"), _BUTTON_TEXT, "message[attachment][payload][text]")
            buttons(payload.get("buttons"), "message[attachment][payload][buttons]")
        case "generic":
            cards(payload)
        case other:
            raise parameter(f"template_type {other!r} is not played here: use button or generic.")


def _required(row: Json, field: str, name: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value:
        raise parameter(f"The parameter {name}[{field}] is required.")
    return value


def _longest(value: object, most: int, name: str) -> None:
    if isinstance(value, str) and len(value) > most:
        raise parameter(f"Length of param {name} must be less than or equal to {most}")
