"""A person's home page as an App Home view.

https://docs.slack.dev/surfaces/app-home

Rules:
1. Rendered whole each time. At most 100 blocks (https://docs.slack.dev/reference/views/home-tab-views); what doesn't
   fit is counted: "and n more".
2. Names and first words are the customer's: escaped, on one line, without signs that would format.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from adapters.slack import rich_text_out as rich
from adapters.slack.buttons import Numbers, button, rows
from adapters.slack.cards import DOTS
from adapters.slack.escaping import cut, escape, mrkdwn, one_line, plain, preview
from adapters.slack.moments import moment
from adapters.slack.sentences import AND_MORE, UNREAD
from core.ids import ExternalRef
from core.views import Home, HomeChat, HomeSection, Tone

Json = dict[str, Any]
LinkOf = Callable[[ExternalRef], str]

MOST_BLOCKS = 100
_TITLE, _STATE, _DETAIL = 150, 300, 300
_FIXED_IN_SECTION = 3
"""A divider, a title, and the line that counts what is left out."""


def view(home: Home, link_of: LinkOf, now: datetime) -> Json:
    """Give the view for views.publish."""
    numbers = Numbers()
    blocks = _head(home, numbers)
    sections = home.sections[: (MOST_BLOCKS - len(blocks)) // (_FIXED_IN_SECTION + 2)]
    for left, section in zip(range(len(sections), 0, -1), sections, strict=True):
        share = (MOST_BLOCKS - len(blocks)) // left
        blocks += _section(section, share, link_of, now, numbers)
    return {"type": "home", "blocks": blocks}


def _head(home: Home, numbers: Numbers) -> list[Json]:
    state = cut(one_line(home.state), _STATE)
    head: list[Json] = [{"type": "header", "text": plain(one_line(home.greeting), _TITLE)}]
    if state:
        head.append(rich.block([rich.words(f"{DOTS[home.tone]}  "), rich.words(state, bold=True)]))
    return head + rows(home.buttons, (), numbers)


def _section(section: HomeSection, share: int, link_of: LinkOf, now: datetime, numbers: Numbers) -> list[Json]:
    made: list[Json] = [{"type": "divider"}, {"type": "header", "text": plain(one_line(section.title), _TITLE)}]
    room = share - _FIXED_IN_SECTION
    for number, line in enumerate(section.lines):
        blocks = _line(line, link_of, now, numbers)
        if len(blocks) > room:
            left = AND_MORE.format(count=len(section.lines) - number)
            return [*made, {"type": "context", "elements": [plain(left, _TITLE)]}]
        made += blocks
        room -= len(blocks)
    if not section.lines:
        made.append({"type": "context", "elements": [plain(one_line(section.empty), _DETAIL)]})
    return made


def _line(line: HomeChat, link_of: LinkOf, now: datetime, numbers: Numbers) -> list[Json]:
    block: Json = {"type": "section", "text": mrkdwn(_words(line, link_of, now))}
    if len(line.buttons) == 1:
        return [{**block, "accessory": button(line.buttons[0], numbers)}]
    return [block, *rows(line.buttons, (), numbers)]


def _words(line: HomeChat, link_of: LinkOf, now: datetime) -> str:
    dot = "" if line.tone is Tone.PLAIN else f"{DOTS[line.tone]} "
    small = [*_moments(line, now)]
    if line.unread:
        small.insert(0, f"*{UNREAD.format(count=line.unread)}*")
    detail = preview(cut(one_line(line.detail), _DETAIL))
    below = " · ".join(part for part in (detail, *small) if part)
    return f"{dot}*{_title(line, link_of)}*" + (f"\n{below}" if below else "")


def _title(line: HomeChat, link_of: LinkOf) -> str:
    title = preview(cut(one_line(line.title), _TITLE)).replace("|", "/") or "-"
    link = link_of(line.link) if line.link else ""
    return f"<{escape(link)}|{title}>" if link else title


def _moments(line: HomeChat, now: datetime) -> Sequence[str]:
    return (moment(line.since, now),) if line.since else ()
