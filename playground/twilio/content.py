"""Content templates at work: what is sent by ContentSid and ContentVariables.

Rules (https://www.twilio.com/docs/content/using-variables-with-content-api): variables are a JSON object of texts; one
that is missing has its default; none is empty, has a line break or five spaces in a row
(https://www.twilio.com/docs/api/errors/21656), and none makes a field longer than it may be (that this is 21658 is
unverified). Variables that the template has not end the message (63028).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.twilio.errors import TwilioError
from playground.twilio.segments import utf16

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_SID = re.compile(r"HX[0-9a-fA-F]{32}")
PLACE = re.compile(r"\{\{([^{}]+)\}\}")
_LONGEST = 1600  # https://www.twilio.com/docs/api/errors/21658
# https://www.twilio.com/docs/content/twiliolist-picker and /docs/content/twilio-quick-reply; the titles of buttons are
# as long as WhatsApp takes them: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
BODY, BUTTON, ITEM, ID, DESCRIPTION, TITLE = 1024, 20, 24, 200, 72, 60
MOST_BUTTONS, MOST_IN_SESSION, MOST_ITEMS = 10, 3, 10


@dataclass(frozen=True, slots=True)
class Option:
    """What can be tapped: a button, or an item of a list."""

    title: str
    id: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A content template: its words, the values for places that get none, and whether WhatsApp has approved it."""

    body: str
    defaults: tuple[tuple[str, str], ...] = ()
    approved: bool = True
    options: tuple[Option, ...] = ()
    button: str = ""
    """What opens its list; without one its options are buttons."""
    title: str = ""
    """What stands above its words."""
    media: str = ""
    """The address of a file above them: https://www.twilio.com/docs/content/twiliocard"""
    links: tuple[tuple[str, str], ...] = ()
    """Buttons that open an address, each with it."""

    def fields(self) -> Iterator[tuple[str, int]]:
        """Give all that may have places, each with how long it may become."""
        yield self.body, BODY if self.options else _LONGEST
        yield self.button, BUTTON
        for one in self.options:
            yield one.title, ITEM if self.button else BUTTON
            yield one.id, ID
            yield one.description, DESCRIPTION
        yield self.title, TITLE
        yield self.media, _LONGEST
        for words, address in self.links:
            yield words, BUTTON
            yield address, _LONGEST


@dataclass(frozen=True, slots=True)
class Rendered:
    """A template with its values; `fits` tells whether these are those that it has."""

    template: Template
    fits: bool

    @property
    def body(self) -> str:
        """Its words, below its title."""
        return "\n".join(filter(None, (self.template.title, self.template.body)))


def rendered(twilio: "Twilio", sid: str, variables: str) -> Rendered:
    """Fill in a template.

    Raises TwilioError 21655, 21656 or 21658.
    """
    template = found(twilio, sid)
    if template is None:
        raise TwilioError(21655)
    given = _read(variables)
    places = {place for words, _ in template.fields() for place in PLACE.findall(words)}
    known = dict(template.defaults)
    values = {place: given.get(place, known.get(place)) for place in places}
    fits = set(given) <= places and all(value is not None for value in values.values())
    filled = _filled(template, {place: value or "" for place, value in values.items()})
    if any(utf16(words) > longest for words, longest in filled.fields()):
        raise TwilioError(21658)
    return Rendered(filled, fits)


def found(twilio: "Twilio", sid: str) -> Template | None:
    """Give the template of an id: one of the settings, or one that the API has made."""
    if not _SID.fullmatch(sid):
        return None
    content = twilio.store.contents.get(sid)
    return content.template if content is not None else twilio.settings.templates.get(sid)


def can_be_shown(template: Template) -> bool:
    """Tell whether WhatsApp shows what was not approved: up to three buttons, all different; a list at any time.

    https://www.twilio.com/docs/content/twilio-quick-reply; that others end with 63021 is unverified.
    """
    if template.approved or template.button:
        return True
    titles, ids = [one.title for one in template.options], [one.id for one in template.options]
    return len(titles) <= MOST_IN_SESSION and len(set(titles)) == len(titles) and len(set(ids)) == len(ids)


def _filled(template: Template, values: dict[str, str]) -> Template:
    def fill(words: str) -> str:
        return PLACE.sub(lambda place: values[place[1]], words)

    options = tuple(Option(fill(one.title), fill(one.id), fill(one.description)) for one in template.options)
    return Template(
        fill(template.body),
        approved=template.approved,
        options=options,
        button=fill(template.button),
        title=fill(template.title),
        media=fill(template.media),
        links=tuple((fill(words), fill(address)) for words, address in template.links),
    )


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
