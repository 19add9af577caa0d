"""An approved template in the configuration, and the rules that hold for its places whichever way it goes.

Rule: Meta numbers the places of each part anew, Twilio those of the whole (`numbers_each_part`). So that each has a
name of its own, a place of Meta's heading is called `HEADER`, and one of a button's address `BUTTON_` with the button's
number; these come to the channel with what was filled in, beside the file's kind and address.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from config.base import Part
from core.features.templates import LONGEST, PLACE, Template

_POSITION = re.compile(r"[1-9][0-9]?")
_NAMED = re.compile(r"[a-z_][a-z0-9_]*")
_MOST_PLACES = 20

HEADER, BUTTON = "HEADER", "BUTTON_"
KINDS = ("image", "video", "document")
Line = Annotated[str, Field(max_length=60, pattern=r"^[^\n{}]*$")]
Heading = Annotated[str, Field(max_length=60, pattern=r"^([^\n{}]|\{\{\s*\w+\s*\}\})*$")]
Address = Annotated[str, Field(max_length=2000, pattern=r"^https?://[^\s/{}]+/[^\s{}]*(\{\{\s*\w+\s*\}\})?$")]
"""The place of an address is its end, so that nobody is led to another host.
https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components"""
Button = Annotated[str, Field(min_length=1, max_length=25)]
Label = Annotated[str, Field(min_length=1, max_length=60)]
File = Annotated[str, Field(max_length=2000, pattern=r"^(https?://[^\s{}]+(\{\{\s*\w+\s*\}\})?[^\s{}]*)?$")]


class TemplateSection(Part):
    """A message template that was approved, as it stands at Meta: agents see it as the customer will."""

    numbers_each_part: ClassVar[bool] = True

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,512}$")] = Field(description="Its name at Meta.")
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")] = Field(
        default="en_US", description="Its language, as Meta writes it."
    )
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)] = Field(
        description="Its text, letter for letter as it was approved, with {{1}}, {{2}} and so on, or {{first_name}}, "
        "where agents fill something in."
    )
    header: Heading = Field(
        default="", description="The line above its text, if there is one, with at most one place such as {{1}}."
    )
    image: File = Field(default="", description="The address of the picture above its text, if there is one.")
    video: File = Field(default="", description="The address of the film above its text, if there is one.")
    document: File = Field(default="", description="The address of the document above its text, if there is one.")
    footer: Line = Field(default="", description="The line below its text, if there is one.")
    buttons: Annotated[tuple[Button, ...], Field(max_length=10)] = Field(
        default=(), description="What its buttons say, if there are any."
    )
    links: Mapping[Button, Address] = Field(
        default={},
        description="Which of its buttons open an address, and which one. It ends in {{1}} where agents fill in the "
        "rest.",
    )
    labels: tuple[Label, ...] = Field(
        default=(),
        description="What agents are to fill in, one for each place: of its heading, its text and its links, in this "
        "order. Left out: the places' names.",
    )

    @model_validator(mode="after")
    def _parts_go_together(self) -> Self:
        """See that one thing stands above the text, and that links are those of buttons."""
        above = [name for name in ("header", *KINDS) if getattr(self, name)]
        if len(above) > 1:
            raise ValueError(f"template {self.name} has {above[0]} and {above[1]}: only one stands above a text")
        strange = next((one for one in self.links if one not in self.buttons), None)
        if strange is not None:
            raise ValueError(f"template {self.name} has a link for '{strange}', which is none of its `buttons`")
        if self.numbers_each_part and any(PLACE.search(getattr(self, kind)) for kind in KINDS):
            raise ValueError(f"template {self.name}: the address of its file has no places")
        if any(PLACE.search(_host(getattr(self, kind))) for kind in KINDS):
            raise ValueError(
                f"template {self.name}: in the address of its file write the place behind the host and a /, as in "
                "https://files.example.com/{{1}}. Before it, what agents fill in would lead to another host"
            )
        return self

    @model_validator(mode="after")
    def _places_are_filled_in(self) -> Self:
        """See that the places are numbered or named as the vendor has it, and that each has a label or none has."""
        if self.numbers_each_part:
            self._see_that_numbered(self.text, "its text")
            self._see_that_numbered(self.header, "its header")
            if len(set(PLACE.findall(self.header))) > 1:
                raise ValueError(f"template {self.name}: its header has more than one place")
        else:
            parts = (self.header, self.text, *(getattr(self, kind) for kind in KINDS), *self.links.values())
            self._see_that_numbered(" ".join(parts), "all its parts")
        places = self._made().places
        if len(places) > _MOST_PLACES:
            raise ValueError(f"template {self.name} has more than {_MOST_PLACES} places")
        if self.labels and len(self.labels) != len(places):
            raise ValueError(f"template {self.name} has {len(places)} places, its `labels` are {len(self.labels)}")
        return self

    def _see_that_numbered(self, words: str, whose: str) -> None:
        places = tuple(dict.fromkeys(PLACE.findall(words)))
        numbered = [one for one in places if _POSITION.fullmatch(one)]
        if numbered and set(places) != {str(one) for one in range(1, len(places) + 1)}:
            raise ValueError(f"template {self.name}: number the places of {whose} {{{{1}}}}, {{{{2}}}} and so on")
        if not numbered and not all(map(_NAMED.fullmatch, places)):
            raise ValueError(f"template {self.name}: the name of a place has small letters, digits and _ only")

    def template(self) -> Template:
        """Give it as agents are offered it."""
        return self._made()

    def _made(self) -> Template:
        header, links = self.header, [self.links.get(one, "") for one in self.buttons]
        kind = next((one for one in KINDS if getattr(self, one)), "")
        file = getattr(self, kind) if kind else ""
        fixed: tuple[tuple[str, str], ...] = ()
        if self.numbers_each_part:
            header = PLACE.sub(lambda found: _named(HEADER, found[1]), header)
            links = [PLACE.sub(f"{{{{{BUTTON}{number}}}}}", link) for number, link in enumerate(links, start=1)]
            fixed = ((kind.upper(), file),) if kind else ()
        return Template(
            self.name,
            self.language,
            self.text,
            header,
            self.footer,
            tuple(self.buttons),
            tuple(self.labels),
            tuple(links) if any(links) else (),
            file,
            fixed,
        )


def _host(address: str) -> str:
    """Give what stands before the path of an address."""
    return address.partition("://")[2].partition("/")[0]


def _named(part: str, place: str) -> str:
    """Name a place of a heading: by its own name, too, where it has one."""
    return f"{{{{{part}}}}}" if place.isdecimal() else f"{{{{{part}_{place}}}}}"


def check_named_once(templates: Sequence[TemplateSection]) -> None:
    """Refuse a template that is listed twice.

    Raises:
        ValueError: one is.
    """
    names = [(one.name, one.language) for one in templates]
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice is not None:
        raise ValueError(f"lists {twice[0]} in {twice[1]} twice: a template is known by its name and its language")
