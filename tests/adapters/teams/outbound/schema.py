"""What an Adaptive Card of version 1.5 may hold, as far as the desk uses it; strict, so that a slip is seen.

https://adaptivecards.io/explorer/ lists each element with what it must have and what its properties may be.
"""

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

MOST_BYTES = 28_000
_SPACING = frozenset({"None", "Small", "Default", "Medium", "Large"})
_ENUMS: dict[str, frozenset[str]] = {
    "spacing": _SPACING,
    "size": frozenset({"Small", "Default", "Medium", "Large", "ExtraLarge"}),
    "weight": frozenset({"Lighter", "Default", "Bolder"}),
    "color": frozenset({"Default", "Accent", "Good", "Warning", "Attention"}),
    "mode": frozenset({"primary", "secondary"}),
    "verticalContentAlignment": frozenset({"Top", "Center", "Bottom"}),
}
_STYLES = {
    "Container": frozenset({"default", "emphasis", "good", "attention", "warning", "accent"}),
    "Input.ChoiceSet": frozenset({"compact", "expanded", "filtered"}),
    "Action": frozenset({"default", "positive", "destructive"}),
}
_BLOCK = {"spacing", "separator"}
_FONT = {"size", "weight", "color", "isSubtle"}
_ACTION = {"title", "style", "mode"}
_INPUT = {"id", "label", "isRequired", "errorMessage", "placeholder", "value"} | _BLOCK
_NEEDS_AND_MAY: dict[str, tuple[set[str], set[str]]] = {
    "AdaptiveCard": ({"version", "body"}, {"$schema", "fallbackText", "actions", "refresh", "msteams"}),
    "TextBlock": ({"text"}, {"wrap"} | _FONT | _BLOCK),
    "RichTextBlock": ({"inlines"}, _BLOCK),
    "TextRun": ({"text"}, {"highlight", "italic", "strikethrough", "selectAction"} | _FONT),
    "Container": ({"items"}, {"id", "style", "bleed"} | _BLOCK),
    "ColumnSet": ({"columns"}, _BLOCK),
    "Column": ({"items"}, {"width", "verticalContentAlignment"} | _BLOCK),
    "ActionSet": ({"actions"}, _BLOCK),
    "Input.Text": ({"id"}, {"maxLength", "isMultiline"} | _INPUT),
    "Input.Date": ({"id"}, _INPUT),
    "Input.ChoiceSet": ({"id", "choices"}, {"style", "isMultiSelect", "choices.data"} | _INPUT),
    "Action.Execute": ({"verb", "title"}, {"data"} | _ACTION),
    "Action.Submit": ({"title"}, {"data"} | _ACTION),
    "Action.OpenUrl": ({"url"}, _ACTION),
}


def card_of(activity: Json) -> Json:
    """Give the card of an activity that holds one and nothing beside it, once it has been looked through."""
    assert activity["type"] == "message"
    assert "text" not in activity
    (attachment,) = activity["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    return checked(attachment["content"])


def checked(card: Json) -> Json:
    """Look a card through, and give it back."""
    assert card["type"] == "AdaptiveCard"
    assert card["version"] == "1.5"
    assert card["fallbackText"]
    assert len(json.dumps(card, ensure_ascii=False).encode()) <= MOST_BYTES
    ids = [one["id"] for one in elements(card) if "id" in one]
    assert len(ids) == len(set(ids))
    for one in elements(card):
        _check(one)
    return card


def elements(node: object) -> Iterator[Json]:
    """Give every element and action of a card, in order."""
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for key, value in node.items():
            if key not in ("data", "choices.data"):
                yield from elements(value)
    elif isinstance(node, list):
        for one in node:
            yield from elements(one)


def runs(card: Json) -> list[str]:
    """Give what stands in runs of words, in order."""
    return [one["text"] for one in elements(card) if one["type"] == "TextRun"]


def said(card: Json) -> str:
    """Give all words of a card as people read them: blocks one a line."""
    blocks = [one["inlines"] for one in elements(card) if one["type"] == "RichTextBlock"]
    lines = ["".join(run["text"] for run in inlines) for inlines in blocks]
    return "\n".join(lines).replace("\u2060", "").replace("\u200b", "")


def titles(card: Json) -> list[str]:
    """Give the titles of what can be clicked."""
    return [one["title"] for one in elements(card) if one["type"] in ("Action.Execute", "Action.Submit")]


def _check(one: Json) -> None:
    kind = one["type"]
    needs, may = _NEEDS_AND_MAY[kind]
    assert needs <= set(one), one
    assert set(one) <= needs | may | {"type"}, one
    for key, allowed in _ENUMS.items():
        assert key not in one or one[key] in allowed, one
    family = "Action" if kind.startswith("Action.") else kind
    assert "style" not in one or one["style"] in _STYLES[family], one
    for key in ("text", "title", "url", "verb", "label"):
        assert key not in one or (isinstance(one[key], str) and one[key]), one
    if kind == "ActionSet":
        assert 1 <= len([action for action in one["actions"] if action.get("mode") != "secondary"]) <= 6
    if kind in ("Container", "RichTextBlock", "ColumnSet"):
        assert one[next(iter(needs))], one
