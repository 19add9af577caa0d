"""Message templates: words that were approved before, with places to be filled in.

Rules:
1. A template is known by its name and its language: one name may stand for the same words in several languages.
2. What the customer sees is written here, and nowhere else: for the preview, for the thread, and for the transcript.
3. A place stands as `{{1}}` or `{{first_name}}` in the text. What is filled in is a part of a line: not empty, no line
   breaks, no tabs, no four spaces in a row, which WhatsApp refuses (error 132018 or 100, "Param text cannot have
   new-line/tab characters or more than 4 consecutive spaces";
   https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.commands.wants import Want
from core.errors import ArgumentsInvalid
from core.messages import FromTemplate, Text
from core.sentences import say

COMMAND = "template"
"""The command that sends one."""
LONGEST = 1024
"""Characters of the text with its values; of what stands above and below it there are at most 60, and no places.
https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components"""
PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_BROKEN = re.compile(r"[\n\r\t\v\f\x85\u2028\u2029]| {4,}")
_KEY = "value"


@dataclass(frozen=True, slots=True)
class Template:
    """An approved template. `labels` name its places for agents, in their order; without any they have their own names.

    `language` is as the vendor writes it, such as `en_US`; `buttons` are the words on them.
    """

    name: str
    language: str
    text: str
    header: str = ""
    footer: str = ""
    buttons: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

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
        found = dict.fromkeys(PLACE.findall(self.text))
        return tuple(sorted(found, key=int) if all(one.isdecimal() for one in found) else found)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Give for each place the name of its input, and what it is called."""
        spoken = self.labels or tuple(map(_spoken, self.places))
        return tuple((f"{_KEY}{number}", label) for number, label in enumerate(spoken, start=1))

    def pattern(self) -> str:
        """Give what the customer will see, with the names of the places where something is to be filled in."""
        shown = dict(zip(self.places, (f"{{{label}}}" for _, label in self.fields()), strict=True))
        return self._whole(PLACE.sub(lambda found: shown[found[1]], self.text))

    def filled(self, values: Sequence[str]) -> Text:
        """Give the message as the customer will see it.

        Raises:
            ArgumentsInvalid: a value is missing, or is no part of a line, or the text gets too long.
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
        words = PLACE.sub(lambda found: by_place[found[1]], self.text)
        if len(words) > LONGEST:
            sentence = say("template_long", length=len(words), most=LONGEST)
            raise ArgumentsInvalid(sentence, fields[-1][0] if fields else "which")
        return Text(self._whole(words), asks=FromTemplate(self.name, self.language, tuple(by_place.items())))

    def _whole(self, words: str) -> str:
        """Put above and below the text what stands there."""
        return "\n".join(one for one in (self.header, words, self.footer, *map("[{}]".format, self.buttons)) if one)


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


def _spoken(place: str) -> str:
    """Write a place's name as people do: `first_name` is First name, `1` is Value 1."""
    return f"Value {place}" if place.isdecimal() else place.replace("_", " ").strip().capitalize()
