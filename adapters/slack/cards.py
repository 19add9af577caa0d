"""A card as Block Kit: the root of a chat's thread, or a private offer.

Rules:
1. From top to bottom: who, how it stands, the facts in two columns, the customer's first words, what can be done, the
   way to the thread, and in small letters what it is. No block for what is empty.
2. What a customer chose (a name, a page's title, the first words) is never read as markup.
3. Every limit is kept here: https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from adapters.slack import rich_text_out as rich
from adapters.slack.buttons import Numbers, rows
from adapters.slack.escaping import clean, cut, escape, formats, mrkdwn, one_line, plain, preview
from adapters.slack.moments import moment
from adapters.slack.sentences import OPEN_CHAT
from core.views import Card, Fact, Tone

Json = dict[str, Any]

DOTS = {Tone.PLAIN: "🔵", Tone.GOOD: "🟢", Tone.WARN: "🟠", Tone.BAD: "🔴", Tone.QUIET: "⚪\ufe0f"}
_HEADER = 150
_SUMMARY = 700
"""Escaped at most five times as long, which stays below 4,000."""
_STATUS = 300
_LABEL, _VALUE = 80, 300
_QUOTE = 600
_FOOTNOTE = 300
_ADDRESS = 1_000
_MOST_FACTS = 10
"""In one section; with everything else the card stays below 13,200 characters, where Slack refuses it."""


def message(card: Card, now: datetime) -> Json:
    """Give a card's text and blocks, for posting and for updating alike."""
    return {"text": escape(cut(one_line(card.summary) or one_line(card.title) or "-", _SUMMARY)), **_shape(card, now)}


def blocks(card: Card, now: datetime, numbers: Numbers) -> list[Json]:
    """Give a card's blocks."""
    dot = DOTS[card.tone]
    made: list[Json] = [{"type": "header", "text": _title(card, dot)}]
    if card.status:
        line = [rich.words(f"{dot}  "), rich.words(cut(one_line(card.status), _STATUS) or "-", bold=True)]
        made.append(rich.block(line))
    made += _facts(card.facts, now)
    quote = cut(clean(card.quote).strip(), _QUOTE)
    if quote:
        made.append(rich.block([rich.words(quote)], quote=True))
    made += rows(card.buttons, card.more, numbers)
    if card.link.startswith(("https://", "http://")):
        made.append(rich.block([rich.link(card.link, OPEN_CHAT)]))
    if card.footnote:
        made.append({"type": "context", "elements": [plain(one_line(card.footnote), _FOOTNOTE)]})
    return made


def _shape(card: Card, now: datetime) -> Json:
    return {"blocks": blocks(card, now, Numbers()), "parse": "none", "link_names": False}


def _title(card: Card, dot: str) -> Json:
    """Give the title; where no status line carries the card's tone, the title does."""
    title = one_line(card.title)
    return plain(title if card.status or card.tone is Tone.PLAIN else f"{dot}  {title}", _HEADER)


def _facts(facts: Sequence[Fact], now: datetime) -> list[Json]:
    fields = [_fact(fact, now) for fact in facts[:_MOST_FACTS]]
    return [{"type": "section", "fields": fields}] if fields else []


def _fact(fact: Fact, now: datetime) -> Json:
    label, value = cut(one_line(fact.label), _LABEL), cut(one_line(fact.value), _VALUE)
    if fact.moment is not None:
        words = f"{preview(value)} " if value else ""
        return mrkdwn(f"*{escape(label)}*\n{words}{moment(fact.moment, now)}")
    if fact.href.startswith(("https://", "http://")) and _is_plain(fact.href):
        title = "" if value in ("", fact.href) else f"{preview(value)}\n"
        return mrkdwn(f"*{escape(label)}*\n{title}<{escape(fact.href)}>")
    if formats(value) or formats(label):
        # Slack knows no escape for its formatting signs: such a value is shown as it is, its label not in bold.
        return plain(f"{label}\n{value or '-'}", _LABEL + _VALUE)
    return mrkdwn(f"*{escape(label)}*\n{escape(value) or '-'}")


def _is_plain(address: str) -> bool:
    """Tell whether an address can stand between Slack's brackets, where a stroke would give it other words."""
    return len(address) <= _ADDRESS and address.isprintable() and not any(sign in address for sign in " |<>")
