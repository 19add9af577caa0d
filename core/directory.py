"""Who and what is configured: agents and experts by id, by account and by name; queues by id and by place.

Rules:
1. An account (team and user id) decides who is an agent; a name is only a way to point at one.
2. Built once from the configuration; replaced whole on reload.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from core.agents.experts import ExpertProfile, as_expert
from core.agents.model import Profile
from core.agents.rights import Right
from core.errors import ArgumentsInvalid
from core.ids import AgentId, ChannelName, DeskName, PersonRef, QueueId, TeamId
from core.policy.absence import Absence
from core.policy.canned import CannedText
from core.policy.reactions import ReactionCommand
from core.policy.teams import Team
from core.quoting import quoted
from core.routing.queues import Queue
from core.sentences import say

UNNAMED = "Agent"
"""What customers call an agent who is none any more: never by the name that only colleagues know."""

NAMED = 10
"""How many agents or queues a sentence names."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The configured agents and queues."""

    profiles: Mapping[AgentId, Profile] = field(default_factory=dict)
    queues: Mapping[QueueId, Queue] = field(default_factory=dict)
    teams: Mapping[TeamId, Team] = field(default_factory=dict)
    canned: Mapping[str, CannedText] = field(default_factory=dict)
    """The texts of the configuration, by their names there."""
    reactions: Mapping[str, ReactionCommand] = field(default_factory=dict)
    """What emoji stand for, by their bare signs."""
    absence: Absence = field(default_factory=Absence)
    """What agents say when they become Not Ready."""
    experts: Mapping[AgentId, ExpertProfile] = field(default_factory=dict)
    """Those who are asked from outside the queues, and are no agents."""
    channels: Mapping[ChannelName, str] = field(default_factory=dict)
    """What people call the channels, by their names in the configuration."""
    _names: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _accounts: Mapping[tuple[str, PersonRef], Profile] = field(init=False, repr=False, compare=False)
    _experts: Mapping[tuple[str, PersonRef], ExpertProfile] = field(init=False, repr=False, compare=False)
    _serving: Mapping[QueueId, tuple[Profile, ...]] = field(init=False, repr=False, compare=False)
    overseers: tuple[Profile, ...] = field(init=False, repr=False, compare=False)
    """Those who see all queues and agents."""

    def __post_init__(self) -> None:
        """Look up once what every message asks for."""
        everyone: Mapping[AgentId, Profile | ExpertProfile] = {**self.experts, **self.profiles}
        names = {str(key): one.name for key, one in everyone.items()}
        accounts: dict[tuple[str, PersonRef], Profile] = {}
        serving: dict[QueueId, list[Profile]] = {}
        for profile in self.profiles.values():
            for desk, person in profile.people.items():
                accounts.setdefault((desk, person), profile)
            for queue in dict.fromkeys(profile.queues):
                serving.setdefault(queue, []).append(profile)
        experts = {(desk, ref): one for one in self.experts.values() for desk, ref in one.people.items()}
        object.__setattr__(self, "_experts", MappingProxyType(experts))
        overseers = tuple(one for one in self.profiles.values() if one.may(Right.SUPERVISE))
        object.__setattr__(self, "overseers", overseers)
        object.__setattr__(self, "_names", MappingProxyType(names))
        object.__setattr__(self, "_accounts", MappingProxyType(accounts))
        everybody = {queue: tuple(profiles) for queue, profiles in serving.items()}
        object.__setattr__(self, "_serving", MappingProxyType(everybody))

    def agent_by_person(self, desk: DeskName, person: PersonRef) -> Profile | None:
        """Find the agent behind a desk account."""
        return self._accounts.get((desk, person))

    def expert(self, expert: AgentId) -> ExpertProfile | None:
        """Give whoever can be asked as an expert by that id: one who is nothing else, or an agent."""
        profile = self.profiles.get(expert)
        return as_expert(profile) if profile is not None else self.experts.get(expert)

    def expert_by_person(self, desk: DeskName, person: PersonRef) -> ExpertProfile | None:
        """Find whoever can be asked as an expert behind a desk account."""
        profile = self.agent_by_person(desk, person)
        if profile is not None:
            return as_expert(profile)
        return self._experts.get((desk, person))

    def experts_in_order(self, recent: Sequence[AgentId]) -> tuple[ExpertProfile, ...]:
        """Give those who were asked lately first, in their order, then the other experts by name."""
        lately = [found for found in map(self.expert, recent) if found is not None]
        others = sorted((one for one in self.experts.values() if one.id not in recent), key=lambda one: one.name)
        return (*lately, *others)

    def names(self) -> Mapping[str, str]:
        """Give the names by agent id, for rendering sentences; experts have theirs here too."""
        return self._names

    def channel(self, channel: ChannelName) -> str:
        """Give what people call a channel; the name of one that is set up no longer."""
        return self.channels.get(channel, channel)

    def nickname(self, agent: AgentId) -> str:
        """Give the name under which customers see an agent, or an expert."""
        profile = self.expert(agent)
        return profile.nickname if profile is not None else UNNAMED

    def serving(self, queue: QueueId) -> tuple[Profile, ...]:
        """Give the agents allowed to serve a queue."""
        return self._serving.get(queue, ())

    def teams_of(self, agent: AgentId) -> tuple[Team, ...]:
        """Give the teams to which an agent belongs."""
        return tuple(team for team in self.teams.values() if team.has(agent))

    def find_agent(self, words: str) -> Profile:
        """Find one agent by id, name, nickname or the beginning of a name, in that order.

        Raises:
            ArgumentsInvalid: nobody, or more than one, is meant.
        """
        found = self.agents_called(words)
        if len(found) > 1:
            raise ArgumentsInvalid(say("agent_ambiguous", words=quoted(words), names=_names_of(found)))
        if not found:
            everyone = self.profiles.values()
            raise ArgumentsInvalid(say("agent_unknown", words=quoted(words), names=_names_of(everyone)))
        return found[0]

    def beside(self, queue: Queue) -> frozenset[QueueId]:
        """Give the queues whose chats stand where this one's do: whoever sees a thread of these sees those too."""
        here = set(queue.places)
        found = (one.id for one in self.queues.values() if one.desk == queue.desk and here >= set(one.places))
        return frozenset({*found, queue.id})

    def find_queue(self, words: str) -> Queue:
        """Find one queue by id, title or the beginning of a title, in that order.

        Raises:
            ArgumentsInvalid: none, or more than one, is meant.
        """
        found = self.queues_called(words)
        if len(found) > 1:
            raise ArgumentsInvalid(say("queue_ambiguous", words=quoted(words), names=_titles_of(found)))
        if not found:
            raise ArgumentsInvalid(say("queue_unknown", words=quoted(words), names=_titles_of(self.queues.values())))
        return found[0]

    def find_agent_or_queue(self, words: str, desk: DeskName | None = None) -> Profile | Queue:
        """Find one agent or one queue: `agent:` or `queue:` and its id, or its name as people write it.

        Who names nobody is told the queues; those of one `desk` alone, where it is given.

        Raises:
            ArgumentsInvalid: nothing, or more than one, is meant.
        """
        kind, _, rest = words.partition(":")
        if kind == "agent" and rest:
            return self.find_agent(rest)
        if kind == "queue" and rest:
            return self.find_queue(rest)
        agents, queues = self.agents_called(words), self.queues_called(words)
        if len(agents) + len(queues) > 1:
            names = listed([*(one.name for one in agents), *(one.title for one in queues)])
            raise ArgumentsInvalid(say("agent_or_queue_ambiguous", words=quoted(words), names=names))
        if agents:
            return agents[0]
        if queues:
            return queues[0]
        titles = _titles_of(one for one in self.queues.values() if desk in (None, one.desk))
        raise ArgumentsInvalid(say("agent_or_queue_unknown", words=quoted(words), queues=titles))

    def find_anybody(self, words: str) -> Profile | Queue | ExpertProfile:
        """Find one agent, queue or expert: `agent:`, `queue:` or `expert:` and the id, or the name as people write it.

        Raises:
            ArgumentsInvalid: nothing, or more than one, is meant.
        """
        kind, _, rest = words.partition(":")
        if kind == "agent" and rest:
            return self.find_agent(rest)
        if kind == "queue" and rest:
            return self.find_queue(rest)
        if kind == "expert" and (known := self.expert(AgentId(rest))) is not None:
            return known
        agents, queues, experts = self.agents_called(words), self.queues_called(words), self.experts_called(words)
        found: tuple[Profile | Queue | ExpertProfile, ...] = (*agents, *experts, *queues)
        if len(found) > 1:
            people = [*(one.name for one in agents), *(one.name for one in experts)]
            names = listed([*people, *(one.title for one in queues)])
            raise ArgumentsInvalid(say("anybody_ambiguous", words=quoted(words), names=names))
        if not found:
            titles = _titles_of(self.queues.values())
            raise ArgumentsInvalid(say("anybody_unknown", words=quoted(words), queues=titles))
        return found[0]

    def find_expert(self, words: str) -> ExpertProfile:
        """Find one expert, or an agent as one, by id or name.

        Raises:
            ArgumentsInvalid: nobody, or more than one, is meant.
        """
        found = self.expert(AgentId(words.removeprefix("expert:")))
        if found is not None:
            return found
        known = [*self.experts_called(words), *map(as_expert, self.agents_called(words))]
        if len(known) > 1:
            raise ArgumentsInvalid(say("agent_ambiguous", words=quoted(words), names=listed(one.name for one in known)))
        if not known:
            raise ArgumentsInvalid(say("expert_unknown", words=quoted(words)))
        return known[0]

    def experts_called(self, words: str) -> Sequence[ExpertProfile]:
        """Give the experts, who are no agents, that these words may mean: those of the best fit."""
        return _best(tuple(self.experts.values()), words.strip().removeprefix("@").casefold())

    def agents_called(self, words: str) -> Sequence[Profile]:
        """Give the agents that these words may mean: those of the best fit."""
        return _best(tuple(self.profiles.values()), words.strip().removeprefix("@").casefold())

    def queues_called(self, words: str) -> Sequence[Queue]:
        """Give the queues that these words may mean: those of the best fit."""
        wanted = words.strip().removeprefix("#").casefold()
        everyone = tuple(self.queues.values())
        tests = (_is_queue, _is_titled, _title_begins)
        fitting = ([one for one in everyone if fits(one, wanted)] for fits in tests)
        return next((found for found in fitting if found), ()) if wanted else ()


Somebody = TypeVar("Somebody", Profile, ExpertProfile)


def _best(everyone: Sequence[Somebody], wanted: str) -> Sequence[Somebody]:
    """Give those whom words fit best: by id, name, nickname, or the beginning of a name, in that order."""
    tests = (_has_id, _has_name, _has_nickname, _begins)
    fitting = ([one for one in everyone if fits(one, wanted)] for fits in tests)
    return next((found for found in fitting if found), ()) if wanted else ()


def listed(names: Iterable[str]) -> str:
    """Name the first few; a list of two hundred helps nobody."""
    known = sorted(names)
    return ", ".join(known[:NAMED] + ["…"] * (len(known) > NAMED))


def _names_of(profiles: Iterable[Profile]) -> str:
    return listed(profile.name for profile in profiles)


def _titles_of(queues: Iterable[Queue]) -> str:
    return listed(queue.title for queue in queues)


def _is_queue(queue: Queue, wanted: str) -> bool:
    return queue.id.casefold() == wanted


def _is_titled(queue: Queue, wanted: str) -> bool:
    return queue.title.casefold() == wanted


def _title_begins(queue: Queue, wanted: str) -> bool:
    title = queue.title.casefold()
    return any(words.startswith(wanted) for words in (title, *title.split()))


def _has_id(profile: Profile | ExpertProfile, wanted: str) -> bool:
    return profile.id.casefold() == wanted


def _has_name(profile: Profile | ExpertProfile, wanted: str) -> bool:
    return profile.name.casefold() == wanted


def _has_nickname(profile: Profile | ExpertProfile, wanted: str) -> bool:
    return profile.nickname.casefold() == wanted


def _begins(profile: Profile | ExpertProfile, wanted: str) -> bool:
    name, nickname = profile.name.casefold(), profile.nickname.casefold()
    return any(words.startswith(wanted) for words in (name, nickname, *name.split()))
