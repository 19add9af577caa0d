"""An approved template in the configuration, and the rules that hold for its places whichever way it goes."""

import re
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from config.base import Part
from core.features.templates import LONGEST, PLACE, Template

_POSITION = re.compile(r"[1-9][0-9]?")
_NAMED = re.compile(r"[a-z_][a-z0-9_]*")
_MOST_PLACES = 20

Line = Annotated[str, Field(max_length=60, pattern=r"^[^\n{}]*$")]
"""https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components"""
Button = Annotated[str, Field(min_length=1, max_length=25)]


class TemplateSection(Part):
    """A message template that was approved, as it stands at Meta: agents see it as the customer will."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,512}$")] = Field(description="Its name at Meta.")
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")] = Field(
        default="en_US", description="Its language, as Meta writes it."
    )
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)] = Field(
        description="Its text, letter for letter as it was approved, with {{1}}, {{2}} and so on, or {{first_name}}, "
        "where agents fill something in."
    )
    header: Line = Field(default="", description="The line above its text, if there is one; without places.")
    footer: Line = Field(default="", description="The line below its text, if there is one.")
    buttons: Annotated[tuple[Button, ...], Field(max_length=10)] = Field(
        default=(), description="What its buttons say, if there are any."
    )
    labels: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(
        default=(),
        description="What agents are to fill in, one for each place of its text. Left out: the places' names.",
    )

    @model_validator(mode="after")
    def _places_are_filled_in(self) -> Self:
        """See that the places are numbered or named as Meta has it, and that each has a label or none has."""
        places = tuple(dict.fromkeys(PLACE.findall(self.text)))
        numbered = [one for one in places if _POSITION.fullmatch(one)]
        if len(places) > _MOST_PLACES:
            raise ValueError(f"template {self.name} has more than {_MOST_PLACES} places")
        if numbered and set(places) != {str(one) for one in range(1, len(places) + 1)}:
            raise ValueError(f"template {self.name}: number the places of its text {{{{1}}}}, {{{{2}}}} and so on")
        if not numbered and not all(map(_NAMED.fullmatch, places)):
            raise ValueError(f"template {self.name}: the name of a place has small letters, digits and _ only")
        if self.labels and len(self.labels) != len(places):
            raise ValueError(
                f"template {self.name}: its text has {len(places)} places, its `labels` are {len(self.labels)}"
            )
        return self

    def template(self) -> Template:
        """Give it as agents are offered it."""
        return Template(
            self.name, self.language, self.text, self.header, self.footer, tuple(self.buttons), tuple(self.labels)
        )


def check_named_once(templates: Sequence[TemplateSection]) -> None:
    """Refuse a template that is listed twice.

    Raises:
        ValueError: one is.
    """
    names = [(one.name, one.language) for one in templates]
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice is not None:
        raise ValueError(f"lists {twice[0]} in {twice[1]} twice: a template is known by its name and its language")
