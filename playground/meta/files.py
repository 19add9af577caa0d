"""Files that people attach and that the app sends: their kinds, their limits, their short-lived addresses."""

import base64
import binascii
import hashlib
import mimetypes
from typing import NoReturn

from playground.meta.model import File, Json
from playground.refusals import refuse

MEGABYTE = 1024 * 1024


def given(files: list[Json] | None) -> list[File]:
    """Read what a person attaches: {name, mimetype, base64}.

    Raises HumanError bad_request.
    """
    return [_given(one) for one in files or []]


def _given(one: Json) -> File:
    try:
        content = base64.b64decode(one["base64"], validate=True)
        return File(str(one["name"]), str(one["mimetype"]), content)
    except (KeyError, TypeError, binascii.Error, ValueError):
        _no_file()


def _no_file() -> NoReturn:
    refuse("bad_request", "A file is {name, mimetype, base64}.")


def family(mimetype: str) -> str:
    """Say what a file counts as: image, audio, video or document."""
    kind = mimetype.partition("/")[0]
    return kind if kind in {"image", "audio", "video"} else "document"


def sha256(content: bytes) -> str:
    """Give the sum as WhatsApp writes it in webhooks."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def ending(file: File) -> str:
    """Give the ending of a file's name, with the dot."""
    _, dot, end = file.name.rpartition(".")
    return f".{end}" if dot else mimetypes.guess_extension(file.mimetype) or ""
