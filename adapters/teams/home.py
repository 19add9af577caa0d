"""A person's home page as a card in the personal chat.

Rules:
1. Rendered whole each time, as wide as the chat. What doesn't fit into 24 KB is counted: "and n more".
2. It brings itself up to date when it comes into its person's view, by the verb `home`.
   https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
3. Names and first words are the customer's: runs of words, never markup.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from adapters.teams.actions import action, rows
from adapters.teams.card_text import block, container, cut, link, one_line, small, words
from adapters.teams.cards import DOTS, STYLES, activity
from adapters.teams.moments import moment_block
from adapters.teams.sentences import AND_MORE, REFRESH, UNREAD
from core.ids import ExternalRef
from core.views import Home, HomeChat, HomeSection, Tone

Json = dict[str, Any]
LinkOf = Callable[[ExternalRef], str]

REFRESH_VERB = "home"
_TITLE, _STATE, _DETAIL = 150, 300, 300
_MOST_BYTES = 24_000


def message(home: Home, link_of: LinkOf, now: datetime, reader: str = "") -> Json:
    """Give the activity that shows a home page; `reader` is its person as Teams names them to our bot."""
    body = [_head(home), *rows(home.buttons)]
    room = _MOST_BYTES - _size(body)
    for left, section in zip(range(len(home.sections), 0, -1), home.sections, strict=True):
        made = _section(section, room // left, link_of, now)
        room -= _size(made)
        body += made
    return activity(body, one_line(home.state) or one_line(home.greeting), full_width=True, **_refresh(reader))


def _refresh(reader: str) -> Json:
    if not reader:
        return {}
    again = {"type": "Action.Execute", "title": REFRESH, "verb": REFRESH_VERB, "data": {}}
    return {"refresh": {"action": again, "userIds": [reader]}}


def _head(home: Home) -> Json:
    items = [block([words(cut(one_line(home.greeting), _TITLE) or "-", size="Large", weight="Bolder")])]
    state = cut(one_line(home.state), _STATE)
    if state:
        items.append(block([words(f"{DOTS[home.tone]}  {state}", weight="Bolder")], spacing="Small"))
    return container(items, STYLES[home.tone], bleed=True)


def _section(section: HomeSection, room: int, link_of: LinkOf, now: datetime) -> list[Json]:
    title = cut(one_line(section.title), _TITLE) or "-"
    made = [block([words(title, size="Medium", weight="Bolder")], separator=True, spacing="Large")]
    if not section.lines:
        return [*made, small(cut(one_line(section.empty), _DETAIL), spacing="Small")]
    for number, one in enumerate(section.lines):
        shown = _line(one, link_of, now)
        if _size([*made, shown]) > room:
            return [*made, small(AND_MORE.format(count=len(section.lines) - number), spacing="Small")]
        made.append(shown)
    return made


def _line(line: HomeChat, link_of: LinkOf, now: datetime) -> Json:
    """Give a chat: its words, and beside them its one button, or below them its many."""
    texts = list(_texts(line, link_of, now))
    if len(line.buttons) != 1:
        return container([*texts, *rows(line.buttons)], spacing="Medium")
    side = [{"type": "ActionSet", "actions": [action(line.buttons[0])]}]
    columns = [
        {"type": "Column", "width": "stretch", "items": texts},
        {"type": "Column", "width": "auto", "items": side, "verticalContentAlignment": "Center"},
    ]
    return {"type": "ColumnSet", "columns": columns, "spacing": "Medium"}


def _texts(line: HomeChat, link_of: LinkOf, now: datetime) -> list[Json]:
    dot = "" if line.tone is Tone.PLAIN else f"{DOTS[line.tone]} "
    address = link_of(line.link) if line.link else ""
    title = cut(one_line(line.title), _TITLE) or "-"
    runs = [words(dot)] if dot else []
    runs.append(link(address, title, weight="Bolder"))
    if line.unread:
        runs.append(words(f"  {UNREAD.format(count=line.unread)}", color="Accent", weight="Bolder"))
    made = [block(runs)]
    detail = cut(one_line(line.detail), _DETAIL)
    if detail:
        made.append(small(detail, spacing="None"))
    if line.since:
        made.append(moment_block(line.since, now, size="Small", isSubtle=True, spacing="None"))
    return made


def _size(body: object) -> int:
    return len(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
