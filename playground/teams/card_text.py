"""What a person reads on an Adaptive Card: its words, in their order.

Rule: only what is shown counts; what buttons carry (`data`), what choices stand for and ids do not.
"""

from typing import Any

_SHOWN = ("title", "text", "value", "label", "placeholder", "altText")
_INSIDE = ("body", "items", "columns", "rows", "cells", "actions", "card", "images")


def words_of(card: Any) -> str:
    """List the words of a card, one line an element."""
    return "\n".join(_lines(card))


def _lines(part: Any) -> list[str]:
    if isinstance(part, list):
        return [line for item in part for line in _lines(item)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "RichTextBlock":
        return ["".join(run if isinstance(run, str) else str(run.get("text", "")) for run in part.get("inlines", []))]
    shown = [str(part[key]) for key in _SHOWN if isinstance(part.get(key), str) and part[key]]
    facts = [f"{fact.get('title', '')} {fact.get('value', '')}" for fact in part.get("facts", [])]
    choices = [str(choice.get("title", "")) for choice in part.get("choices", [])]
    return [*shown, *facts, *choices, *(line for key in _INSIDE for line in _lines(part.get(key)))]
