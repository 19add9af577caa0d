"""Texts that an installation has written for its agents.

Rule: variables stay in the text as they were written, `%F` or `%{order|your order}`; they are filled in when an agent
is shown the text, not before.
"""

from dataclasses import dataclass

from core.ids import TeamId


@dataclass(frozen=True, slots=True)
class CannedText:
    """One text; `shortcut` finds it at once, `teams` may use it (empty: everybody)."""

    id: str
    title: str
    text: str
    folder: tuple[str, ...] = ()
    shortcut: str = ""
    language: str = ""
    """The language it is written in; empty for any."""
    teams: frozenset[TeamId] = frozenset()
