"""Something for one person's eyes as text and blocks: in a thread, in a direct message, or on the address of a click.

Rule: the same value gives the same blocks wherever it is shown; where is `desk.tell`'s affair.
"""

from datetime import datetime
from typing import Any

from adapters.slack import answer_text
from adapters.slack import rich_text_out as rich
from adapters.slack.buttons import Numbers, rows
from adapters.slack.cards import blocks as card_blocks
from adapters.slack.escaping import clean, cut, escape, one_line, plain
from adapters.slack.ids import is_file, parse_file
from adapters.slack.pieces import MOST, MOST_ESCAPED
from adapters.slack.post import size
from adapters.slack.sentences import OPEN_CHAT
from core.messages import Mark, MarkKind, Text, Unfetched
from core.views import Prompt

Json = dict[str, Any]

_QUOTE = _BESIDE_CARD = 1_500
_PICTURES = 5
_WORDS = 2 * MOST
"""The list of commands is longer than one block of words should be. All blocks of a message together take about 13,200
characters, which isn't documented (https://github.com/slackapi/bolt-js/issues/2509)."""
_NAME = 120
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})
"""What Slack shows: https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object"""


def message(prompt: Prompt, now: datetime) -> Json:
    """Give a prompt's text and blocks."""
    numbers = Numbers()
    words = clean(prompt.text).strip()
    blocks: list[Json] = []
    if words and not _is_said_by_card(prompt, words):
        blocks += answer_text.blocks(words, _BESIDE_CARD if prompt.card else _WORDS)
    quote = _quote(prompt)
    if quote:
        blocks.append(rich.block(quote, quote=True))
    blocks += [_picture(file) for file in prompt.pictures if file.mime in _SHOWN and is_file(file.source)][:_PICTURES]
    if prompt.card is not None:
        blocks += card_blocks(prompt.card, now, numbers)
    if prompt.link.startswith(("https://", "http://")):
        blocks.append(rich.block([rich.link(prompt.link, OPEN_CHAT)]))
    blocks += rows(prompt.buttons, (), numbers)
    summary = words or (one_line(prompt.card.summary) if prompt.card else "") or "-"
    return {
        "text": escape(cut(summary, MOST_ESCAPED // 5)),
        "blocks": blocks or [rich.block([rich.words("-")])],
        "parse": "none",
        "link_names": False,
    }


def _picture(file: Unfetched) -> Json:
    """Give a file's name with the picture small beside it."""
    name = cut(one_line(file.name), _NAME) or "-"
    image = {"type": "image", "slack_file": {"id": parse_file(file.source).file}, "alt_text": name}
    return {"type": "section", "text": plain(f"{name} · {size(file.size)}", _NAME + 20), "accessory": image}


def _quote(prompt: Prompt) -> list[Json]:
    """Give the quote; what must stand out in it is bold and in the colour of code."""
    if not prompt.spans:
        quote = cut(clean(prompt.quote).strip(), _QUOTE)
        return [rich.words(quote)] if quote else []
    kinds = (MarkKind.BOLD, MarkKind.CODE)
    marks = tuple(Mark(kind, span.start, span.end) for span in prompt.spans for kind in kinds)
    text = rich.joined((Text(prompt.quote, marks),))
    return rich.elements(text, 0, len(text.text), by_customer=False) if text.text.strip() else []


def _is_said_by_card(prompt: Prompt, words: str) -> bool:
    return prompt.card is not None and one_line(words) in (
        one_line(prompt.card.summary),
        one_line(prompt.card.title),
        one_line(prompt.card.status),
    )
