"""Teams: whose supervisors are called when an agent asks for help."""

from dataclasses import dataclass

from core.ids import AgentId, DeskName, ExternalRef, TeamId


@dataclass(frozen=True, slots=True)
class Team:
    """A team; without `members` it is everybody's. Flags appear in `place` on `desk`."""

    id: TeamId
    title: str
    desk: DeskName
    place: ExternalRef
    supervisors: frozenset[AgentId] = frozenset()
    members: frozenset[AgentId] = frozenset()

    def has(self, agent: AgentId) -> bool:
        """Tell whether an agent belongs to it."""
        return not self.members or agent in self.members
