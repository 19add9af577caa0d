"""Content templates: what is sent by ContentSid and ContentVariables.

Rules (https://www.twilio.com/docs/content/using-variables-with-content-api): variables are a JSON object of texts; one
that is missing has its default; none is empty, has a line break or five spaces in a row
(https://www.twilio.com/docs/api/errors/21656). Variables that the template has not end the message (63028).
"""

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.twilio.errors import TwilioError

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_SID = re.compile(r"HX[0-9a-fA-F]{32}")
_PLACE = re.compile(r"\{\{([^{}]+)\}\}")
_LONGEST = 1600  # https://www.twilio.com/docs/api/errors/21658


@dataclass(frozen=True, slots=True)
class Template:
    """A content template: its words, the values for places that get none, and whether WhatsApp has approved it."""

    body: str
    defaults: tuple[tuple[str, str], ...] = ()
    approved: bool = True


def rendered(twilio: "Twilio", sid: str, variables: str) -> tuple[str, bool]:
    """Give the words of a template, and whether its variables fit it.

    Raises TwilioError 21655, 21656 or 21658.
    """
    template = twilio.settings.templates.get(sid) if _SID.fullmatch(sid) else None
    if template is None:
        raise TwilioError(21655)
    given = _read(variables)
    places, known = _PLACE.findall(template.body), dict(template.defaults)
    values = {place: given.get(place, known.get(place)) for place in places}
    fits = set(given) <= set(places) and all(value is not None for value in values.values())
    return _PLACE.sub(lambda found: values[found[1]] or "", template.body), fits


def _read(variables: str) -> dict[str, str]:
    if not variables:
        return {}
    try:
        given = json.loads(variables)
    except ValueError:
        raise TwilioError(21656) from None
    if not isinstance(given, dict) or not all(isinstance(one, str) and _is_good(one) for one in given.values()):
        raise TwilioError(21656)
    if any(len(one) > _LONGEST for one in given.values()):
        raise TwilioError(21658)
    return given


def _is_good(value: str) -> bool:
    return bool(value) and not re.search(r"[\n\r\t]| {5}", value)
