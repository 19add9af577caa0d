"""Who gets a chat that waits.

The rule. Asked can be who serves the chat's queue, or one to which it has overflowed, can take it now and has what the
queue demands. Of these, in this order:
1. those who haven't rejected the chat, or let it ring, before the others;
2. the agent whom the chat prefers, as a rule the customer's last one;
3. those who have more of what is wished for: skills, the customer's language;
4. the queue's own agents before those of other queues;
5. the least loaded, measured by their own capacity; of the idle ones the longest idle.
Ties fall to the id, so that the choice is the same everywhere.

A demand becomes a wish after the queue's `relax_after`, so that somebody answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from core.agents.model import Agent, Profile
from core.conversation.model import Conversation
from core.ids import AgentId
from core.policy.choosing import LanguageMatch
from core.routing.line import sought_since
from core.routing.queues import Queue

_FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent who may be asked: how they stand now, and what they are."""

    agent: Agent
    profile: Profile


@dataclass(frozen=True, slots=True)
class Search:
    """A chat for which somebody is looked for."""

    chat: Conversation
    queue: Queue
    at: datetime

    @property
    def weight(self) -> int:
        """Give the load that the chat puts on an agent."""
        return self.queue.weight(self.chat.channel)

    def fits(self, one: Candidate) -> bool:
        """Tell whether an agent can be asked now."""
        return one.agent.can_take(self.weight) and self.accepts(one.profile)

    def accepts(self, profile: Profile) -> bool:
        """Tell whether an agent has what is demanded by now."""
        return self._is_relaxed() or not self._demands_more_than(profile)

    def rank(self, one: Candidate) -> "Rank":
        """Give an agent's place among those who can be asked; the smallest is the first."""
        return (
            one.agent.id in self.chat.skipped,
            self.chat.preferred is not None and one.agent.id != self.chat.preferred,
            self._missing(one.profile),
            self.chat.queue not in one.profile.queues,
            one.agent.load / one.agent.capacity,
            one.agent.idle_since or _FOREVER,
            one.agent.id,
        )

    def _demands_more_than(self, profile: Profile) -> bool:
        if not self._skills() <= profile.skills:
            return True
        return self.queue.choosing.language is LanguageMatch.REQUIRE and not self._is_understood_by(profile)

    def _is_relaxed(self) -> bool:
        """Tell whether the chat has waited so long that its demands are wishes by now."""
        after, since = self.queue.choosing.relax_after, sought_since(self.chat)
        return after is not None and since is not None and since + after <= self.at

    def _missing(self, profile: Profile) -> int:
        """Count what an agent lacks of what is wished for."""
        lacking = len(self._skills() - profile.skills)
        wished = self.queue.choosing.language is not LanguageMatch.IGNORE
        return lacking + (1 if wished and not self._is_understood_by(profile) else 0)

    def _skills(self) -> frozenset[str]:
        return self.queue.choosing.skills | self.chat.skills

    def _is_understood_by(self, profile: Profile) -> bool:
        """Tell whether an agent speaks the customer's language; `de-AT` and `de` are one. Unknown is understood."""
        spoken = {_language(tag) for tag in profile.languages}
        return not self.chat.language or _language(self.chat.language) in spoken


Rank = tuple[bool, bool, int, bool, float, datetime, AgentId]

BEST = (False, False, 0, False, 0.0)
"""How the rank begins of somebody whom only a longer idle one can beat."""


def choose(search: Search, candidates: Iterable[Candidate]) -> Candidate | None:
    """Choose an agent for a chat; None when nobody can take it."""
    able = [one for one in candidates if search.fits(one)]
    return min(able, key=search.rank, default=None)


def is_beyond_compare(search: Search, one: Candidate) -> bool:
    """Tell whether nobody can come before an agent but one who has been idle longer."""
    return search.rank(one)[: len(BEST)] == BEST


def is_worth_waiting_for(search: Search, preferred: Agent) -> bool:
    """Tell whether a chat waits for the agent whom it prefers, who is busy, stays Ready and will have room for it."""
    wait, since = search.queue.choosing.sticky_wait, sought_since(search.chat)
    if wait is None or since is None or since + wait <= search.at or preferred.id in search.chat.skipped:
        return False
    is_busy = preferred.ready and preferred.then_not_ready is None and not preferred.can_take(search.weight)
    return is_busy and search.weight <= preferred.capacity


def _language(tag: str) -> str:
    return tag.partition("-")[0].casefold()
