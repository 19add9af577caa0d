"""Something for one person's eyes as an activity for the personal chat.

Rule: words alone are a text, everything else is a card; which of the two may change when it is shown anew.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/update-and-delete-bot-messages
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from adapters.teams import answer_text, markup
from adapters.teams.actions import answering, rows
from adapters.teams.authors import clean_name
from adapters.teams.card_text import block, clean, cut, is_web, one_line, parted, words
from adapters.teams.cards import activity, blocks, quote, with_link
from adapters.teams.thumbnails import Shown
from core.views import Prompt

Json = dict[str, Any]

_TEXT, _BESIDE_CARD, _QUOTE, _NAME = 6_000, 1_500, 1_500, 100


def message(prompt: Prompt, now: datetime, pictures: Sequence[Shown] = ()) -> Json:
    """Give the activity that shows a prompt, with small pictures of what it is about."""
    said = cut(clean(prompt.text).strip(), _BESIDE_CARD if prompt.card else _TEXT)
    summary = said or (one_line(prompt.card.summary) if prompt.card else "") or "-"
    if not (prompt.quote or prompt.buttons or prompt.card or pictures or is_web(prompt.link)):
        return markup.activity(answer_text.text(said or "-"), summary)
    body: list[Json] = []
    if said and not _is_said_by_card(prompt, said):
        body += answer_text.blocks(said)
    if prompt.quote.strip():
        body.append(quote(_quoted(prompt)))
    body += [_picture(one) for one in pictures]
    if prompt.card is not None:
        body += blocks(prompt.card, now)
    actions = rows(prompt.buttons) if prompt.card else answering(rows(prompt.buttons))
    has_link = prompt.card is not None and bool(prompt.card.link)
    return activity(
        [*body, *(with_link(actions, prompt.link) if is_web(prompt.link) and not has_link else actions)], summary
    )


def _picture(shown: Shown) -> Json:
    """Give a picture in small, and its name beside it."""
    name = cut(clean_name(shown.file.name), _NAME) or "-"
    image = {"type": "Image", "url": shown.address, "altText": parted(name), "width": f"{shown.width}px"}
    named = block([words(name, isSubtle=True)])
    columns = [
        {"type": "Column", "width": "auto", "items": [image]},
        {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center", "items": [named]},
    ]
    return {"type": "ColumnSet", "columns": columns, "spacing": "Medium"}


def _quoted(prompt: Prompt) -> list[Json]:
    """Give the quote; what must stand out in it is bold and highlighted."""
    if not prompt.spans:
        return [words(cut(clean(prompt.quote).strip(), _QUOTE))]
    text = prompt.quote
    cuts = sorted({0, len(text), *(at for span in prompt.spans for at in (span.start, span.end) if 0 < at < len(text))})
    made = []
    for start, end in pairwise(cuts):
        stands_out = any(span.start <= start and span.end >= end for span in prompt.spans)
        made.append(words(text[start:end], weight="Bolder", highlight=True) if stands_out else words(text[start:end]))
    return made


def _is_said_by_card(prompt: Prompt, said: str) -> bool:
    return prompt.card is not None and one_line(said) in (
        one_line(prompt.card.summary),
        one_line(prompt.card.title),
        one_line(prompt.card.status),
    )
