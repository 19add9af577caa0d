"""The Content resource: how a content template is made by the API, and how Twilio writes it.

Rules (https://www.twilio.com/docs/content/content-api-resources): it has types (92001), 100 variables at the most
(92002) and the code of a language (92004); what else is wrong is 20001, with words of the playground's own (which codes
Twilio has for that is unverified). Two of the same name are two. Played are `twilio/text`, `twilio/quick-reply` and
`twilio/list-picker`; nothing is ever approved by WhatsApp.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playground.twilio.content import DESCRIPTION, MOST_BUTTONS, MOST_ITEMS, PLACE, Option, Template
from playground.twilio.errors import TwilioError
from playground.twilio.model import Json

TEXT, BUTTONS, LIST = "twilio/text", "twilio/quick-reply", "twilio/list-picker"
_ORDER = (LIST, BUTTONS, TEXT)
"""WhatsApp is shown the richest: https://www.twilio.com/docs/content/content-types-overview"""
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_LONGEST_NAME = 450
_MOST_VARIABLES = 100


@dataclass(frozen=True, slots=True)
class Content:
    """A content template that the API has made."""

    sid: str
    name: str
    language: str
    variables: dict[str, str]
    types: Json
    at: float
    template: Template


def made(sid: str, given: Any, at: float) -> Content:
    """Make a content of what the API was given.

    Raises TwilioError 20001, 92001, 92002 or 92004.
    """
    if not isinstance(given, dict):
        raise TwilioError(20001, "the body is no JSON object")
    types = {kind: what for kind, what in _of(given.get("types"), dict, "types").items() if what is not None}
    if not types:
        raise TwilioError(92001)
    variables = _of(given.get("variables") or {}, dict, "variables")
    if len(variables) > _MOST_VARIABLES:
        raise TwilioError(92002)
    if not all(isinstance(one, str) for one in variables.values()):
        raise TwilioError(20001, "variables are texts")
    language = given.get("language")
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        raise TwilioError(92004)
    name = _of(given.get("friendly_name") or "", str, "friendly_name")
    if len(name) > _LONGEST_NAME:
        raise TwilioError(20001, f"friendly_name has more than {_LONGEST_NAME} characters")
    return Content(sid, name, language, variables, types, at, _template(types, variables))


def written(account: str, one: Content) -> Json:
    """Write a content."""
    url = f"https://content.twilio.com/v1/Content/{one.sid}"
    at = datetime.fromtimestamp(int(one.at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "account_sid": account,
        "date_created": at,
        "date_updated": at,
        "friendly_name": one.name,
        "language": one.language,
        "links": {
            "approval_create": f"{url}/ApprovalRequests/whatsapp",
            "approval_fetch": f"{url}/ApprovalRequests",
        },
        "sid": one.sid,
        "types": one.types,
        "url": url,
        "variables": one.variables,
    }


def _template(types: Json, variables: dict[str, str]) -> Template:
    strange = next((kind for kind in types if kind not in _ORDER), None)
    if strange is not None:
        raise TwilioError(20001, f"types {strange} (not played here)")
    shown: list[Template] = []
    for kind in (one for one in _ORDER if one in types):
        what = _of(types[kind], dict, kind)
        options, button = _options(kind, what)
        template = Template(
            _words(what, "body", kind), tuple(variables.items()), approved=False, options=options, button=button
        )
        _check_lengths(template)
        shown.append(template)
    return shown[0]


def _options(kind: str, what: Json) -> tuple[tuple[Option, ...], str]:
    if kind == BUTTONS:
        rows = _rows(what, "actions", MOST_BUTTONS)
        return tuple(Option(_words(one, "title", kind), _words(one, "id", kind)) for one in rows), ""
    if kind == LIST:
        items = tuple(_item(one) for one in _rows(what, "items", MOST_ITEMS))
        return items, _words(what, "button", kind)
    return (), ""


def _item(one: Json) -> Option:
    """Read an item. The page calls its description required; that one without it is taken is what its users show."""
    described = _of(one.get("description") or "", str, "description")
    if len(PLACE.sub("", described)) > DESCRIPTION:
        raise TwilioError(20001, "description is too long")
    return Option(_words(one, "item", LIST), _words(one, "id", LIST), described)


def _check_lengths(template: Template) -> None:
    """See that the words beside the places fit; what is filled in is looked at when it is sent."""
    if any(len(PLACE.sub("", words)) > longest for words, longest in template.fields()):
        raise TwilioError(20001, "a field of types is too long")


def _rows(what: Json, name: str, most: int) -> list[Json]:
    rows: list[Json] = _of(what.get(name), list, name)
    if not 1 <= len(rows) <= most or not all(isinstance(one, dict) for one in rows):
        raise TwilioError(20001, f"{name} are 1 to {most} objects")
    return rows


def _words(what: Json, name: str, kind: str) -> str:
    found = _of(what.get(name), str, f"{kind} {name}")
    if not found:
        raise TwilioError(20001, f"{kind} {name} is empty")
    return str(found)


def _of(value: Any, kind: type, name: str) -> Any:
    if value is None and kind is dict:
        return {}
    if not isinstance(value, kind):
        raise TwilioError(20001, f"{name} is no {kind.__name__}")
    return value
