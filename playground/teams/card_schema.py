"""What Teams takes as an Adaptive Card.

Rules: version 1.5 at most on desktop and web
(https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#support-for-adaptive-cards);
an element that the card's version does not know needs a `fallback`; what https://adaptivecards.io/explorer calls
required is required; ids of inputs are unique. It deliberately checks no colours and sizes: renderers take an unknown
one for the default. That a wrong card is refused when it is sent, and with which words, is unverified: some are only
shown as empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from playground.teams import images
from playground.teams.errors import bad_argument
from playground.teams.model import Json

NEWEST = (1, 5)
MAX_DEPTH = 40
Version = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of element or action: since when, what it must have, where others are inside."""

    since: Version = (1, 0)
    needs: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()  # keys that hold elements
    actions: tuple[str, ...] = ()  # keys that hold an action, or actions
    kinds: Mapping[str, type] = field(default_factory=dict)  # keys whose value must be of a type


_TEXT: Mapping[str, type] = MappingProxyType({"text": str})
ELEMENTS: Mapping[str, Part] = MappingProxyType(
    {
        "TextBlock": Part(needs=("text",), kinds=_TEXT),
        "RichTextBlock": Part((1, 2), ("inlines",), kinds={"inlines": list}),
        "Image": Part(needs=("url",), actions=("selectAction",), kinds={"url": str}),
        "Media": Part((1, 1), ("sources",), kinds={"sources": list}),
        "Container": Part(needs=("items",), elements=("items",), actions=("selectAction",)),
        "ColumnSet": Part(elements=("columns",), actions=("selectAction",)),
        "Column": Part(elements=("items",), actions=("selectAction",)),
        "FactSet": Part(needs=("facts",), kinds={"facts": list}),
        "ImageSet": Part(needs=("images",), elements=("images",)),
        "ActionSet": Part((1, 2), ("actions",), actions=("actions",)),
        "Table": Part((1, 5), elements=("rows",), kinds={"columns": list}),
        "TableRow": Part((1, 5), elements=("cells",)),
        "TableCell": Part((1, 5), ("items",), elements=("items",), actions=("selectAction",)),
        "Input.Text": Part(needs=("id",), actions=("inlineAction",)),
        "Input.Number": Part(needs=("id",)),
        "Input.Date": Part(needs=("id",)),
        "Input.Time": Part(needs=("id",)),
        "Input.Toggle": Part(needs=("id", "title")),
        "Input.ChoiceSet": Part(needs=("id",), kinds={"choices": list, "choices.data": dict}),
    }
)
ACTIONS: Mapping[str, Part] = MappingProxyType(
    {
        "Action.OpenUrl": Part(needs=("url",)),
        "Action.Submit": Part(),
        "Action.Execute": Part((1, 4)),
        "Action.ShowCard": Part(needs=("card",)),
        "Action.ToggleVisibility": Part((1, 2), ("targetElements",)),
    }
)
# In a row or a column the type goes without saying.
_IMPLIED: Mapping[str, str] = MappingProxyType(
    {"columns": "Column", "rows": "TableRow", "cells": "TableCell", "images": "Image"}
)


def check(card: Any) -> None:
    """Look a card through.

    Raises ConnectorError BadArgument that says what is wrong and where.
    """
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        raise bad_argument("content must be an object of type AdaptiveCard.")
    version = _version(card)
    _body(card, version, "card")
    if "refresh" in card:
        _refresh(card["refresh"], version)
    ids = [str(one["id"]) for one in inputs(card)]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise bad_argument(f"Collision detected for id {twice[0]!r}.")


def inputs(part: Any, *, of_shown_cards: bool = True) -> Iterator[Json]:
    """Walk through every input inside a card or element, those of cards that its buttons show included or not."""
    if isinstance(part, list):
        for one in part:
            yield from inputs(one, of_shown_cards=of_shown_cards)
    if isinstance(part, dict):
        if str(part.get("type", "")).startswith("Input."):
            yield part
        for key, value in part.items():
            if key not in {"data", "fallback", "refresh"} and (of_shown_cards or key != "card"):
                yield from inputs(value, of_shown_cards=of_shown_cards)


def _version(card: Json) -> Version:
    try:
        major, _, minor = str(card["version"]).partition(".")
        version = (int(major), int(minor or 0))
    except (KeyError, ValueError):
        raise bad_argument("A card needs a version such as 1.5.") from None
    if version > NEWEST:
        raise bad_argument(f"Card version {card['version']} is not supported: 1.5 is the newest.")
    return version


def _body(card: Json, version: Version, where: str) -> None:
    for key in ("body", "actions"):
        if not isinstance(card.get(key, []), list):
            raise bad_argument(f"{where}.{key} must be a list.")
    _each(card.get("body", []), version, f"{where}.body", ELEMENTS)
    _each(card.get("actions", []), version, f"{where}.actions", ACTIONS)
    if "selectAction" in card:
        _part(card["selectAction"], version, f"{where}.selectAction", ACTIONS)


def _refresh(refresh: Any, version: Version) -> None:
    action = refresh.get("action") if isinstance(refresh, dict) else None
    if not isinstance(action, dict) or action.get("type") != "Action.Execute":
        raise bad_argument("card.refresh needs an action of type Action.Execute.")
    _part(action, version, "card.refresh.action", ACTIONS)


def _each(parts: Any, version: Version, where: str, known: Mapping[str, Part]) -> None:
    for place, one in enumerate(parts if isinstance(parts, list) else [parts]):
        _part(one, version, f"{where}[{place}]", known)


def _part(one: Any, version: Version, where: str, known: Mapping[str, Part]) -> None:
    if not isinstance(one, dict) or where.count(".") > MAX_DEPTH:
        raise bad_argument(f"{where} must be an object, not too deep inside others.")
    kind = str(one.get("type") or _IMPLIED.get(where.rpartition(".")[2].partition("[")[0], ""))
    rule = known.get(kind)
    if rule is None or rule.since > version:
        _fall_back(one, version, f"{where} ({kind or 'no type'})", known)
        return
    for key in rule.needs:
        if one.get(key) in (None, ""):
            raise bad_argument(f"{where} ({kind}) needs {key}.")
    for key, type_ in rule.kinds.items():
        if key in one and not isinstance(one[key], type_):
            raise bad_argument(f"{where}.{key} ({kind}) is of the wrong type.")
    for key in rule.elements:
        _each(one.get(key, []), version, f"{where}.{key}", ELEMENTS)
    for key in rule.actions:
        _each(one.get(key, []), version, f"{where}.{key}", ACTIONS)
    if kind == "Action.ShowCard":
        _body(one["card"], version, f"{where}.card")
    _special(one, kind, where)


def _fall_back(one: Json, version: Version, where: str, known: Mapping[str, Part]) -> None:
    """Let an unknown element pass where its fallback does (https://adaptivecards.io/explorer/TextBlock.html)."""
    fallback = one.get("fallback")
    if fallback == "drop":
        return
    if not isinstance(fallback, dict):
        raise bad_argument(f"{where} is not known to this card's version, and it has no fallback.")
    _part(fallback, version, f"{where}.fallback", known)


def _special(one: Json, kind: str, where: str) -> None:
    if kind == "Image":
        images.check(one["url"], where)
    if kind == "RichTextBlock":
        bad = [run for run in one["inlines"] if not isinstance(run, str) and run.get("type") != "TextRun"]
        if bad:
            raise bad_argument(f"{where}.inlines holds strings and TextRuns.")
    if kind == "FactSet" and not all(isinstance(f, dict) and "title" in f and "value" in f for f in one["facts"]):
        raise bad_argument(f"{where}.facts holds objects with title and value.")
    if kind == "Input.ChoiceSet":
        choices = one.get("choices", [])
        if not all(isinstance(c, dict) and isinstance(c.get("title"), str) and "value" in c for c in choices):
            raise bad_argument(f"{where}.choices holds objects with title and value.")
        query = one.get("choices.data")
        if query is not None and (query.get("type") != "Data.Query" or not query.get("dataset")):
            raise bad_argument(f"{where}.choices.data needs type Data.Query and a dataset.")
