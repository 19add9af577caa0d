"""The `whatsapp_twilio` section of the configuration: an account at Twilio, and your WhatsApp senders with queues."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from adapters.meta.whatsapp.ids import SENDER
from adapters.meta.whatsapp.list_button import ListButton
from adapters.meta.whatsapp.templates import Label, TemplateSection, check_named_once
from adapters.twilio.account import AccountSection, check_once_each, check_queues
from config.base import Part
from config.names import Name


class WhatsAppSender(Part):
    """A WhatsApp sender of yours, or a messaging service, and the queue that takes what is written to it."""

    id: Annotated[str, Field(pattern=f"^{SENDER}$")] = Field(
        description="The number as +41445550100, without whatsapp: before it, or the messaging service's id (MG…)."
    )
    queue: Name | None = Field(
        default=None, description="The queue of its chats: the channel's, or one of its `queues`. Left out: `queue`."
    )


class ContentTemplate(TemplateSection):
    """A content template of Twilio's that WhatsApp has approved; agents see it as the customer will."""

    numbers_each_part: ClassVar[bool] = False

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,512}$")] = Field(
        description="What agents call it: its name at Twilio or WhatsApp, or another one."
    )
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")] = Field(
        default="en", description="Its language, as Twilio writes it."
    )
    labels: tuple[Label, ...] = Field(
        default=(),
        description="What agents are to fill in, one for each place in the order of their numbers, wherever they are. "
        "Of places with names: of its file, its heading, its text and its links, in this order. Left out: the places' "
        "names.",
    )
    sid: Annotated[str, Field(pattern=r"^HX[0-9a-fA-F]{32}$")] = Field(
        description="Its id at Twilio (Content SID); begins with HX."
    )


class WhatsAppTwilioSection(AccountSection):
    """WhatsApp, by Twilio."""

    senders: Annotated[tuple[WhatsAppSender, ...], Field(min_length=1)] = Field(
        description="Your WhatsApp senders and messaging services. Chats that agents begin go out from the first of "
        "their queue."
    )
    templates: tuple[ContentTemplate, ...] = Field(
        default=(), description="The content templates that agents may send, also when 24 hours have passed."
    )

    list_button: ListButton = "Choose"

    @field_validator("senders")
    @classmethod
    def _once_each(cls, value: tuple[WhatsAppSender, ...]) -> tuple[WhatsAppSender, ...]:
        check_once_each(value)
        return value

    @field_validator("templates")
    @classmethod
    def _named_once(cls, value: tuple[ContentTemplate, ...]) -> tuple[ContentTemplate, ...]:
        check_named_once(value)
        return value

    @model_validator(mode="after")
    def _queues_are_known(self) -> Self:
        check_queues(self.senders, (self.queue, *self.queues))
        return self
