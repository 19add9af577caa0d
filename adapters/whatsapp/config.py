"""The `whatsapp` section of the configuration: an app at Meta, your numbers with their queues, and your templates."""

import re
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from adapters.meta.settings import MetaSection
from adapters.meta.whatsapp.ids import NODE
from config.base import Part
from config.names import Name
from config.secret import Secret
from core.features.templates import LONGEST, PLACE, Template


class Number(Part):
    """A number of yours, and the queue that takes what is written to it."""

    id: Annotated[str, Field(pattern=f"^{NODE}$")] = Field(
        description="The number's id at Meta (Phone number ID), which is not the number itself."
    )
    queue: Name | None = Field(
        default=None, description="The queue of its chats: the channel's, or one of its `queues`. Left out: `queue`."
    )


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


class WhatsAppSection(MetaSection):
    """WhatsApp, by Meta's Cloud API."""

    access_token: Secret = Field(description="The token of a system user with whatsapp_business_messaging.")
    numbers: Annotated[tuple[Number, ...], Field(min_length=1)] = Field(description="Your numbers.")
    templates: tuple[TemplateSection, ...] = Field(
        default=(), description="The templates that agents may send, also when 24 hours have passed."
    )
    list_button: Annotated[str, Field(min_length=1, max_length=20)] = Field(
        default="Choose", description="What the button says that opens a menu of more than three choices."
    )

    @model_validator(mode="before")
    @classmethod
    def _is_not_twilios(cls, data: Any) -> Any:
        """Say how the other way to WhatsApp is chosen, before its keys are called unknown."""
        if isinstance(data, dict) and "account_sid" in data:
            raise ValueError("account_sid belongs to WhatsApp by Twilio: add `type: whatsapp_twilio`")
        return data

    @field_validator("numbers")
    @classmethod
    def _once_each(cls, value: tuple[Number, ...]) -> tuple[Number, ...]:
        ids = [one.id for one in value]
        twice = next((id for id in ids if ids.count(id) > 1), None)
        if twice is not None:
            raise ValueError(f"lists {twice} twice")
        return value

    @field_validator("templates")
    @classmethod
    def _named_once(cls, value: tuple[TemplateSection, ...]) -> tuple[TemplateSection, ...]:
        names = [(one.name, one.language) for one in value]
        twice = next((one for one in names if names.count(one) > 1), None)
        if twice is not None:
            raise ValueError(f"lists {twice[0]} in {twice[1]} twice: a template is known by its name and its language")
        return value

    @model_validator(mode="after")
    def _queues_are_known(self) -> Self:
        known = {self.queue, *self.queues}
        strange = next((one for one in self.numbers if one.queue is not None and one.queue not in known), None)
        if strange is not None:
            raise ValueError(f"number {strange.id} names queue '{strange.queue}', which is not among `queues`: add it")
        return self
