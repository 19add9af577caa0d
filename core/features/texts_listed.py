"""The canned responses that an agent can use, as a list in private."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from core.features.canned import BETWEEN, Canned, CannedScope
from core.features.overview import home_words
from core.sentences import say
from core.texts import render
from core.views import Button

TEXT_BUTTONS = (
    Button("New…", "newtext", style="primary", asks=True),
    Button("Change…", "edittext", asks=True),
    Button("Delete…", "deletetext", asks=True),
)
SHOWN = 40
"""How many a list shows; more are found by their words."""


def texts_listed(texts: Sequence[Canned], teams: Mapping[str, str]) -> str:
    """List texts under their folders, each with its shortcut and whose it is."""
    if not texts:
        return home_words("texts_empty")
    lines = [home_words("texts_title")]
    for folder, group in groupby(texts[:SHOWN], key=lambda one: one.folder):
        if folder:
            lines.append(f"{BETWEEN.join(folder)}:")
        lines += (_line(one, teams) for one in group)
    if len(texts) > SHOWN:
        lines.append(render(say("texts_more", count=len(texts) - SHOWN), {}))
    return "\n".join(lines)


def _line(one: Canned, teams: Mapping[str, str]) -> str:
    shortcut = f" · !canned {one.shortcut}" if one.shortcut else ""
    return f"• {one.title}{shortcut} · {_whose(one, teams)}"


def _whose(one: Canned, teams: Mapping[str, str]) -> str:
    if one.fixed:
        return home_words("texts_of_configuration")
    if one.scope is CannedScope.TEAM:
        return teams.get(one.owner) or home_words("texts_team")
    return home_words("texts_own") if one.scope is CannedScope.OWN else home_words("texts_all")
