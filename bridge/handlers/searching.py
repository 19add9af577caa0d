"""One look for agents: who is free for which queue, read as far as it is needed, and nobody chosen twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bridge.handlers.unit import Unit
from bridge.store import free
from core.conversation.model import Conversation
from core.ids import AgentId, QueueId
from core.routing.choose import Candidate, Search, choose, is_beyond_compare, is_worth_waiting_for

FEW = 8
"""How many of the longest idle are looked at first: as a rule the first of them is it."""


@dataclass(slots=True)
class Look:
    """A look in one transaction."""

    unit: Unit
    _free: dict[QueueId, dict[AgentId, None]] = field(default_factory=dict)
    _known: dict[AgentId, Candidate] = field(default_factory=dict)
    _taken: set[AgentId] = field(default_factory=set)

    def free_for(self, queue: QueueId) -> Sequence[AgentId]:
        """Give who is still free for a queue, the longest idle first."""
        if queue not in self._free:
            found = free.of(self.unit.conn, queue)
            self._free[queue] = {agent: None for agent in found if agent not in self._taken}
        return tuple(self._free[queue])

    def able(self, search: Search) -> tuple[AgentId, ...]:
        """Give everybody who could be asked, for an offer to all."""
        return tuple(one.agent.id for one in self._candidates(self._all(search.chat)) if search.fits(one))

    def find(self, search: Search) -> Candidate | None:
        """Choose an agent; None when nobody can take the chat, or it waits for somebody in particular."""
        first = choose(search, self._candidates(self.free_for(search.chat.queue)[:FEW]))
        if first is not None and is_beyond_compare(search, first):
            return first
        best = choose(search, self._candidates(self._all(search.chat)))
        return None if best is not None and self._waits_rather(search, best) else best

    def take(self, agent: AgentId) -> None:
        """Let an agent be chosen no more."""
        self._taken.add(agent)
        for free_here in self._free.values():
            free_here.pop(agent, None)

    def has_taken(self, agent: AgentId) -> bool:
        """Tell whether an agent was chosen in this look."""
        return agent in self._taken

    def _all(self, chat: Conversation) -> Iterable[AgentId]:
        return dict.fromkeys(agent for queue in (chat.queue, *chat.overflow) for agent in self.free_for(queue))

    def _candidates(self, wanted: Iterable[AgentId]) -> tuple[Candidate, ...]:
        ids = tuple(wanted)
        profiles = self.unit.office.directory().profiles
        unknown = [agent for agent in ids if agent not in self._known and agent in profiles]
        for agent in self.unit.agents(unknown):
            self._known[agent.id] = Candidate(agent, profiles[agent.id])
        return tuple(self._known[agent] for agent in ids if agent in self._known)

    def _waits_rather(self, search: Search, best: Candidate) -> bool:
        """Tell whether the chat waits for the agent whom it prefers, although somebody else could take it."""
        preferred = search.chat.preferred
        profile = self.unit.office.directory().profiles.get(preferred) if preferred else None
        if preferred is None or preferred == best.agent.id or profile is None or search.queue.id not in profile.queues:
            return False
        agent = self.unit.agent(preferred)
        will_serve = agent.serves(search.queue.id) and search.accepts(profile)
        return will_serve and is_worth_waiting_for(search, agent)
