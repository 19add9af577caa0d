"""What a file is, told by its content and never by its name.

Rules:
1. An allow-list: what is not known to be harmless is refused, with an answer that says what it is and what to do.
2. Programs, pages and drawings that can carry scripts are refused by any name.
3. Text must be UTF-8 without NULs. The name's ending is corrected to fit the content.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import filetype

from core.errors import FileRefused

HEAD = 8192
"""Bytes from the start of a file that suffice to tell its type."""

_LONGEST_NAME = 120
_KINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "image": {
        "image/png": ("png",),
        "image/jpeg": ("jpg", "jpeg", "jpe"),
        "image/gif": ("gif",),
        "image/webp": ("webp",),
    },
    "pdf": {"application/pdf": ("pdf",)},
    "text": {
        "text/plain": ("txt", "text", "log", "csv", "tsv", "md", "json", "yaml", "yml", "ini", "conf", "eml", "srt")
    },
    "video": {"video/mp4": ("mp4", "m4v"), "video/webm": ("webm",), "video/quicktime": ("mov",)},
    "audio": {
        "audio/mpeg": ("mp3",),
        "audio/mp4": ("m4a",),
        "audio/ogg": ("ogg", "oga"),
        "audio/x-wav": ("wav",),
    },
}
_PROGRAMS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xfe\xed\xfa\xce", "a macOS program"),
    (b"\xfe\xed\xfa\xcf", "a macOS program"),
    (b"\xce\xfa\xed\xfe", "a macOS program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a Java or macOS program"),
    (b"\x00asm", "a WebAssembly program"),
    (b"dex\n", "an Android program"),
    (b"#!", "a script"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a Windows shortcut"),
)
_ACTIVE = re.compile(rb"<\s*(svg|html|script|!doctype|\?xml)", re.IGNORECASE)
_ACTIVE_WITHIN = 1024


@dataclass(frozen=True, slots=True)
class Content:
    """What a file turned out to be."""

    kind: str
    mime: str


def accepted_types(kinds: Sequence[str]) -> list[str]:
    """Give the types that a browser's file picker should offer."""
    return [mime for kind in kinds for mime in _offered(kind)]


def _offered(kind: str) -> tuple[str, ...]:
    # Systems call a table or a note by many types, all of them text.
    return ("text/*", "application/json") if kind == "text" else tuple(_KINDS.get(kind, {}))


def recognise(name: str, head: bytes, kinds: Sequence[str]) -> Content:
    """Tell what a file is by its first bytes; whether text is text to its end is `check_text`'s to say.

    Raises:
        FileRefused: it is a program, an active document, or of a kind that may not pass here.
    """
    for magic, what in _PROGRAMS:
        if head.startswith(magic):
            raise FileRefused(415, "program", f"“{name}” is {what}, whatever its name says. Programs can't be sent.")
    if _ACTIVE.search(head[:_ACTIVE_WITHIN]):
        raise FileRefused(
            415,
            "active_content",
            f"“{name}” is a web page or drawing that may carry scripts. Send it as a PDF or picture.",
        )
    guess = filetype.guess(head)
    content = _known(guess.mime) if guess is not None else Content("text", "text/plain")
    if content is None or content.kind not in kinds:
        found = guess.mime if guess is not None else "text"
        raise FileRefused(415, "type_refused", f"“{name}” can't be sent: it is {found}. {_may_pass(kinds)}")
    if content.kind == "text":
        check_text(name, head, is_end=len(head) < HEAD)
    return content


def check_text(name: str, data: bytes, *, is_end: bool) -> None:
    """Check that bytes are text; a character cut in two at the end of a piece is allowed unless `is_end`.

    Raises:
        FileRefused: they are not.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_in_two = not is_end and error.start >= len(data) - 3 and error.reason == "unexpected end of data"
        if not cut_in_two:
            raise _not_text(name) from None
    if b"\0" in data:
        raise _not_text(name)


def _not_text(name: str) -> FileRefused:
    message = f"“{name}” is of no type that can be sent here. If it is text, save it as UTF-8 and try again."
    return FileRefused(415, "type_unknown", message)


def _known(mime: str) -> Content | None:
    return next((Content(kind, mime) for kind, mimes in _KINDS.items() if mime in mimes), None)


def _may_pass(kinds: Sequence[str]) -> str:
    words = {"image": "pictures", "pdf": "PDFs", "text": "text files", "video": "videos", "audio": "sound files"}
    return (
        f"You can send {', '.join(words.get(kind, kind) for kind in kinds)}." if kinds else "No files can be sent here."
    )


def clean_name(name: str, mime: str | None = None) -> str:
    """Make a file's name harmless: no folders, no control or direction characters, an ending that fits the content."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    tidy = re.sub(r'[<>:"|?*]', "_", visible).strip(" .") or "file"
    stem, dot, ending = tidy.rpartition(".")
    if not dot:
        stem, ending = tidy, ""
    endings = next((mimes[mime] for mimes in _KINDS.values() if mime in mimes), None) if mime else None
    if endings is not None and ending.lower() not in endings:
        stem, ending = tidy, endings[0]
    return f"{stem[:_LONGEST_NAME]}.{ending[:10]}" if ending else stem[:_LONGEST_NAME]
