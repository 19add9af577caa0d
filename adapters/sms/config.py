"""The `sms` section of the configuration: an account at Twilio, and the senders of ours with their queues.

Rules:
1. Twilio's address is a setting, so that a playground or a proxy can take its place.
2. The token that signs requests is always needed; a key of its own for sending can be added.
"""

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from adapters.late_replies import LateReplies, LateReply
from adapters.sms.ids import SENDER
from config.addresses import BaseUrl
from config.base import ChannelSection, Part
from config.names import Name
from config.secret import Secret

Host = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:[0-9]+)?$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Sender(Part):
    """A number of yours, or a messaging service, and the queue that takes what is written to it."""

    id: Annotated[str, Field(pattern=f"^{SENDER}$")] = Field(
        description="The number as +41445550100, the short code, or the messaging service's id (MG…)."
    )
    queue: Name | None = Field(
        default=None, description="The queue of its chats: the channel's, or one of its `queues`. Left out: `queue`."
    )


class SmsSection(ChannelSection):
    """Text messages, by Twilio."""

    account_sid: Annotated[str, Field(pattern=r"^AC[0-9a-f]{32}$")] = Field(
        description="The account's id; begins with AC."
    )
    auth_token: Secret = Field(description="The account's auth token, with which Twilio signs its requests.")
    previous_auth_token: Secret | None = Field(
        default=None, description="The earlier auth token, still accepted in signatures while you change it."
    )
    api_key: Annotated[str, Field(pattern=r"^SK[0-9a-f]{32}$")] | None = Field(
        default=None, description="An API key (SK…) to send with. Left out: the account and its auth token."
    )
    api_secret: Secret | None = Field(default=None, description="The API key's secret; goes with api_key.")
    senders: Annotated[tuple[Sender, ...], Field(min_length=1)] = Field(
        description="Your numbers and messaging services. Chats that agents begin go out from the first of their queue."
    )
    late_replies: LateReplies = LateReply.NEW_CHAT
    mms_countries: tuple[Country, ...] = Field(
        default=("US", "CA"),
        description="Countries of customers to whom files go as MMS, as two letters. Elsewhere they go as links.",
    )
    api_url: BaseUrl = Field(default="https://api.twilio.com", description="Where Twilio's API answers.")
    media_hosts: tuple[Host, ...] = Field(
        default=("media.twiliocdn.com", "mms.twiliocdn.com", "s3-external-1.amazonaws.com"),
        description="Hosts to which Twilio may send the bridge on for a customer's file. The credentials are shown to "
        "none of them, only to that of api_url.",
    )

    @field_validator("senders")
    @classmethod
    def _once_each(cls, value: tuple[Sender, ...]) -> tuple[Sender, ...]:
        ids = [one.id for one in value]
        twice = next((id for id in ids if ids.count(id) > 1), None)
        if twice is not None:
            raise ValueError(f"lists {twice} twice")
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.api_key is None) != (self.api_secret is None):
            raise ValueError("api_key and api_secret go together: give both or none")
        known = {self.queue, *self.queues}
        strange = next((one for one in self.senders if one.queue is not None and one.queue not in known), None)
        if strange is not None:
            raise ValueError(f"sender {strange.id} names queue '{strange.queue}', which is not among `queues`: add it")
        return self

    @property
    def credentials(self) -> tuple[str, str]:
        """Give what is shown to Twilio."""
        if self.api_key is not None and self.api_secret is not None:
            return self.api_key, self.api_secret.get_secret_value()
        return self.account_sid, self.auth_token.get_secret_value()
