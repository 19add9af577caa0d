"""Message templates: which there are, and what one says with its parameters.

Rules (https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes): only approved
ones are sent; as many parameters as placeholders, in each component; a heading that is a file is given anew each
time, and so is the end of a button's address. That one that waits for approval is refused as one that does not exist
is what the page says of 132001. The details of 132018 are those that people report
(https://github.com/netflie/whatsapp-cloud-api/issues/201); that they came with 100 before is not played. So are those
of 132012 for a file (https://github.com/netflie/laravel-notification-whatsapp/issues/36); that a button without its
parameter is 131008 is unverified.
"""

import re
from typing import TYPE_CHECKING

from playground.meta.ask import Ask, shape
from playground.meta.errors import whatsapp
from playground.meta.model import Bubble, Choice, Json

if TYPE_CHECKING:
    from playground.meta.world import Meta

_BROKEN = re.compile(r"[\n\r\t]| {5}")
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FILES = frozenset({"IMAGE", "VIDEO", "DOCUMENT"})
_STATES = {"PAUSED": 132015, "DISABLED": 132016}
_LONGEST = 1024
_USUAL_PAGE = 25
_FIELDS = ("name", "parameter_format", "components", "language", "status", "category", "id")


def fill(meta: "Meta", bubble: Bubble, given: Json) -> Json:
    """Read a template message into a bubble; give the template.

    Raises GraphError 132000, 132001, 132005, 132012, 132015, 132016 or 132018.
    """
    name = given.get("name")
    language = shape(given.get("language") or {}, dict, "template['language']").get("code")
    if not name or not language:
        raise whatsapp(131008, "The parameters template['name'] and template['language']['code'] are required.")
    template = _found(meta, str(name), str(language))
    asked = {
        str(one.get("type", "")).upper(): one
        for one in shape(given.get("components") or [], list, "template['components']")
        if str(one.get("type", "")).upper() != "BUTTON"
    }
    for component in template["components"]:
        kind = component["type"]
        if kind == "BUTTONS":
            bubble.choices = [_choice(one, at, given) for at, one in enumerate(component["buttons"])]
            continue
        if kind == "HEADER" and component.get("format") in _FILES:
            _file(component, asked.get(kind, {}))
            continue
        said = _said(component, asked.get(kind, {}))
        if kind == "BODY":
            bubble.text = said
        elif kind == "HEADER":
            bubble.header = said
        else:
            bubble.footer = said
    return template


def file_of(given: Json) -> tuple[str, Json] | None:
    """Give the kind and the object of the file that a template's heading is given."""
    for one in given.get("components") or []:
        for parameter in one.get("parameters") or []:
            kind = str(parameter.get("type", ""))
            if str(one.get("type", "")).lower() == "header" and kind.upper() in _FILES:
                return kind, parameter.get(kind) or {}
    return None


def _file(component: Json, asked: Json) -> None:
    """See that a heading gets the file that it is."""
    wanted = component["format"]
    given = file_of({"components": [{**asked, "type": "header"}]})
    if given is None or given[0].upper() != wanted or not (given[1].get("link") or given[1].get("id")):
        received = "UNKNOWN" if given is None else given[0].upper()
        raise whatsapp(132012, f"header: Format mismatch, expected {wanted}, received {received}")


def listed(meta: "Meta", ask: Ask) -> Json:
    """Answer the list, a page at a time."""
    rows = [one for one in meta.settings.templates if _fits(one, ask)]
    fields = ask.fields(",".join(_FIELDS))
    limit = int(ask.text("limit")) if ask.text("limit").isdigit() else _USUAL_PAGE
    after = int(ask.text("after")) if ask.text("after").isdigit() else 0
    shown = rows[after : after + limit]
    data = [{name: row[name] for name in [*fields, "id"] if name in row} for row in shown]
    cursors: Json = {"cursors": {"before": str(after), "after": str(after + len(shown))}}
    if after + len(shown) < len(rows):
        there = f"{meta.base_url}/v{meta.settings.newest_version}.0/{ask.node}/message_templates"
        cursors["next"] = f"{there}?limit={limit}&after={after + len(shown)}"
    return {"data": data, "paging": cursors} if data else {"data": []}


def _fits(row: Json, ask: Ask) -> bool:
    wanted = {name: ask.text(name) for name in ("status", "category", "language", "name") if ask.text(name)}
    return all(value in str(row[name]) if name == "name" else value == row[name] for name, value in wanted.items())


def _found(meta: "Meta", name: str, language: str) -> Json:
    named = [one for one in meta.settings.templates if one["name"] == name]
    template = next((one for one in named if one["language"] == language), None)
    if template is None or template["status"] not in {"APPROVED", *_STATES}:
        raise whatsapp(132001, f"template name ({name}) does not exist in {language}")
    if template["status"] in _STATES:
        raise whatsapp(
            _STATES[template["status"]], f"Template {name} is {template['status'].lower()} due to low quality."
        )
    return template


def _said(component: Json, asked: Json) -> str:
    """Put the parameters into a component's text."""
    pattern = component.get("text", "")
    kind = component["type"].lower()
    places = list(dict.fromkeys(_PLACE.findall(pattern)))
    given = shape(asked.get("parameters") or [], list, f"template['components']['{kind}']['parameters']")
    if len(given) != len(places):
        words = f"{kind}: number of localizable_params ({len(given)}) does not match the expected number of params"
        raise whatsapp(132000, f"{words} ({len(places)})")
    values: dict[str, str] = {}
    for place, parameter in zip(places, given, strict=True):
        if not isinstance(parameter, dict) or parameter.get("type") != "text" or not parameter.get("text"):
            raise whatsapp(132012, f"{kind}: parameter {place} must be a text with at least one character")
        if _BROKEN.search(str(parameter["text"])):
            raise whatsapp(132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")
        values[parameter.get("parameter_name") or place] = str(parameter["text"])
    said = _PLACE.sub(lambda found: values.get(found[1], ""), pattern)
    if len(said) > _LONGEST:
        raise whatsapp(132005, f"{kind}: the text is longer than {_LONGEST} characters")
    return said


def _choice(button: Json, at: int, given: Json) -> Choice:
    """Make a button; a quick reply's payload is what was asked for, else its text."""
    mine = [one for one in given.get("components") or [] if str(one.get("index")) == str(at)]
    if button["type"] == "URL":
        return Choice("url", button["text"], _address(str(button.get("url", "")), at, mine))
    if button["type"] == "PHONE_NUMBER":
        return Choice("call", button["text"], button.get("phone_number", ""))
    payload = next((one["parameters"][0].get("payload") for one in mine if one.get("parameters")), None)
    return Choice("template_reply", button["text"], str(payload or button["text"]))


def _address(pattern: str, at: int, given: list[Json]) -> str:
    """Put the parameter into a button's address."""
    if not _PLACE.search(pattern):
        return pattern
    end = next((one["parameters"][0].get("text") for one in given if one.get("parameters")), None)
    if not end:
        raise whatsapp(131008, f"buttons: Button at index {at} of type Url requires a parameter")
    return _PLACE.sub(lambda _: str(end), pattern)
