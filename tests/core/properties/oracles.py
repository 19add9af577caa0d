"""What must have become of the agents and of the figures, told from what was done and from nothing that the core said.

`Readiness` is P4 and P5 by the letter: who rejects, or lets a ring run out, is Not Ready at once when idle, and after
the last chat otherwise. `Figures` is P6: how often each agent was offered, accepted, rejected or did not answer, by
queue.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from core.agents.model import NotReadyReason
from core.ids import AgentId, QueueId

Figure = tuple[str, AgentId, QueueId]
Figures = Counter[Figure]
"""How often something happened to an agent in a queue; the first of the three is the journal's word."""


def counted(what: str, agents: Iterable[AgentId], queue: QueueId) -> Figures:
    """Count something that happened to each of these agents once."""
    return Counter((what, agent, queue) for agent in agents)


@dataclass
class Readiness:
    """Who is Ready, and who must become Not Ready as soon as nothing rings or runs any more."""

    ready: set[AgentId] = field(default_factory=set)
    due: dict[AgentId, NotReadyReason] = field(default_factory=dict)
    why: dict[AgentId, NotReadyReason] = field(default_factory=dict)
    """For which reason an agent was made Not Ready last."""

    def said_ready(self, agent: AgentId) -> None:
        """Note that an agent said ready: nothing is held against them any more."""
        self.ready.add(agent)
        self.due.pop(agent, None)

    def must_be_not_ready(self, agent: AgentId, why: NotReadyReason) -> None:
        """Note that an agent must be Not Ready, at once or after the last chat."""
        self.due[agent] = why

    def settle(self, busy: Collection[AgentId]) -> None:
        """Let what is due take effect on those at whom nothing rings and who have no chat."""
        for agent in [one for one in self.due if one not in busy]:
            self.why[agent] = self.due.pop(agent)
            self.ready.discard(agent)
