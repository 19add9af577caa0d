"""Small copies of pictures, for showing what a file is.

Rules: drawn anew like every picture that is kept (`pictures`): checked by its content, the number of pixels first, in a
thread. What can't be read or made small enough has none: nobody is refused for that here. Whoever asks for many lets
them take turns.
"""

import asyncio
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from adapters.attachments.pictures import MOST_PIXELS

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("PNG", "JPEG", "GIF")
_QUALITIES = (75, 55, 35)


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture: a JPEG, and how wide it is in pixels."""

    data: bytes
    width: int


async def thumbnail(data: bytes, side: int, most: int) -> Thumbnail | None:
    """Give a picture as one of at most `side` pixels either way and `most` bytes; None where that can't be."""
    return await asyncio.to_thread(_thumbnail, data, side, most)


def _thumbnail(data: bytes, side: int, most: int) -> Thumbnail | None:
    from PIL import Image  # noqa: PLC0415 - loaded by the first picture, in its thread

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                return _small(_flat(image, side), most)
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError):
        return None


def _flat(image: "Image.Image", side: int) -> "Image.Image":
    """Give the first frame, upright and small, on white where it is transparent."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - see above

    image.draft("RGB", (2 * side, 2 * side))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((side, side))
    paper = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(paper, upright).convert("RGB")


def _small(image: "Image.Image", most: int) -> Thumbnail | None:
    for quality in _QUALITIES:
        target = BytesIO()
        image.save(target, "JPEG", quality=quality, optimize=True)
        if target.tell() <= most:
            return Thumbnail(target.getvalue(), image.width)
    return None
