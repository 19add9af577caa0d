"""Message templates: words that were approved before, with places to be filled in.

Rules:
1. A template is known by its name and its language: one name may stand for the same words in several languages.
2. What the customer sees is written here, and nowhere else: for the preview, for the thread, and for the transcript.
3. A place stands as `{{1}}` or `{{first_name}}` in the text, in the line above it, and in the address of a button or a
   picture. What is filled in is a part of a line: not empty, no line breaks, no tabs, no four spaces in a row, which
   WhatsApp refuses (error 132018 or 100, "Param text cannot have new-line/tab characters or more than 4 consecutive
   spaces"; https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes). In an
   address it has no space at all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.commands.wants import Want
from core.errors import ArgumentsInvalid
from core.messages import FromTemplate, Text
from core.sentences import say

COMMAND = "template"
"""The command that sends one."""
LONGEST = 1024
"""Characters of the text with its values.
https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components"""
LONGEST_LINE = 60
"""Characters of what stands above it and below it, with its values; the same page."""
PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_NO_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")
_BROKEN = re.compile(r"[\n\r\t\v\f\x85\u2028\u2029]| {4,}")
_KEY = "value"


@dataclass(frozen=True, slots=True)
class Template:
    """An approved template. `labels` name its places for agents, in their order; without any they have their own names.

    `language` is as the vendor writes it, such as `en_US`; `buttons` are the words on them, and `links` the addresses
    that they open, "" where one opens none. `picture` is the address of a picture, a film or a document above it all.
    `fixed` is handed to the channel beside what is filled in.
    """

    name: str
    language: str
    text: str
    header: str = ""
    footer: str = ""
    buttons: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    picture: str = ""
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Give what names it among all others."""
        return f"{self.name}:{self.language}"

    @property
    def label(self) -> str:
        """Give what a list calls it."""
        return f"{self.name} ({self.language})"

    @property
    def places(self) -> tuple[str, ...]:
        """Give the names of its places, in the order in which they are filled in."""
        parts = (self.picture, self.header, self.text, *self.links)
        return _by_number(dict.fromkeys(place for part in parts for place in _by_number(PLACE.findall(part))))

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Give for each place the name of its input, and what it is called."""
        spoken = self.labels or tuple(map(_spoken, self.places))
        return tuple((f"{_KEY}{number}", label) for number, label in enumerate(spoken, start=1))

    def pattern(self) -> str:
        """Give what the customer will see, with the names of the places where something is to be filled in."""
        return self._whole(dict(zip(self.places, (f"{{{label}}}" for _, label in self.fields()), strict=True)))

    def filled(self, values: Sequence[str]) -> Text:
        """Give the message as the customer will see it.

        Raises:
            ArgumentsInvalid: a value is missing, or is no part of a line or of an address, or a part gets too long.
        """
        fields = self.fields()
        given = tuple(one.strip() for one in values)
        if len(given) != len(fields):
            names = " | ".join(label for _, label in fields)
            raise ArgumentsInvalid(say("template_count", count=len(fields), given=len(given), names=names), "values")
        for (field, label), value in zip(fields, given, strict=True):
            if not value:
                raise ArgumentsInvalid(say("template_empty", place=label), field)
            if _BROKEN.search(value):
                raise ArgumentsInvalid(say("template_lines", place=label), field)
        by_place = dict(zip(self.places, given, strict=True))
        self._see_that_addresses_stay_whole(by_place)
        last = fields[-1][0] if fields else "which"
        for part, most, key in (
            (self.text, LONGEST, "template_long"),
            (self.header, LONGEST_LINE, "template_header_long"),
        ):
            length = len(_filled(part, by_place))
            if length > most:
                raise ArgumentsInvalid(say(key, length=length, most=most), last)
        handed: tuple[tuple[str, str], ...] = (*self.fixed, *by_place.items())
        return Text(self._whole(by_place), asks=FromTemplate(self.name, self.language, handed))

    def _see_that_addresses_stay_whole(self, by_place: Mapping[str, str]) -> None:
        in_addresses = {place for part in (self.picture, *self.links) for place in PLACE.findall(part)}
        for (field, label), (place, value) in zip(self.fields(), by_place.items(), strict=True):
            if place in in_addresses and _NO_ADDRESS.search(value):
                raise ArgumentsInvalid(say("template_address", place=label), field)

    def _whole(self, by_place: Mapping[str, str]) -> str:
        """Write it with all that stands above and below its text."""
        links = self.links or ("",) * len(self.buttons)
        buttons = (f"[{words}] {link}".rstrip() for words, link in zip(self.buttons, links, strict=True))
        lines = (self.picture, self.header, self.text, self.footer, *buttons)
        return "\n".join(_filled(one, by_place) for one in lines if one)


@dataclass(frozen=True, slots=True)
class Approved:
    """The templates that may be sent in a chat; `only` when nothing else reaches its customer now."""

    templates: tuple[Template, ...] = ()
    only: bool = False

    def find(self, id: str) -> Template | None:
        """Give a template by its id, or None when there is none any more."""
        return next((one for one in self.templates if one.id == id), None)


TEMPLATES: Want[Approved] = Want("templates")
"""What may be sent in the chat."""


def in_order(templates: Iterable[Template], language: str) -> tuple[Template, ...]:
    """Put those of the customer's language first; else their order stays."""
    return tuple(sorted(templates, key=lambda one: not speaks(one, language)))


def matching(templates: Sequence[Template], typed: str, language: str) -> tuple[Template, ...]:
    """Give what words mean: the one of that name in the customer's language, or all that hold them."""
    wanted = typed.casefold().split()
    named = [one for one in templates if typed.strip().casefold() in (one.name, one.id.casefold())]
    spoken = [one for one in named if speaks(one, language)]
    if len(spoken) == 1 or len(named) == 1:
        return tuple(spoken if len(spoken) == 1 else named)
    return tuple(named) or tuple(one for one in templates if _holds(one, wanted))


def speaks(template: Template, language: str) -> bool:
    """Tell whether a template is in a language, as in `de_AT` and `de-at`, or `de`."""
    own, other = (one.casefold().replace("_", "-") for one in (template.language, language))
    return bool(other) and own.partition("-")[0] == other.partition("-")[0]


def _holds(template: Template, wanted: Sequence[str]) -> bool:
    words = f"{template.label} {template.text}".casefold()
    return all(one in words for one in wanted)


def _filled(words: str, by_place: Mapping[str, str]) -> str:
    return PLACE.sub(lambda found: by_place.get(found[1], found[0]), words)


def _by_number(places: Iterable[str]) -> tuple[str, ...]:
    """Put places in the order of their numbers, where all have one."""
    found = tuple(places)
    return tuple(sorted(found, key=int)) if all(one.isdecimal() for one in found) else found


def _spoken(place: str) -> str:
    """Write a place's name as people do: `first_name` is First name, `1` is Value 1."""
    return f"Value {place}" if place.isdecimal() else place.replace("_", " ").strip().capitalize()
