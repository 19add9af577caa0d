"""What a message of Telegram's holds: words, files, and things for which there are words.

https://core.telegram.org/bots/api#message
"""

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.fields import Fields, decimal, listed, mapping, number, text

_LONGEST_ID = 512
_LONGEST_SAID = 1_000


@dataclass(frozen=True, slots=True)
class File:
    """A file at Telegram; name, kind and size are what it says of itself."""

    id: str
    name: str
    mime: str
    size: int


_KINDS = {
    "animation": ("animation.mp4", "video/mp4"),
    "document": ("file", "application/octet-stream"),
    "video": ("video.mp4", "video/mp4"),
    "audio": ("sound.mp3", "audio/mpeg"),
    "voice": ("voice.ogg", "audio/ogg"),
    "video_note": ("video.mp4", "video/mp4"),
}
"""Where a file stands, with the name and kind of one that says nothing. An animation stands there twice."""


def files_of(message: Fields) -> tuple[File, ...]:
    """Give the message's file; of a picture the largest size that there is."""
    sizes = sorted(listed(message, "photo"), key=lambda one: number(one, "width") or 0)
    if sizes:
        return _file(sizes[-1], "picture.jpg", "image/jpeg")
    for kind, (name, mime) in _KINDS.items():
        if one := mapping(message, kind):
            return _file(one, name, mime)
    return ()


def _file(one: Fields, name: str, mime: str) -> tuple[File, ...]:
    id = text(one, "file_id")
    if not id or len(id) > _LONGEST_ID:
        return ()
    return (File(id, text(one, "file_name") or name, text(one, "mime_type") or mime, number(one, "file_size") or 0),)


def words_of(message: Fields) -> str:
    """Give what somebody wrote, or wrote below a file, with the addresses that stand behind words."""
    for words, marks in (("text", "entities"), ("caption", "caption_entities")):
        if text(message, words):
            return _with_addresses(text(message, words), listed(message, marks))
    return ""


def _with_addresses(words: str, marks: list[Fields]) -> str:
    """Write a hidden address behind its words; places are counted in UTF-16 units."""
    units = words.encode("utf-16-le")
    written, at = b"", 0
    for mark in sorted(marks, key=lambda one: number(one, "offset") or 0):
        start, length, address = number(mark, "offset"), number(mark, "length"), text(mark, "url")
        if text(mark, "type") != "text_link" or start is None or length is None or not address:
            continue
        end = 2 * (start + length)
        if at <= end <= len(units):
            written, at = written + units[at:end] + f" ({address})".encode("utf-16-le"), end
    return (written + units[at:]).decode("utf-16-le", errors="replace")


def said_of(message: Fields) -> tuple[str, ...]:
    """Give words for what can't be shown as such."""
    return tuple(one[:_LONGEST_SAID] for one in _said(message))


def _said(message: Fields) -> Iterator[str]:
    if sticker := mapping(message, "sticker"):
        yield f"(a sticker {text(sticker, 'emoji')})".replace(" )", ")")
    if contact := mapping(message, "contact"):
        name = " ".join(f"{text(contact, 'first_name')} {text(contact, 'last_name')}".split())
        yield f"(a contact: {name}, {text(contact, 'phone_number')})"
    if venue := mapping(message, "venue"):
        yield f"(a place: {text(venue, 'title')}, {text(venue, 'address')}{_where(mapping(venue, 'location'))})"
    elif location := mapping(message, "location"):
        yield f"(a place:{_where(location)})"
    if dice := mapping(message, "dice"):
        yield f"({text(dice, 'emoji')} {text(dice, 'value')})"
    if poll := mapping(message, "poll"):
        yield f"(a poll: {text(poll, 'question')})"
    if any(name in message for name in _NOT_SHOWN):
        yield "(sent something that can't be shown here)"


_NOT_SHOWN = ("story", "game", "invoice", "paid_media", "checklist", "giveaway", "giveaway_winners")


def _where(location: Fields) -> str:
    lat, long = decimal(location, "latitude"), decimal(location, "longitude")
    if lat is None or long is None:
        return ""
    return f" {lat:.5f}, {long:.5f} https://www.google.com/maps?q={lat:.5f},{long:.5f}"
