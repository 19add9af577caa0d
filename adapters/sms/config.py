"""The `sms` section of the configuration: an account at Twilio, and the senders of ours with their queues."""

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from adapters.sms.ids import SENDER
from adapters.twilio.account import AccountSection, check_once_each, check_queues
from config.base import Part
from config.names import Name

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Sender(Part):
    """A number of yours, or a messaging service, and the queue that takes what is written to it."""

    id: Annotated[str, Field(pattern=f"^{SENDER}$")] = Field(
        description="The number as +41445550100, the short code, or the messaging service's id (MG…)."
    )
    queue: Name | None = Field(
        default=None, description="The queue of its chats: the channel's, or one of its `queues`. Left out: `queue`."
    )
    agent: Name | None = Field(
        default=None,
        description="The agent whose own number it is: what is written to it goes to that agent alone, and they may "
        "write from it. Left out: it is its queue's.",
    )


class SmsSection(AccountSection):
    """Text messages, by Twilio."""

    senders: Annotated[tuple[Sender, ...], Field(min_length=1)] = Field(
        description="Your numbers and messaging services. Chats that agents begin go out from the first of their queue."
    )
    region: Country | None = Field(
        default=None,
        description="The country of numbers that agents type without one, as two letters. Left out: each needs one.",
    )
    mms_countries: tuple[Country, ...] = Field(
        default=("US", "CA"),
        description="Countries of customers to whom files go as MMS, as two letters. Elsewhere they go as links.",
    )

    @field_validator("senders")
    @classmethod
    def _once_each(cls, value: tuple[Sender, ...]) -> tuple[Sender, ...]:
        check_once_each(value)
        return value

    @model_validator(mode="after")
    def _queues_are_known(self) -> Self:
        check_queues(self.senders, (self.queue, *self.queues))
        return self
