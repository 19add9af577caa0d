"""Teams: whose supervisors are called when an agent asks for help."""

from typing import Annotated

from pydantic import Field

from config.base import Part
from config.names import Name, Title

TeamPlace = Annotated[str, Field(min_length=1, max_length=200)]


class Team(Part):
    """One team."""

    title: Title | None = Field(default=None, description="What people call it. Left out: its name.")
    desk: Name | None = Field(
        default=None, description="The desk on which its supervisors work. Left out: the only one there is."
    )
    supervisors_place: TeamPlace = Field(description="The channel, by id, in which its supervisors see who asks.")
    supervisors: tuple[Name, ...] = Field(default=(), description="The agents who supervise it.")
    members: tuple[Name, ...] = Field(default=(), description="The agents who belong to it. Empty: everybody.")
