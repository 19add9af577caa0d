"""The words, facts, buttons and fields of Adaptive Cards, as Teams' client shows them.

Rules: a card is read from top to bottom; what nobody sees (joiners between braces, no-break spaces) is read as what it
looks like.
"""

from collections.abc import Iterator
from typing import Any

from core.views import FieldKind
from playground.teams import cards
from tests.scenarios.shown import Control, Field, Json, Option


def plain(text: str) -> str:
    """Read a text without what nobody sees in it."""
    return text.replace("\u2060", "").replace("\u200b", "").replace("\u00a0", " ").replace("\u2003", "\t")


def parts(card: Any) -> Iterator[Json]:
    """Give everything in a card that has a type, in order."""
    if isinstance(card, dict):
        if "type" in card:
            yield card
        for one in card.values():
            yield from parts(one)
    elif isinstance(card, list):
        for one in card:
            yield from parts(one)


def runs(block: Json) -> list[Json]:
    """Give the runs of a block of words."""
    if block["type"] == "TextBlock":
        return [{**block, "type": "TextRun"}]
    inlines = block.get("inlines", [])
    return [{"type": "TextRun", "text": one} if isinstance(one, str) else one for one in inlines]


def words(block: Json) -> str:
    """Give what a block of words says."""
    return plain("".join(str(run["text"]) for run in runs(block)))


def blocks(card: Json) -> list[Json]:
    """Give the blocks of words of a card, in order."""
    return [one for one in parts(card) if one["type"] in ("RichTextBlock", "TextBlock")]


def is_small(block: Json) -> bool:
    """Tell whether a block is small print."""
    shown = runs(block)
    return bool(shown) and all(run.get("isSubtle") and run.get("size") == "Small" for run in shown)


def seen(card: Json) -> str:
    """Give all words of a card, those of its buttons and fields too."""
    found: list[str] = []
    for one in parts(card):
        if one["type"] in ("RichTextBlock", "TextBlock"):
            found.append(words(one))
        elif one["type"].startswith("Action.") and one.get("title"):
            found.append(plain(str(one["title"])))
        elif one["type"].startswith("Input."):
            found += [str(one.get("label", "")), *(str(choice["title"]) for choice in one.get("choices", ()))]
    return "\n".join(part for part in found if part)


def opened(card: Json) -> list[str]:
    """Give the addresses that a card opens."""
    return [str(one["url"]) for one in parts(card) if one["type"] == "Action.OpenUrl"]


def controls(card: Json) -> list[Control]:
    """Give what can be clicked on a card."""
    actions = cards.actions_of(card)
    return [
        Control(plain(str(one.get("title", ""))), _command(one), {"index": number, "asks": _asks(one), "action": one})
        for number, one in enumerate(actions)
    ]


def _asks(action: Json) -> bool:
    """Tell whether a question comes before the click counts."""
    data = action.get("data")
    return isinstance(data, dict) and bool(data.get("confirm"))


def _command(action: Json) -> str:
    data = action.get("data")
    if not isinstance(data, dict):
        return ""
    form = data.get("form")
    return str(data.get("command") or (form.get("command") if isinstance(form, dict) else "") or "")


def heads(card: Json) -> list[str]:
    """Give the blocks that are set in bold alone."""
    return [words(one) for one in blocks(card) if all(run.get("weight") == "Bolder" for run in runs(one))]


def written(value: str) -> str:
    """Write a choice's value as the bridge's forms do, without commas."""
    return value.replace("%", "%25").replace(",", "%2C")


def read(value: str) -> str:
    """Read a choice's value."""
    return value.replace("%2C", ",").replace("%25", "%")


def field_of(name: str, made: Json) -> Field:
    options = tuple(Option(plain(str(one["title"])), read(str(one["value"])), one) for one in made.get("choices", ()))
    begins = made.get("value")
    if begins is not None and options:
        labels = {str(one.given["value"]): one.label for one in options}
        chosen = tuple(labels[one] for one in str(begins).split(","))
        return Field(name, _kind(made), options, chosen, made)
    return Field(name, _kind(made), options, begins, made)


def _kind(made: Json) -> FieldKind:
    if made["type"] == "Input.ChoiceSet":
        if "choices.data" in made:
            return FieldKind.SEARCH
        return FieldKind.MANY if made.get("isMultiSelect") else FieldKind.CHOICE
    if made["type"] == "Input.Date":
        return FieldKind.DATE
    return FieldKind.LONG if made.get("isMultiline") else FieldKind.TEXT
