"""The `messenger` section of the configuration: an app at Meta, and the pages of yours with their queues."""

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from adapters.messenger.ids import ID
from adapters.meta.settings import MetaSection
from config.base import Part
from config.names import Name
from config.secret import Secret


class Page(Part):
    """A page of yours, and the queue that takes what is written to it."""

    id: Annotated[str, Field(pattern=f"^{ID}$")] = Field(description="The page's id, a number.")
    access_token: Secret = Field(description="The page's access token; one that doesn't expire.")
    queue: Name | None = Field(
        default=None, description="The queue of its chats: the channel's, or one of its `queues`. Left out: `queue`."
    )
    human_agent: bool = Field(
        default=False,
        description="Whether Meta has given the app the permission Human Agent: then agents can answer for 7 days.",
    )


class MessengerSection(MetaSection):
    """Messenger, by Meta's own platform."""

    pages: Annotated[tuple[Page, ...], Field(min_length=1)] = Field(description="Your pages.")

    @field_validator("pages")
    @classmethod
    def _once_each(cls, value: tuple[Page, ...]) -> tuple[Page, ...]:
        ids = [one.id for one in value]
        twice = next((id for id in ids if ids.count(id) > 1), None)
        if twice is not None:
            raise ValueError(f"lists {twice} twice")
        return value

    @model_validator(mode="after")
    def _queues_are_known(self) -> Self:
        known = {self.queue, *self.queues}
        strange = next((one for one in self.pages if one.queue is not None and one.queue not in known), None)
        if strange is not None:
            raise ValueError(f"page {strange.id} names queue '{strange.queue}', which is not among `queues`: add it")
        return self
