"""What Teams takes as an Adaptive Card, and what not."""

from typing import Any

import pytest

from .conftest import Json, Wire, card

TEXT = {"type": "TextBlock", "text": "Chat"}
ACCEPT = {"type": "Action.Execute", "title": "Accept", "verb": "cmd:accept", "data": {"chat": 1}}
NOTE = {"type": "Input.Text", "id": "note"}
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def shown(text: str, **more: Any) -> Json:
    """Write the content of a card."""
    content: Json = card({"type": "TextBlock", "text": text}, **more)["content"]
    return content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"type": "Card"}, "AdaptiveCard"),
        ({"type": "AdaptiveCard"}, "needs a version"),
        ({"type": "AdaptiveCard", "version": "1.6", "body": []}, "1.5 is the newest"),
        ({"type": "AdaptiveCard", "version": "1.5", "body": {}}, "body must be a list"),
        (shown("x") | {"body": [{"type": "TextBlock"}]}, "card.body[0] (TextBlock) needs text"),
        (shown("x") | {"body": [{"type": "Carousel"}]}, "has no fallback"),
        (shown("x") | {"version": "1.2", "actions": [ACCEPT]}, "Action.Execute) is not known to this card"),
        (shown("x") | {"body": [{"type": "TextBlock", "text": 5}]}, "wrong type"),
        (shown("x") | {"body": [{"type": "Container", "items": [{"type": "X"}]}]}, "card.body[0].items[0] (X)"),
        (shown("x") | {"body": [NOTE, NOTE]}, "Collision detected for id 'note'"),
        (shown("x") | {"actions": [{"type": "Action.OpenUrl", "title": "x"}]}, "needs url"),
        (shown("x") | {"refresh": {"action": {"type": "Action.Submit"}}}, "Action.Execute"),
        (shown("x") | {"body": [{"type": "FactSet", "facts": [{"title": "a"}]}]}, "title and value"),
        (shown("x") | {"body": [{"type": "RichTextBlock", "inlines": [{"text": "a"}]}]}, "TextRuns"),
        (shown("x") | {"body": [{"type": "Input.ChoiceSet", "id": "a", "choices.data": {}}]}, "Data.Query"),
        (shown("x") | {"body": [{"type": "Input.ChoiceSet", "id": "a", "choices": ["b"]}]}, "title and value"),
    ],
)
async def test_a_wrong_card_is_refused_with_the_place_of_what_is_wrong(wire: Wire, content: Json, says: str) -> None:
    no = await wire.chain("", attachments=[{"contentType": ADAPTIVE, "content": content}])
    assert (no.status, no.code) == (400, "BadArgument")
    assert says in no.body["error"]["message"]


async def test_what_a_card_may_hold_is_taken(wire: Wire) -> None:
    body: list[Json] = [
        {"type": "Carousel", "fallback": "drop"},
        {"type": "Carousel", "fallback": {"type": "TextBlock", "text": "instead"}},
        {"type": "ColumnSet", "columns": [{"width": "auto", "items": [TEXT]}]},
        {"type": "Table", "columns": [{"width": 1}], "rows": [{"cells": [{"type": "TableCell", "items": [TEXT]}]}]},
        {"type": "ImageSet", "images": [{"type": "Image", "url": "https://example.com/a.png"}]},
        {"type": "ActionSet", "actions": [{"type": "Action.ShowCard", "title": "More", "card": shown("inside")}]},
    ]
    assert (await wire.chain("", attachments=[card(*body, selectAction=ACCEPT)])).status == 201
