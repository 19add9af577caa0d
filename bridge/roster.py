"""Who is an agent: those whom the configuration lists, and the members of the groups that it names.

Rules:
1. An agent is an account, by team and user id. A group says which accounts; it never changes who somebody is.
2. Who is listed under `agents` is as it says there, a member of a group or not.
3. Who leaves a group is offered nothing more, and keeps what they have in hand: nothing is orphaned by it.
4. A group that can't be read stays as it was read last.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bridge.channel_titles import titles_of
from config.roster import AgentsFrom
from config.schema import Config
from core.agents.model import Profile
from core.directory import Directory
from core.ids import AgentId, ChannelName, DeskName, QueueId
from core.ports import CustomerChannel, Member


@dataclass(slots=True)
class Roster:
    """The directory as it is now."""

    config: Config
    directory: Directory

    @property
    def groups(self) -> Mapping[str, AgentsFrom]:
        """Give the groups to be read, by their names in the configuration."""
        return self.config.agents_from

    def __call__(self) -> Directory:
        """Give the directory."""
        return self.directory

    def knows(self, channels: Mapping[ChannelName, CustomerChannel]) -> None:
        """Take what people call the channels."""
        self.directory = replace(self.directory, channels=titles_of(channels))

    def read(self, members: Mapping[str, Iterable[Member]], busy: frozenset[AgentId]) -> frozenset[AgentId]:
        """Take the groups' members, and give whose profile has changed.

        `members` are those of each group that could be read; who is `busy` stays known when they leave one.
        """
        known = self.directory.profiles
        profiles = {key: profile for key, profile in known.items() if key in self.config.agents}
        listed = {(desk, person) for profile in profiles.values() for desk, person in profile.people.items()}
        for name, group in self.groups.items():
            if name not in members:
                unread = {key: one for key, one in known.items() if _is_of(name, key) and key not in profiles}
                profiles |= unread
                continue
            for member in members[name]:
                if (DeskName(group.desk), member.person) not in listed:
                    profile = _profile(name, group, member)
                    profiles.setdefault(profile.id, profile)
        gone = {key: replace(one, queues=()) for key, one in known.items() if key not in profiles and key in busy}
        profiles |= gone
        changed = frozenset(key for key in {*known, *profiles} if known.get(key) != profiles.get(key))
        if changed:
            self.directory = replace(self.directory, profiles=profiles)
        return changed


def _is_of(name: str, agent: AgentId) -> bool:
    return agent.startswith(f"{name}/")


def _profile(name: str, group: AgentsFrom, member: Member) -> Profile:
    return Profile(
        id=AgentId(f"{name}/{member.person}"),
        name=member.name,
        nickname=member.nickname or member.name.partition(" ")[0],
        people={DeskName(group.desk): member.person},
        queues=tuple(QueueId(queue) for queue in group.queues),
        capacity=group.capacity,
        picture=member.picture or None,
        skills=frozenset(group.skills),
        languages=group.languages,
    )
