"""A card as an Adaptive Card: the root of a chat's thread, or a private offer.

https://adaptivecards.io/explorer/AdaptiveCard.html

Rules:
1. From top to bottom: who and how it stands, in the colour of the card's tone; the facts in two columns; the customer's
   first words; what can be done; in small letters what it is. Nothing for what is empty.
2. What a customer chose (a name, a page's title, the first words) is never read as markup (`card_text`).
3. A card stays far below what Teams takes: 28 KB as JSON is the aim.
   https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from adapters.teams.actions import opening, rows
from adapters.teams.card_text import block, clean, container, cut, is_web, one_line, small, unmarked, words
from adapters.teams.facts import facts
from adapters.teams.sentences import OPEN_CHAT
from core.views import Card, Tone

Json = dict[str, Any]

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"
"""What Teams shows: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference"""
STYLES = MappingProxyType(
    {Tone.PLAIN: "accent", Tone.GOOD: "good", Tone.WARN: "warning", Tone.BAD: "attention", Tone.QUIET: "emphasis"}
)
DOTS = MappingProxyType({Tone.PLAIN: "🔵", Tone.GOOD: "🟢", Tone.WARN: "🟠", Tone.BAD: "🔴", Tone.QUIET: "⚪\ufe0f"})
KEY_PREFIX = "key-"
_TITLE, _STATUS, _QUOTE, _FOOTNOTE, _SUMMARY = 150, 300, 600, 300, 300
_MOST_FACTS = 10


def message(card: Card, now: datetime, *, hint: str = "", key: str = "") -> Json:
    """Give the activity that shows a card, for posting and for updating alike.

    `hint` is a line of the desk's own; `key` makes that it can be known again.
    """
    summary = one_line(card.summary) or one_line(card.title)
    elements = blocks(card, now, hint=hint)
    if key:
        # "A unique identifier associated with the item": https://adaptivecards.io/explorer/Container.html
        elements[0] = {**elements[0], "id": KEY_PREFIX + key}
    return activity(elements, summary)


def activity(body: Sequence[Json], summary: str, *, full_width: bool = False, **more: object) -> Json:
    """Give the activity that shows a card of these elements, and nothing beside it.

    A text beside a card would cost the message its id.
    https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
    """
    content = adaptive(body, summary, full_width=full_width, **more)
    said = cut(one_line(summary), _SUMMARY) or "-"
    return {"type": "message", "summary": said, "attachments": [{"contentType": CONTENT_TYPE, "content": content}]}


def adaptive(body: Sequence[Json], summary: str, *, full_width: bool = False, **more: object) -> Json:
    """Give the card of these elements."""
    made: Json = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "fallbackText": cut(unmarked(summary), _SUMMARY) or "-",  # a text that reads Markdown
        "body": list(body) or [block(["-"])],
        **more,
    }
    return {**made, "msteams": {"width": "Full"}} if full_width else made


def blocks(card: Card, now: datetime, *, hint: str = "") -> list[Json]:
    """Give a card's elements."""
    made = [_head(card), *facts(card.facts[:_MOST_FACTS], now)]
    said = cut(clean(card.quote).strip(), _QUOTE)
    if said:
        made.append(quote([words(said)]))
    actions = rows(card.buttons, card.more)
    if is_web(card.link):
        actions = with_link(actions, card.link)
    made += actions
    if hint:
        made.append(small(hint))
    if card.footnote:
        made.append(small(cut(one_line(card.footnote), _FOOTNOTE), separator=True, spacing="Large"))
    return made


def quote(runs: Sequence[Json]) -> Json:
    """Set somebody's words off from our own."""
    return container([block(runs)], "emphasis", spacing="Medium")


def with_link(actions: list[Json], address: str) -> list[Json]:
    """Put the way to the chat's thread behind what can be done."""
    way = opening(address, OPEN_CHAT)
    if not actions:
        return [{"type": "ActionSet", "actions": [way]}]
    *before, last = actions
    return [*before, {**last, "actions": [*last["actions"], way]}]


def _head(card: Card) -> Json:
    """Give the title and the status, in the tone's colour; the dot says the same where colours say nothing."""
    title = cut(one_line(card.title), _TITLE) or "-"
    dot = "" if card.status or card.tone is Tone.PLAIN else f"{DOTS[card.tone]}  "
    items = [block([words(dot + title, size="Large", weight="Bolder")])]
    if card.status:
        status = cut(one_line(card.status), _STATUS)
        items.append(block([words(f"{DOTS[card.tone]}  {status}", weight="Bolder")], spacing="Small"))
    return container(items, STYLES[card.tone], bleed=True)
