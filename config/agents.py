"""Agents: the people who answer, known by their ids on the desks and never by their names."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from config.addresses import Url
from config.base import Part
from config.languages import Language
from config.names import Name, Title
from core.agents.model import RoleAtWork

PersonId = Annotated[str, Field(min_length=1, max_length=200)]


class Agent(Part):
    """One person who answers customers."""

    name: Title = Field(description="The person's full name, for colleagues.")
    nickname: Title | None = Field(
        default=None, description="What customers see. Left out: the first word of the name."
    )
    picture: Url | None = Field(default=None, description="A picture that customers see.")
    ids: Annotated[Mapping[Name, PersonId], Field(min_length=1)] = Field(
        description="The person's id on each desk, desk name first. Ids, because names can be taken by anybody."
    )
    queues: tuple[Name, ...] = Field(default=(), description="The queues that the agent may serve.")
    capacity: Annotated[int, Field(ge=1, le=1000)] = Field(
        default=3, description="How much the agent can do at once; a chat takes its channel's weight of it."
    )
    skills: tuple[Name, ...] = Field(default=(), description="What the agent knows, as queues ask for it.")
    languages: tuple[Language, ...] = Field(
        default=(), description="The languages that the agent speaks, the best first, such as [en, de]."
    )
    role: RoleAtWork = Field(
        default=RoleAtWork.AGENT, description="What the person may do: agent, or supervisor as well."
    )
    roles: tuple[Name, ...] = Field(default=(), description="What the person may do beside, as `roles` names it.")

    @property
    def shown_name(self) -> str:
        """Give the name that customers see."""
        return self.nickname or self.name.partition(" ")[0]
