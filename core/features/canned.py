"""Canned responses: texts that are written once and sent often (T8).

Rules:
1. A text belongs to one agent, to a team, or to everybody; those of the configuration belong to teams or everybody.
2. An agent finds what is theirs, their teams' and everybody's. Their own they may change; a team's or everybody's takes
   the right for it, and being of that team. What the configuration has written is changed there alone.
3. Found by its shortcut first, then by words of its folder, its title, and the text itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import assert_never

from core.agents.model import Profile
from core.agents.rights import Right
from core.commands.outcome import Change
from core.commands.wants import Want
from core.directory import Directory
from core.ids import AgentId
from core.policy.canned import CannedText
from core.policy.teams import Team

BETWEEN = " / "
"""Between the folders of a path, as people read it."""

LONGEST_TEXT, LONGEST_TITLE, LONGEST_SHORTCUT = 3_000, 60, 30
"""A form's field takes 3,000 characters; https://docs.slack.dev/reference/block-kit/block-elements."""


class CannedScope(StrEnum):
    """Whose a text is."""

    OWN = auto()
    TEAM = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True)
class Canned:
    """One text. `owner` is an agent's id or a team's, by its scope, and empty for everybody's."""

    id: str
    title: str
    text: str
    scope: CannedScope = CannedScope.OWN
    owner: str = ""
    folder: tuple[str, ...] = ()
    shortcut: str = ""
    language: str = ""
    fixed: bool = False
    """Whether it stands in the configuration."""

    def label(self) -> str:
        """Give what a list calls it: its folders, its title, its shortcut."""
        path = BETWEEN.join((*self.folder, self.title))
        return f"{path} ({self.shortcut})" if self.shortcut else path


@dataclass(frozen=True, slots=True)
class Offered:
    """What an agent can use, in order, and what is known of the chat beyond its own fields."""

    texts: tuple[Canned, ...] = ()
    attributes: Mapping[str, str] | None = None

    def find(self, id: str) -> Canned | None:
        """Give a text by its id, or None when it is gone or not this agent's to use."""
        return next((one for one in self.texts if one.id == id), None)


CANNED: Want[Offered] = Want("canned")
"""What the agent can use."""


@dataclass(frozen=True, slots=True)
class CannedSaved(Change):
    """A text was made or changed."""

    canned: Canned
    by: AgentId


@dataclass(frozen=True, slots=True)
class CannedDeleted(Change):
    """A text was deleted."""

    id: str
    by: AgentId


def of_configuration(texts: Iterable[CannedText], directory: Directory, profile: Profile) -> tuple[Canned, ...]:
    """Give the configuration's texts that an agent may use."""
    mine = {team.id for team in teams_at(profile, directory)}
    return tuple(
        Canned(
            id=f"config:{one.id}",
            title=one.title,
            text=one.text,
            scope=CannedScope.TEAM if one.teams else CannedScope.ALL,
            folder=one.folder,
            shortcut=one.shortcut or one.id,
            language=one.language,
            fixed=True,
        )
        for one in texts
        if not one.teams or one.teams & mine
    )


def in_order(texts: Iterable[Canned], language: str) -> tuple[Canned, ...]:
    """Sort by folder and title; what is written in another language than the chat's stands last."""

    def place(one: Canned) -> tuple[bool, tuple[str, ...], str]:
        is_foreign = bool(one.language and language) and one.language.partition("-")[0] != language.partition("-")[0]
        return is_foreign, tuple(part.casefold() for part in one.folder), one.title.casefold()

    return tuple(sorted(texts, key=place))


def matching(texts: Sequence[Canned], typed: str) -> tuple[Canned, ...]:
    """Give the texts that words mean, the best first: by shortcut, by name, by what stands in them."""
    wanted = typed.casefold().split()
    if not wanted:
        return tuple(texts)
    word = typed.strip().casefold()
    exact = [one for one in texts if word in (one.shortcut.casefold(), one.title.casefold(), one.id.casefold())]
    named = [one for one in texts if all(part in one.label().casefold() for part in wanted)]
    within = [one for one in texts if all(part in f"{one.label()} {one.text}".casefold() for part in wanted)]
    begun = [one for one in texts if one.shortcut.casefold().startswith(word)]
    return tuple(dict.fromkeys((*exact, *begun, *named, *within)))


def may_change(one: Canned, profile: Profile, directory: Directory) -> bool:
    """Tell whether an agent may change or delete a text."""
    return not one.fixed and may_write(one.scope, one.owner, profile, directory)


def teams_at(profile: Profile, directory: Directory) -> tuple[Team, ...]:
    """Give the teams to which an agent belongs, or whose supervisor they are."""
    return tuple(team for team in directory.teams.values() if team.has(profile.id) or profile.id in team.supervisors)


def may_write(scope: CannedScope, owner: str, profile: Profile, directory: Directory) -> bool:
    """Tell whether an agent may write texts of this scope."""
    match scope:
        case CannedScope.OWN:
            return owner == profile.id
        case CannedScope.TEAM:
            return profile.may(Right.TEAM_TEXTS) and any(team.id == owner for team in teams_at(profile, directory))
        case CannedScope.ALL:
            return profile.may(Right.ALL_TEXTS)
        case _:
            assert_never(scope)
