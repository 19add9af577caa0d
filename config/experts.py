"""Experts: people who are asked from outside the queues, in a personal chat with the bot."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from config.addresses import Url
from config.agents import PersonId
from config.base import Part
from config.names import Name, Title


class Expert(Part):
    """One person whom agents can ask into a chat. Every agent can be asked so, too, and need not be listed here."""

    name: Title = Field(description="The person's full name, for agents.")
    nickname: Title | None = Field(
        default=None, description="What customers see when the expert answers them. Left out: the name."
    )
    picture: Url | None = Field(default=None, description="A picture that customers see then.")
    title: Title | None = Field(default=None, description="What the person does, such as Tax adviser.")
    topics: tuple[Title, ...] = Field(default=(), description="What the person knows about; found by the directory.")
    ids: Annotated[Mapping[Name, PersonId], Field(min_length=1)] = Field(
        description="The person's id on each desk, desk name first. With several, the chat's own desk is taken, else "
        "the first that stands here."
    )
