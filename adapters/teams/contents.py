"""What a message says: its words and its files.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4

Rules:
1. The HTML among the attachments is read where there is one; the `text` where there is none.
2. A file is only announced here; its bytes are fetched later, from the address that Teams gave.
3. What can't be carried over as it is (a forwarded message, a card, a picture without an address) makes the whole
   unreadable, so that its author is asked before anything is sent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type

from adapters.teams.html_in import Mention, Read, read_html
from adapters.teams.ids import make_file
from adapters.teams.inbound import Us
from adapters.teams.payload import Json, objects, part, text
from core.messages import Part, Text, Unfetched

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
REFERENCE = "reference"
HTML = "text/html"
_UNKNOWN_TYPE = "application/octet-stream"
_LONGEST_HTML = 300_000
_TAG = re.compile(r"</?at\b[^<>]*+>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a message; `addressed` when it mentions our bot, `quoted` the id of the message that it answers."""

    parts: tuple[Part, ...]
    addressed: bool = False
    readable: bool = True
    quoted: str = ""


def read_contents(activity: Json, us: Us) -> Contents:
    """Read the words and the files of a message."""
    read = _words(activity, us)
    attached = [one for one in objects(activity, "attachments") if text(one, "contentType") != HTML]
    files = tuple(_files(attached))
    pictures = sum(text(one, "contentType").startswith("image/") for one in attached)
    parts: tuple[Part, ...] = (read.text, *files) if read.text.text or not files else files
    lost = len(files) < len(attached) or read.pictures > pictures
    empty = not read.text.text.strip() and not files and not read.mentions_us
    return Contents(parts, read.mentions_us, readable=not lost and not empty, quoted=read.quoted)


def mentions_of(activity: Json, us: Us) -> tuple[Mention, ...]:
    """Give who is mentioned, in the order of the entities."""
    return tuple(
        Mention(_TAG.sub("", text(one, "text")) or text(part(one, "mentioned"), "name"), _names_us(one, activity, us))
        for one in objects(activity, "entities")
        if text(one, "type") == "mention"
    )


def _names_us(entity: Json, activity: Json, us: Us) -> bool:
    mentioned = part(entity, "mentioned")
    named = text(mentioned, "id")
    return us.is_us(mentioned) or (bool(named) and named == text(part(activity, "recipient"), "id"))


def _words(activity: Json, us: Us) -> Read:
    mentions = mentions_of(activity, us)
    html = next((one for one in objects(activity, "attachments") if text(one, "contentType") == HTML), None)
    if html is not None and text(html, "content"):
        if len(text(html, "content")) > _LONGEST_HTML:
            return Read(Text(""), mentions_us=False, pictures=1)
        return read_html(text(html, "content"), mentions)
    return _plain(activity, mentions)


def _plain(activity: Json, mentions: tuple[Mention, ...]) -> Read:
    """Read the `text` of a message without HTML: only a mention is a tag in it, unless it says that it is XML."""
    words = text(activity, "text")[:_LONGEST_HTML]
    if text(activity, "textFormat") == "xml":
        return read_html(words, mentions)
    words = words.replace("&nbsp;", " ").replace("\u00a0", " ").replace("\r\n", "\n")
    mentions_us = False
    for one in mentions:
        tag = f"<at>{one.name}</at>"
        if one.is_us and tag in words:
            mentions_us = True
            before, _, behind = words.partition(tag)
            words = f"{before}@{one.name}{behind}" if before.strip() else behind.lstrip(" :,")
    return Read(Text(_TAG.sub("", words).strip()), mentions_us, 0)


def _files(attached: list[Json]) -> Iterator[Unfetched]:
    """Give the files among the attachments whose bytes can be asked for."""
    for number, one in enumerate(attached, 1):
        kind, name = text(one, "contentType"), text(one, "name")
        url = text(one, "contentUrl")
        if kind == DOWNLOAD:
            url = text(part(one, "content"), "downloadUrl") or url
            name = name or f"file.{text(part(one, 'content'), 'fileType') or 'bin'}"
        elif kind.startswith("image/"):
            name = name or f"picture-{number}.{_ending(kind)}"
        elif kind != REFERENCE:
            continue
        try:
            source = make_file(url, in_sharepoint=kind == REFERENCE)
        except ValueError:
            continue
        mime = kind if kind.startswith("image/") and not kind.endswith("*") else guess_type(name)[0]
        yield Unfetched(source, name or "file", mime or _UNKNOWN_TYPE, 0)


def _ending(mime: str) -> str:
    ending = mime.removeprefix("image/").removeprefix("x-").partition("+")[0]
    return ending if ending.isalnum() else "png"
