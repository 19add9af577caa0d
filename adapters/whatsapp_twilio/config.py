"""The `whatsapp_twilio` section of the configuration: an account at Twilio, and your WhatsApp senders with queues."""

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from adapters.meta.whatsapp.ids import SENDER
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


class WhatsAppTwilioSection(AccountSection):
    """WhatsApp, by Twilio."""

    senders: Annotated[tuple[WhatsAppSender, ...], Field(min_length=1)] = Field(
        description="Your WhatsApp senders and messaging services. Chats that agents begin go out from the first of "
        "their queue."
    )

    @field_validator("senders")
    @classmethod
    def _once_each(cls, value: tuple[WhatsAppSender, ...]) -> tuple[WhatsAppSender, ...]:
        check_once_each(value)
        return value

    @model_validator(mode="after")
    def _queues_are_known(self) -> Self:
        check_queues(self.senders, (self.queue, *self.queues))
        return self
