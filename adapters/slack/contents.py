"""What a message says: its words and its files.

Rules:
1. The `rich_text` blocks are read where there are any; the `text` where there are none, or unknown ones.
2. A file is only announced here; its bytes are fetched later, by its id or its address.
3. What can't be carried over as it is (a forwarded message, a file that Slack no longer shows) makes the whole
   unreadable, so that its author is asked before anything is sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.slack.ids import is_id, make_file
from adapters.slack.mrkdwn_in import write_mrkdwn, write_plain
from adapters.slack.payload import Json, number, objects, text
from adapters.slack.rich_text import only_words, write_rich_text
from adapters.slack.writing import Names, Writing
from core.messages import Part, Text, Unfetched

# https://docs.slack.dev/reference/objects/file-object: what has no bytes of its own, or none that we may have
_WITHOUT_BYTES = frozenset({"tombstone", "hidden_by_limit", "external"})
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a message; `addressed` when it names the bot."""

    parts: tuple[Part, ...]
    addressed: bool = False
    readable: bool = True


def read_contents(message: Json, team: str, names: Names, bot_user: str = "") -> Contents:
    """Read the words and the files of a message."""
    words, addressed = _words(message, names, bot_user)
    files = objects(message, "files")
    fetchable = tuple(_files(files, team))
    parts: tuple[Part, ...] = (words, *fetchable) if words.text or not fetchable else fetchable
    lost = len(fetchable) < len(files) or bool(objects(message, "attachments"))
    empty = not words.text.strip() and not fetchable and not addressed
    return Contents(parts, addressed, readable=not lost and not empty)


def _words(message: Json, names: Names, bot_user: str) -> tuple[Text, bool]:
    """Read the words, and whether they name the bot."""
    plain = only_words(message.get("blocks"))
    if plain is not None:
        return Text(plain.rstrip("\n")), False
    writing = Writing(names, bot_user)
    if not write_rich_text(objects(message, "blocks"), writing):
        writing = Writing(names, bot_user)
        write_mrkdwn(text(message, "text"), writing)
    return writing.done(), writing.addressed


def read_words(words: str, names: Names, bot_user: str = "") -> str:
    """Read what was typed behind a slash command, as plain words."""
    writing = Writing(names, bot_user)
    write_plain(words, writing)
    return writing.done().text


def _files(files: tuple[Json, ...], team: str) -> Iterator[Unfetched]:
    for file in files:
        if text(file, "mode") in _WITHOUT_BYTES or not is_id(text(file, "id")):
            continue
        url = text(file, "url_private_download") or text(file, "url_private")
        yield Unfetched(
            source=make_file(team, text(file, "id"), url),
            name=text(file, "name") or text(file, "title") or "file",
            mime=text(file, "mimetype") or _UNKNOWN_TYPE,
            size=number(file, "size"),
        )
