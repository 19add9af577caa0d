"""What Teams takes as an Adaptive Card, and what not."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from .conftest import Json, Wire, card

TEXT = {"type": "TextBlock", "text": "Chat"}
ACCEPT = {"type": "Action.Execute", "title": "Accept", "verb": "cmd:accept", "data": {"chat": 1}}
NOTE = {"type": "Input.Text", "id": "note"}
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def shown(text: str, **more: Any) -> Json:
    """Write the content of a card."""
    content: Json = card({"type": "TextBlock", "text": text}, **more)["content"]
    return content


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def image(url: str) -> Json:
    """Write the content of a card with a picture."""
    return shown("x") | {"body": [{"type": "Image", "url": url}]}


def a_jpeg(width: int, height: int) -> str:
    """Draw a JPEG, as a data URI."""
    target = BytesIO()
    Image.new("RGB", (width, height)).save(target, "JPEG")
    return f"data:image/jpeg;base64,{b64encode(target.getvalue()).decode()}"


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
        (image("http://example.com/a.png"), "must be an https address"),
        (image("data:image/webp;base64,AAAA"), "must be an https address"),
        (image("data:image/png;base64,AAA"), "is not base64"),
        (image("data:image/png;base64,AAAA"), "is no PNG"),
        (image(f"data:image/jpeg;base64,{PIXEL}"), "is no JPEG"),
        (image(a_jpeg(1025, 20)), "1025 by 20 pixels"),
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
        {"type": "Image", "url": f"data:image/png;base64,{PIXEL}"},
        {"type": "Image", "url": a_jpeg(1024, 20)},
        {"type": "ActionSet", "actions": [{"type": "Action.ShowCard", "title": "More", "card": shown("inside")}]},
    ]
    assert (await wire.chain("", attachments=[card(*body, selectAction=ACCEPT)])).status == 201
