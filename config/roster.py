"""Agents who are not listed one by one: the members of a group at a desk."""

from typing import Annotated

from pydantic import Field

from config.base import Part
from config.languages import Language
from config.names import Name

GroupId = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S+$")]


class AgentsFrom(Part):
    """A group whose members are agents too. Who is listed under `agents` is as it says there."""

    desk: Name = Field(description="The desk, by its name under `desks`, that knows the group.")
    group: GroupId = Field(description="The group's id there. On Slack a user group's, such as S0SUPPORT.")
    queues: tuple[Name, ...] = Field(default=(), description="The queues that its members may serve.")
    capacity: Annotated[int, Field(ge=1, le=1000)] = Field(default=3, description="How much each can do at once.")
    skills: tuple[Name, ...] = Field(default=(), description="What all of them know, as queues ask for it.")
    languages: tuple[Language, ...] = Field(default=(), description="The languages that all of them speak.")
