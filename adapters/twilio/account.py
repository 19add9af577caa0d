"""What the sections of channels by Twilio have in common: the account, and your senders with their queues.

Rules:
1. Twilio's address is a setting, so that a playground or a proxy can take its place.
2. The token that signs requests is always needed; a key of its own for sending can be added.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Protocol, Self

from pydantic import Field, model_validator

from adapters.late_replies import LateReplies, LateReply
from adapters.timeouts import AnswerTime
from config.addresses import BaseUrl
from config.base import ChannelSection
from config.durations import read_duration
from config.names import Name
from config.secret import Secret

SERVICE = r"MG[0-9a-f]{32}"
"""A messaging service: https://www.twilio.com/docs/messaging/services"""
Host = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:[0-9]+)?$")]


class HasQueue(Protocol):
    """A sender of yours, as a channel's section lists it."""

    @property
    def id(self) -> str:
        """Give what it is called at Twilio."""
        ...

    @property
    def queue(self) -> str | None:
        """Give the queue of its chats; None for the channel's."""
        ...


class AccountSection(ChannelSection):
    """The settings of an account at Twilio."""

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
    late_replies: LateReplies = LateReply.NEW_CHAT
    api_url: BaseUrl = Field(default="https://api.twilio.com", description="Where Twilio's API answers.")
    timeout: AnswerTime = read_duration("15s")
    media_hosts: tuple[Host, ...] = Field(
        default=("media.twiliocdn.com", "mms.twiliocdn.com", "s3-external-1.amazonaws.com"),
        description="Hosts to which Twilio may send the bridge on for a customer's file. The credentials are shown to "
        "none of them, only to that of api_url.",
    )

    @model_validator(mode="after")
    def _key_has_its_secret(self) -> Self:
        if (self.api_key is None) != (self.api_secret is None):
            raise ValueError("api_key and api_secret go together: give both or none")
        return self

    @property
    def credentials(self) -> tuple[str, str]:
        """Give what is shown to Twilio."""
        if self.api_key is not None and self.api_secret is not None:
            return self.api_key, self.api_secret.get_secret_value()
        return self.account_sid, self.auth_token.get_secret_value()

    @property
    def tokens(self) -> tuple[str, ...]:
        """Give the tokens by which a request may be signed."""
        both = (self.auth_token, self.previous_auth_token)
        return tuple(one.get_secret_value() for one in both if one is not None)


def check_once_each(senders: Sequence[HasQueue]) -> None:
    """Refuse a sender that is listed twice.

    Raises:
        ValueError: one is.
    """
    ids = [one.id for one in senders]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise ValueError(f"lists {twice} twice")


def check_queues(senders: Sequence[HasQueue], queues: Sequence[Name]) -> None:
    """Refuse a sender whose queue is not the channel's.

    Raises:
        ValueError: one is of another.
    """
    strange = next((one for one in senders if one.queue is not None and one.queue not in queues), None)
    if strange is not None:
        raise ValueError(f"sender {strange.id} names queue '{strange.queue}', which is not among `queues`: add it")


def first_of_each(senders: Sequence[HasQueue], queue: str) -> Mapping[str, str]:
    """Give the first sender of each queue; `queue` is that of senders which name none."""
    return {one.queue or queue: one.id for one in reversed(senders)}
