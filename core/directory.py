"""Who and what is configured: agents by id, by account and by name; queues by id and by place.

Rules:
1. An account (team and user id) decides who is an agent; a name is only a way to point at one.
2. Built once from the configuration; replaced whole on reload.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.agents.model import Profile
from core.errors import ArgumentsInvalid
from core.ids import AgentId, DeskName, PersonRef, QueueId
from core.quoting import quoted
from core.routing.queues import Queue
from core.sentences import say

NAMED = 10
"""How many agents a sentence names."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The configured agents and queues."""

    profiles: Mapping[AgentId, Profile] = field(default_factory=dict)
    queues: Mapping[QueueId, Queue] = field(default_factory=dict)
    _names: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _accounts: Mapping[tuple[str, PersonRef], Profile] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look up once what every message asks for."""
        names = {str(key): profile.name for key, profile in self.profiles.items()}
        accounts: dict[tuple[str, PersonRef], Profile] = {}
        for profile in self.profiles.values():
            for desk, person in profile.people.items():
                accounts.setdefault((desk, person), profile)
        object.__setattr__(self, "_names", MappingProxyType(names))
        object.__setattr__(self, "_accounts", MappingProxyType(accounts))

    def agent_by_person(self, desk: DeskName, person: PersonRef) -> Profile | None:
        """Find the agent behind a desk account."""
        return self._accounts.get((desk, person))

    def names(self) -> Mapping[str, str]:
        """Give the names by agent id, for rendering sentences."""
        return self._names

    def serving(self, queue: QueueId) -> tuple[Profile, ...]:
        """Give the agents allowed to serve a queue."""
        return tuple(one for one in self.profiles.values() if queue in one.queues)

    def find_agent(self, words: str) -> Profile:
        """Find one agent by id, name, nickname or the beginning of a name, in that order.

        Raises:
            ArgumentsInvalid: nobody, or more than one, is meant.
        """
        wanted = words.strip().removeprefix("@").casefold()
        everyone = tuple(self.profiles.values())
        for fits in (_has_id, _has_name, _has_nickname, _begins):
            found = [one for one in everyone if wanted and fits(one, wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                raise ArgumentsInvalid(say("agent_ambiguous", words=quoted(words), names=_listed(found)))
        raise ArgumentsInvalid(say("agent_unknown", words=quoted(words), names=_listed(everyone)))


def _has_id(profile: Profile, wanted: str) -> bool:
    return profile.id.casefold() == wanted


def _has_name(profile: Profile, wanted: str) -> bool:
    return profile.name.casefold() == wanted


def _has_nickname(profile: Profile, wanted: str) -> bool:
    return profile.nickname.casefold() == wanted


def _begins(profile: Profile, wanted: str) -> bool:
    name, nickname = profile.name.casefold(), profile.nickname.casefold()
    return any(words.startswith(wanted) for words in (name, nickname, *name.split()))


def _listed(profiles: Iterable[Profile]) -> str:
    """Name the first few; a list of two hundred helps nobody."""
    names = sorted(profile.name for profile in profiles)
    return ", ".join(names[:NAMED] + ["…"] * (len(names) > NAMED))
