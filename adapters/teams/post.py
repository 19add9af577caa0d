"""A post as one or more text activities.

Rules:
1. The author's name heads every piece; the bridge's own words have none.
2. A post that agents alone may see looks so in each of its pieces: a lock, and the words in a quote.
3. Files, and that it was edited, stand below the last piece in small print. A file is a signed link where there is one;
   else it is named, with what to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.teams import markup
from adapters.teams.authors import shown_as
from adapters.teams.card_text import cut, one_line
from adapters.teams.markup import BREAK, Members
from adapters.teams.pieces import split
from adapters.teams.sentences import DELETED, EDITED, NO_TEXT, NOT_FETCHED, NOT_SHOWN, PRIVATE, SHORTENED
from core.ids import FileId
from core.messages import Media, Text, Unfetched
from core.views import Post, Tone

Json = dict[str, Any]

CLIP = "📎 "
LOCK = "🔒 "
_IN_ONE = 4
"""Pieces that a message may grow to when it is changed: 72 KB at the worst, where Teams takes 100."""
_LONGEST_FILE_NAME = 120
_MOST_FILES = 40
_SIGNS = {Tone.WARN: "⚠️ ", Tone.BAD: "⛔ ", Tone.GOOD: "🟢 "}


@dataclass(frozen=True, slots=True)
class Around:
    """What was found out for a post before it is written."""

    links: Mapping[FileId, str] = field(default_factory=dict)
    """The addresses at which its files can be had, by file."""
    members: Members = field(default_factory=dict)
    elsewhere: frozenset[FileId] = frozenset()
    """Files that are offered by themselves, under the post."""


def activities(post: Post, around: Around, into: int | None = None) -> list[Json]:
    """Give what is to be posted, in order; `into` is how many messages there are when it is a change."""
    if post.deleted:
        return [markup.activity(_head(post) + markup.small(DELETED), DELETED)]
    text = markup.joined(part for part in post.parts if isinstance(part, Text))
    pieces = list(split(text.text)) if text.text.strip() else []
    below = _files(post, around)
    if into is not None and len(pieces) > into:
        pieces, is_short = _together(pieces, into)
        below += [markup.small(f"… {SHORTENED}")] if is_short else []
    if post.edited:
        below.append(markup.small(EDITED))
    if not pieces:
        return [_without_text(post, below)]
    made = [_piece(post, text, start, end, around) for start, end in pieces]
    made[-1]["text"] += "".join(BREAK + line for line in below)
    return made


def size(count: int) -> str:
    """Give a file's size for people."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1_000:  # noqa: PLR2004 - a thousand of one is one of the next
            return f"{amount:.0f} {unit}" if unit != "MB" else f"{amount:.1f} {unit}"
        amount /= 1_000
    return f"{amount:.1f} GB"


def is_ours(post: Post) -> bool:
    """Tell whether the bridge itself says it; a message that anybody wrote has an id."""
    return post.author is None and post.message is None and not post.by_customer and not post.private


def _piece(post: Post, text: Text, start: int, end: int, around: Around) -> Json:
    members = around.members if is_ours(post) else None
    made, entities = markup.written(text, start, end, by_customer=post.by_customer, mentions=members)
    if post.private:
        made = f"<blockquote>{made}</blockquote>"
    sign = _SIGNS.get(post.tone, "") if is_ours(post) else ""
    return markup.activity(_head(post) + sign + made, _summary(post, text.text[start:end]), entities)


def _head(post: Post) -> str:
    name = shown_as(post)
    lines = [markup.bold(name)] if name else []
    if post.private:
        lines.append(markup.small(LOCK + PRIVATE))
    return "".join(line + BREAK for line in lines)


def _summary(post: Post, words: str) -> str:
    name = shown_as(post)
    return (LOCK if post.private else "") + (f"{name}: " if name else "") + words


def _without_text(post: Post, below: Sequence[str]) -> Json:
    names = [part.name for part in post.parts if not isinstance(part, Text)]
    said = BREAK.join(below) if names else BREAK.join([markup.small(NO_TEXT), *below])
    return markup.activity(_head(post) + said, _summary(post, ", ".join(names) or NO_TEXT))


def _together(pieces: Sequence[tuple[int, int]], into: int) -> tuple[list[tuple[int, int]], bool]:
    """Let the last message hold several pieces, as far as Teams takes it; tell whether something is left out."""
    rest = pieces[into - 1 :]
    shown = rest[:_IN_ONE]
    return [*pieces[: into - 1], (shown[0][0], shown[-1][1])], len(rest) > len(shown)


def _files(post: Post, around: Around) -> list[str]:
    return [_file(part, around) for part in post.parts if isinstance(part, (Media, Unfetched))][:_MOST_FILES]


def _file(part: Media | Unfetched, around: Around) -> str:
    name = cut(one_line(part.name), _LONGEST_FILE_NAME) or "-"
    link = around.links.get(part.file, "") if isinstance(part, Media) else ""
    if link:
        return f"{CLIP}{markup.anchor(link, name)} {markup.small(f'· {size(part.size)}')}"
    why = NOT_FETCHED if isinstance(part, Unfetched) else NOT_SHOWN
    if isinstance(part, Media) and part.file in around.elsewhere:
        return markup.small(f"{CLIP}{name} · {size(part.size)}")
    return markup.small(f"{CLIP}{name} · {size(part.size)} · {why}")
