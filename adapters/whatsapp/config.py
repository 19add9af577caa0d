"""The `whatsapp` section of the configuration: an app at Meta, your numbers with their queues, and your templates."""

from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from adapters.meta.settings import MetaSection
from adapters.meta.whatsapp.ids import NODE
from adapters.meta.whatsapp.list_button import ListButton
from adapters.meta.whatsapp.templates import TemplateSection, check_named_once
from config.base import Part
from config.names import Name
from config.secret import Secret


class Number(Part):
    """A number of yours, and the queue that takes what is written to it."""

    id: Annotated[str, Field(pattern=f"^{NODE}$")] = Field(
        description="The number's id at Meta (Phone number ID), which is not the number itself."
    )
    queue: Name | None = Field(
        default=None, description="The queue of its chats: the channel's, or one of its `queues`. Left out: `queue`."
    )


class WhatsAppSection(MetaSection):
    """WhatsApp, by Meta's Cloud API."""

    access_token: Secret = Field(description="The token of a system user with whatsapp_business_messaging.")
    numbers: Annotated[tuple[Number, ...], Field(min_length=1)] = Field(description="Your numbers.")
    templates: tuple[TemplateSection, ...] = Field(
        default=(), description="The templates that agents may send, also when 24 hours have passed."
    )
    list_button: ListButton = "Choose"

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
        check_named_once(value)
        return value

    @model_validator(mode="after")
    def _queues_are_known(self) -> Self:
        known = {self.queue, *self.queues}
        strange = next((one for one in self.numbers if one.queue is not None and one.queue not in known), None)
        if strange is not None:
            raise ValueError(f"number {strange.id} names queue '{strange.queue}', which is not among `queues`: add it")
        return self
