"""One of everything for Teams: words and cards that use each element that the page must show."""

from typing import Any

from tests.browser.teams_app import card, dialog

Json = dict[str, Any]

NASTY = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
TEXT = (
    "<b>Maya Okafor</b> (customer)<br>Where is my <i>Golden</i> <s>Green</s> Oolong? 🫖<br>"
    "<code>NW-1029</code> <a href='https://northwind-tea.example/oolong'>the page</a>"
    "<ul><li>one</li><li>two</li></ul><ol><li>first</li></ol><blockquote>quoted</blockquote><pre>a  b\n  c</pre>"
)
EVIL = (
    f"<b>Mallory</b>{NASTY}<iframe src='javascript:alert(1)'></iframe><a href='javascript:alert(1)'>press</a>"
    "<svg onload='document.title=1'></svg><p onclick='document.title=1' style='position:fixed'>calm</p>"
)


def run(text: str, **more: Any) -> Json:
    """Write a run of words."""
    return {"type": "TextRun", "text": text, **more}


def line(*runs: Json, **more: Any) -> Json:
    """Write words that are never markup."""
    return {"type": "RichTextBlock", "inlines": list(runs), **more}


def button(title: str, command: str, **more: Any) -> Json:
    """Make an action that asks the bot."""
    return {"type": "Action.Execute", "title": title, "verb": f"cmd:{command}", "data": {"command": command}, **more}


def fetching(title: str, **more: Any) -> Json:
    """Make an action that opens a dialog."""
    data = {"command": "note", "msteams": {"type": "task/fetch"}}
    return {"type": "Action.Submit", "title": title, "data": data, **more}


HEAD: Json = {
    "type": "Container",
    "style": "warning",
    "bleed": True,
    "items": [
        line(run("Maya Okafor: Where is my order?", size="Large", weight="Bolder")),
        line(run("🟠  Waiting for an agent", weight="Bolder"), spacing="Small"),
    ],
}
FACTS: Json = {
    "type": "FactSet",
    "facts": [
        {"title": "Queue", "value": "support"},
        {"title": "Since", "value": "{{DATE(2026-11-21T20:15:00Z, SHORT)}} {{TIME(2026-11-21T20:15:00Z)}}"},
        {"title": "Page", "value": "https://northwind-tea.example/orders/10293847561029384756"},
    ],
}
QUOTE: Json = {
    "type": "Container",
    "style": "emphasis",
    "spacing": "Medium",
    "items": [line(run("I ordered the Golden Oolong and it has not come. ")), line(run(NASTY))],
}
ACTIONS: Json = {
    "type": "ActionSet",
    "actions": [
        button("Accept", "accept", style="positive"),
        button("Reject", "reject", style="destructive"),
        fetching("Note…"),
        {"type": "Action.OpenUrl", "title": "Open the page", "url": "https://northwind-tea.example/"},
        button("Transfer", "transfer", mode="secondary"),
        fetching("Ban…", mode="secondary"),
    ],
}
FOOTNOTE: Json = line(run("Chat 7f3a · English", size="Small", isSubtle=True), separator=True)
CARD = card(HEAD, FACTS, QUOTE, ACTIONS, FOOTNOTE)
MARKDOWN = card(
    {
        "type": "TextBlock",
        "text": f"**Bold**, _italic_, [a link](https://northwind-tea.example/) {NASTY}",
        "wrap": True,
    },
    {"type": "TextBlock", "text": "[press](javascript:alert(1))\n- one\n- two", "wrap": True},
    *(
        {"type": "Container", "style": style, "items": [line(run(f"In {style}", color=colour))]}
        for style, colour in (
            ("good", "Good"),
            ("attention", "Attention"),
            ("accent", "Accent"),
            ("warning", "Warning"),
        )
    ),
    {
        "type": "Table",
        "columns": [{"width": 1}, {"width": 2}],
        "rows": [
            {"type": "TableRow", "cells": [{"type": "TableCell", "items": [line(run(word))]} for word in row]}
            for row in (("Agent", "Chats"), ("Ada Lovelace", "3"))
        ],
    },
)
NESTED = card(
    {"type": "TextBlock", "id": "more", "text": "Seen after a press", "isVisible": False},
    actions=[
        {"type": "Action.ToggleVisibility", "title": "Toggle", "targetElements": ["more"]},
        {"type": "Action.Execute", "title": "Off", "verb": "off", "isEnabled": False},
        {
            "type": "Action.ShowCard",
            "title": "Say why",
            "card": {
                "type": "AdaptiveCard",
                "body": [{"type": "Input.Text", "id": "why", "label": "Why"}],
                "actions": [{"type": "Action.Execute", "title": "Tell", "verb": "tell", "data": {"a": 1}}],
            },
        },
        {"type": "Action.Execute", "title": "Outside", "verb": "outside"},
    ],
)
FORM = dialog(
    "Add a note",
    {"type": "TextBlock", "text": "Only agents see it.", "wrap": True},
    {
        "type": "Input.Text",
        "id": "text:note",
        "label": "Note",
        "isMultiline": True,
        "isRequired": True,
        "errorMessage": "Please write something.",
    },
    {
        "type": "Input.ChoiceSet",
        "id": "one:person",
        "label": "For whom",
        "placeholder": "Type a name",
        "choices.data": {"type": "Data.Query", "dataset": '{"field":"person"}'},
    },
    {
        "type": "Input.ChoiceSet",
        "id": "one:priority",
        "label": "Priority",
        "value": "normal",
        "choices": [{"title": "Normal", "value": "normal"}, {"title": "Urgent", "value": "urgent"}],
    },
    {
        "type": "Input.ChoiceSet",
        "id": "many:topics",
        "label": "Topics",
        "isMultiSelect": True,
        "choices": [{"title": "Delivery", "value": "delivery"}, {"title": "Refund", "value": "refund"}],
    },
    {"type": "Input.Date", "id": "text:day", "label": "Until"},
    {"type": "Input.Number", "id": "text:count", "label": "How many"},
    {"type": "Input.Toggle", "id": "one:copy", "title": "Send me a copy", "label": "Copy"},
    actions=[{"type": "Action.Submit", "title": "Save", "style": "positive", "data": {"form": {"command": "note"}}}],
)
FOUND: Json = {
    "statusCode": 200,
    "type": "application/vnd.microsoft.search.searchResponse",
    "value": {"results": [{"title": "Grace Hopper", "value": "g1"}, {"title": "Lin Chen", "value": "l1"}]},
}
CONSENT: Json = {
    "type": "message",
    "attachments": [
        {
            "contentType": "application/vnd.microsoft.teams.card.file.consent",
            "name": "invoice-1029.pdf",
            "content": {"description": "The customer's invoice", "sizeInBytes": 7, "acceptContext": {"f": 1}},
        }
    ],
}
