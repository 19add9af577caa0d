"""A template with what was filled in, as the API takes it. Pure.

https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from adapters.meta.whatsapp.templates import BUTTON, HEADER, KINDS
from core.messages import FromTemplate

Component = dict[str, Any]


def template(made: FromTemplate) -> dict[str, Any]:
    """Make a template with its values; one of a named place has the name with it."""
    components = (*_header(made), *_body(made), *_buttons(made))
    return {"name": made.name, "language": {"code": made.language}, "components": list(components)}


def _header(made: FromTemplate) -> Iterator[Component]:
    for place, value in made.values:
        if place.lower() in KINDS and place.isupper():
            yield {"type": "header", "parameters": [_file(place.lower(), value)]}
        elif place == HEADER or place.startswith(f"{HEADER}_"):
            yield {"type": "header", "parameters": [_text(value, place.removeprefix(HEADER).removeprefix("_"))]}


def _body(made: FromTemplate) -> Iterator[Component]:
    said = [_text(value, "" if place.isdecimal() else place) for place, value in made.values if not place[:1].isupper()]
    if said:
        yield {"type": "body", "parameters": said}


def _buttons(made: FromTemplate) -> Iterable[Component]:
    for place, value in made.values:
        if place.startswith(BUTTON):
            index = str(int(place.removeprefix(BUTTON)) - 1)
            yield {"type": "button", "sub_type": "url", "index": index, "parameters": [_text(value)]}


def _text(value: str, name: str = "") -> Component:
    return {"type": "text", "text": value} | ({"parameter_name": name} if name else {})


def _file(kind: str, address: str) -> Component:
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    return {"type": kind, kind: {"link": address} | ({"filename": name} if kind == "document" and name else {})}
