"""Buttons and lists: up to three buttons, up to ten rows in all.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
and https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages

Rules: titles, ids and texts as long as the pages say; ids and titles of buttons differ from each other; a list of more
than one section names each.
"""

from playground.meta.ask import shape
from playground.meta.errors import whatsapp
from playground.meta.model import Bubble, Choice, Json

_MOST_BUTTONS, _MOST_ROWS, _MOST_SECTIONS = 3, 10, 10
_BUTTON_TITLE, _BUTTON_ID = 20, 256
_ROW_TITLE, _ROW_ID, _ROW_DESCRIPTION, _SECTION_TITLE = 24, 200, 72, 24
_HEADER, _FOOTER, _BODY, _LIST_BODY = 60, 60, 1024, 4096
TYPES = ("button", "list", "cta_url", "request_contact_info")


def fill(bubble: Bubble, given: Json) -> None:
    """Read an interactive message into a bubble.

    Raises GraphError 131008, 131009 or 131051.
    """
    kind = given.get("type")
    if kind not in TYPES:
        raise whatsapp(131051, f"interactive.type {kind!r} is not known, or not played here.")
    longest = _LIST_BODY if kind == "list" else _BODY
    bubble.text = text(
        shape(given.get("body") or {}, dict, "interactive['body']"), "text", "interactive['body']", longest
    )
    if given.get("footer"):
        bubble.footer = text(shape(given["footer"], dict, "footer"), "text", "interactive['footer']", _FOOTER)
    _header(bubble, given.get("header"), kind)
    action = shape(given.get("action") or {}, dict, "interactive['action']")
    if kind == "button":
        bubble.choices = _buttons(action)
    elif kind == "list":
        bubble.list_label = text(action, "button", "interactive['action']", _BUTTON_TITLE)
        bubble.choices = _rows(action)
    elif kind == "cta_url":
        asked = shape(action.get("parameters") or {}, dict, "interactive['action']['parameters']")
        title = text(asked, "display_text", "interactive['action']['parameters']", _BUTTON_TITLE)
        bubble.choices = [Choice("url", title, text(asked, "url", "interactive['action']['parameters']", 2000))]
    else:
        bubble.choices = [Choice("share_number", "Share contact info")]


def text(given: Json, field: str, name: str, most: int) -> str:
    """Give a text that must be there.

    Raises GraphError 131008 or 131009.
    """
    value = given.get(field)
    if not isinstance(value, str) or not value:
        raise whatsapp(131008, f"The parameter {name}['{field}'] is required.")
    if len(value) > most:
        raise whatsapp(131009, f"Param {name}['{field}'] must be at most {most} characters long.")
    return value


def _header(bubble: Bubble, header: Json | None, kind: str) -> None:
    if not header:
        return
    found = shape(header, dict, "interactive['header']")
    if found.get("type") == "text":
        bubble.header = text(found, "text", "interactive['header']", _HEADER)
    elif kind == "list" or found.get("type") not in {"image", "video", "document"}:
        raise whatsapp(131009, "Param interactive['header']['type'] must be text for this type.")


def _buttons(action: Json) -> list[Choice]:
    name = "interactive['action']['buttons']"
    rows = shape(action.get("buttons") or [], list, name)
    if not 1 <= len(rows) <= _MOST_BUTTONS:
        raise whatsapp(131009, f"Param {name} must have 1 to {_MOST_BUTTONS} elements.")
    found = []
    for at, row in enumerate(rows):
        if not isinstance(row, dict) or row.get("type") != "reply":
            raise whatsapp(131009, f"Param {name}[{at}]['type'] must be reply.")
        reply = shape(row.get("reply") or {}, dict, f"{name}[{at}]['reply']")
        title = text(reply, "title", f"{name}[{at}]['reply']", _BUTTON_TITLE)
        found.append(Choice("reply", title, text(reply, "id", f"{name}[{at}]['reply']", _BUTTON_ID)))
    if len({one.value for one in found}) < len(found) or len({one.title for one in found}) < len(found):
        raise whatsapp(131009, f"Param {name}: each button has an id and a title of its own.")
    return found


def _rows(action: Json) -> list[Choice]:
    name = "interactive['action']['sections']"
    sections = shape(action.get("sections") or [], list, name)
    if not 1 <= len(sections) <= _MOST_SECTIONS:
        raise whatsapp(131009, f"Param {name} must have 1 to {_MOST_SECTIONS} elements.")
    found: list[Choice] = []
    for at, section in enumerate(sections):
        found += _section(shape(section, dict, f"{name}[{at}]"), f"{name}[{at}]", is_alone=len(sections) == 1)
    if not 1 <= len(found) <= _MOST_ROWS:
        raise whatsapp(131009, f"Total row count exceed max allowed count: {_MOST_ROWS}")
    if len({one.value for one in found}) < len(found):
        raise whatsapp(131009, f"Param {name}: each row has an id of its own.")
    return found


def _section(section: Json, name: str, *, is_alone: bool) -> list[Choice]:
    title = "" if is_alone and not section.get("title") else text(section, "title", name, _SECTION_TITLE)
    return [
        _row(shape(row, dict, f"{name}['rows'][{at}]"), f"{name}['rows'][{at}]", title)
        for at, row in enumerate(shape(section.get("rows") or [], list, f"{name}['rows']"))
    ]


def _row(row: Json, name: str, section: str) -> Choice:
    description = text(row, "description", name, _ROW_DESCRIPTION) if row.get("description") else ""
    return Choice("row", text(row, "title", name, _ROW_TITLE), text(row, "id", name, _ROW_ID), description, section)
