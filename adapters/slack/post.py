"""A post as the bodies of one or more chat.postMessage calls.

https://docs.slack.dev/reference/methods/chat.postMessage

Rules:
1. Words are in rich text, which Slack never parses; the top-level text (notifications, search) is escaped, with
   `parse: none`, `link_names` and `mrkdwn` off. Nothing in a customer's text can notify, link or unfurl.
2. A post that agents alone may see looks so in each of its pieces: a lock, and the words in a quote.
3. The outbox key rides in the metadata and in a block id of the last body only, so that its echo means "all of it";
   the bodies before say whose part they are. Metadata can be read by the whole workspace: it holds ids, no words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adapters.slack import rich_text_out as rich
from adapters.slack.authors import shown_as
from adapters.slack.escaping import cut, escape, one_line, plain, width
from adapters.slack.pieces import MOST_ESCAPED, split
from adapters.slack.sentences import DELETED, EDITED, NO_TEXT, NOT_FETCHED, NOT_UPLOADED, PRIVATE
from core.messages import Media, Text, Unfetched
from core.views import Post, Tone

Json = dict[str, Any]

EVENT_TYPE = "deskbridge_post"
KEY_PREFIX = "key:"
_LONGEST_FILE_NAME = 120
_LONGEST_BLOCK_ID = 255
_MOST_FILES = 40
_LONGEST_NOTICE = 1_000
_SIGNS = {Tone.WARN: "⚠️ ", Tone.BAD: "⛔ ", Tone.GOOD: "🟢 "}


@dataclass(frozen=True, slots=True)
class Uploads:
    """What became of a post's files before it is posted: Slack's ids, and the names of those that it refused."""

    ids: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def bodies(post: Post, uploads: Uploads | None = None) -> list[Json]:
    """Give what is to be posted, in order: everything but channel and thread."""
    contents = _contents(post, uploads or Uploads())
    made: list[Json] = []
    for number, (text, blocks) in enumerate(contents, start=1):
        is_last = number == len(contents)
        ids = uploads.ids if uploads and is_last else ()
        shown = named(blocks, post.key) if is_last and not ids else blocks
        made.append({**_quiet(text, shown), **shown_as(post), **keyed(post.key, number, len(contents), ids)})
    return made


def changed(post: Post) -> list[Json]:
    """Give what a post's messages are to show now, for chat.update; names and metadata stay as they are."""
    return [
        {"text": text, "blocks": blocks, "parse": "none", "link_names": False}
        for text, blocks in _contents(post, Uploads())
    ]


def keyed(key: str, number: int = 1, of: int = 1, files: Sequence[str] = ()) -> Json:
    """Give the metadata of one body. While something is still to follow, the key is only named as `part_of`."""
    is_end = number == of and not files
    payload: Json = {("key" if is_end else "part_of"): key, "piece": number, "of": of}
    if files:
        payload["files"] = list(files)
    return {"metadata": {"event_type": EVENT_TYPE, "event_payload": payload}}


def named(blocks: Sequence[Json], key: str) -> list[Json]:
    """Give blocks the first of which carries the key; some of Slack's answers come without metadata."""
    name = KEY_PREFIX + key
    first, *rest = blocks
    return [{**first, "block_id": name} if len(name) <= _LONGEST_BLOCK_ID else first, *rest]


def size(count: int) -> str:
    """Give a file's size for people."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1_000:  # noqa: PLR2004 - a thousand of one is one of the next
            return f"{amount:.0f} {unit}" if unit != "MB" else f"{amount:.1f} {unit}"
        amount /= 1_000
    return f"{amount:.1f} GB"


def _contents(post: Post, uploads: Uploads) -> list[tuple[str, list[Json]]]:
    """Give the top-level text and the blocks of each body."""
    if post.deleted:
        return [(DELETED, [rich.block([rich.words(DELETED, italic=True)])])]
    text = rich.joined(part for part in post.parts if isinstance(part, Text))
    files = _file_lines(post, uploads)
    if _is_notice(post, text, files):
        words = _SIGNS.get(post.tone, "") + text.text
        return [(escape(words), [{"type": "context", "elements": [plain(words, _LONGEST_NOTICE)]}])]
    contents = [_piece(post, text, start, end) for start, end in split(text.text)] if text.text.strip() else []
    if not contents:
        contents = [_without_text(files)]
    if post.private:
        for _, blocks in contents:
            blocks.insert(0, _small(f"🔒 {PRIVATE}"))
    last = contents[-1][1]
    last += [_small(line) for line in files[:_MOST_FILES]] + ([_small(EDITED)] if post.edited else [])
    return contents


def _piece(post: Post, text: Text, start: int, end: int) -> tuple[str, list[Json]]:
    shown = text.text[start:end]
    elements = rich.elements(text, start, end, by_customer=post.by_customer, mentions=_is_ours(post))
    return ("🔒 " if post.private else "") + escape(shown), [rich.block(elements, quote=post.private)]


def _without_text(files: Sequence[str]) -> tuple[str, list[Json]]:
    if files:
        return escape(cut("\n".join(files), MOST_ESCAPED // 5)), []
    return NO_TEXT, [rich.block([rich.words(NO_TEXT, italic=True)])]


def _file_lines(post: Post, uploads: Uploads) -> list[str]:
    lines: list[str] = []
    for part in post.parts:
        if isinstance(part, (Media, Unfetched)):
            line = f"📎 {cut(one_line(part.name), _LONGEST_FILE_NAME)} · {size(part.size)}"
            if isinstance(part, Unfetched):
                line += f" · {NOT_FETCHED}"
            elif part.file in uploads.refused:
                line += f" · {NOT_UPLOADED}"
            lines.append(line)
    return lines


def _is_notice(post: Post, text: Text, files: Sequence[str]) -> bool:
    short = 0 < width(text.text.strip()) < _LONGEST_NOTICE - 10
    return _is_ours(post) and short and not (text.marks or files or post.edited)


def _is_ours(post: Post) -> bool:
    """Tell whether the bridge itself says it; a message that anybody wrote has an id."""
    return post.author is None and post.message is None and not post.by_customer and not post.private


def _small(text: str) -> Json:
    return {"type": "context", "elements": [plain(text, 300)]}


def _quiet(text: str, blocks: list[Json]) -> Json:
    return {
        "text": text,
        "blocks": blocks,
        "parse": "none",
        "link_names": False,
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }
