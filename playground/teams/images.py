"""The pictures that a card shows.

Rules: by https (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#inline-card-images)
or as a data URI (https://learn.microsoft.com/microsoftteams/platform/concepts/cloud-overview#images-in-agent-messages-and-cards);
at most 1024 by 1024 pixels, a PNG, JPEG or GIF. Teams shows nothing in place of a wrong one; here it is refused, so
that it is found. What stands behind an address is not looked at.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from playground.teams.errors import bad_argument

MOST_PIXELS = 1024  # either way
_DATA = re.compile(r"data:image/(?P<kind>png|jpeg|gif);base64,(?P<data>[A-Za-z0-9+/=]+)")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG's markers of a frame, which say its size
_PNG, _GIF, _JPEG = b"\x89PNG\r\n\x1a\n", b"GIF8", b"\xff\xd8\xff"


def check(url: str, where: str) -> None:
    """Look at a picture's address, or at the picture that it is.

    Raises ConnectorError BadArgument.
    """
    if url.startswith("https://"):
        return
    found = _DATA.fullmatch(url)
    if found is None:
        raise bad_argument(f"{where}.url must be an https address, or a PNG, JPEG or GIF as a base64 data URI.")
    try:
        data = base64.b64decode(found["data"], validate=True)
    except (binascii.Error, ValueError):
        raise bad_argument(f"{where}.url is not base64.") from None
    size = _size(found["kind"], data)
    if size is None:
        raise bad_argument(f"{where}.url is no {found['kind'].upper()}, whatever it says.")
    if max(size) > MOST_PIXELS:
        raise bad_argument(f"{where}.url is of {size[0]} by {size[1]} pixels: at most 1024 by 1024 are shown.")


def _size(kind: str, data: bytes) -> tuple[int, int] | None:
    """Read a picture's width and height; None where it is none of its kind."""
    match kind:
        case "png" if data.startswith(_PNG) and len(data) >= 24:  # noqa: PLR2004 - up to the height
            return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        case "gif" if data.startswith(_GIF) and len(data) >= 10:  # noqa: PLR2004 - up to the height
            return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
        case "jpeg" if data.startswith(_JPEG):
            frames = (part for marker, part in _segments(data) if marker in _FRAMES)
            frame = next(frames, None)
            return (int.from_bytes(frame[3:5]), int.from_bytes(frame[1:3])) if frame else None
        case _:
            return None


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk through a JPEG's segments, each a marker and what follows its length."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - what a marker begins with
        length = int.from_bytes(data[at + 2 : at + 4])
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + length
