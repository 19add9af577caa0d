"""Who can be asked as an expert: those whom the configuration lists as such, and every agent."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.agents.model import Profile
from core.ids import AgentId, DeskName, PersonRef


@dataclass(frozen=True, slots=True)
class ExpertProfile:
    """Somebody who knows something. `people` are their accounts on the desks, the one to be asked at first first."""

    id: AgentId
    name: str
    nickname: str
    people: Mapping[DeskName, PersonRef]
    title: str = ""
    topics: tuple[str, ...] = ()
    picture: str | None = None

    def about(self) -> str:
        """Say in few words who it is."""
        return " · ".join(part for part in (self.title, ", ".join(self.topics)) if part)


def as_expert(profile: Profile) -> ExpertProfile:
    """Give an agent as somebody who can be asked from outside a queue."""
    return ExpertProfile(profile.id, profile.name, profile.nickname, profile.people, picture=profile.picture)
