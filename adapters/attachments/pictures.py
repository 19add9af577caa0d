"""Pictures are drawn anew before they are kept: hidden data (place, camera), appended files and malformed parts go.

Rules: the number of pixels is checked from the header, before anything is unpacked; runs in a thread, two at a time,
since it is the processor's work.
"""

import asyncio
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from core.errors import FileRefused

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 50_000_000
"""Of all frames together; a phone's best camera has 50 megapixels."""

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_TURNS = asyncio.Semaphore(2)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew."""

    data: BytesIO
    width: int
    height: int


async def redraw(name: str, mime: str, source: IO[bytes]) -> Picture:
    """Decode a picture and encode it again, without its metadata.

    Raises:
        FileRefused: it is damaged, or has too many pixels.
    """
    async with _TURNS:
        return await asyncio.to_thread(_redraw, name, mime, source)


def _redraw(name: str, mime: str, source: IO[bytes]) -> Picture:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - loaded by the first picture, in its thread

    source.seek(0)
    try:
        with warnings.catch_warnings():
            # Pillow warns at its own, larger, limit: https://pillow.readthedocs.io/en/stable/reference/Image.html
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source, formats=[_FORMATS[mime]]) as image:
                return _encode(name, mime, image)
    except Image.DecompressionBombError:
        raise _too_large(name) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise FileRefused(415, "picture_damaged", f"The picture “{name}” is damaged and can't be read.") from None


def _encode(name: str, mime: str, image: "Image.Image") -> Picture:
    frames = getattr(image, "n_frames", 1)
    if image.width * image.height * frames > MOST_PIXELS:
        raise _too_large(name)
    target = BytesIO()
    if frames > 1 and mime in ("image/gif", "image/webp"):
        size = _encode_moving(image, mime, target)
    else:
        size = _encode_still(image, mime, target)
    target.seek(0)
    return Picture(target, *size)


def _encode_still(image: "Image.Image", mime: str, target: BytesIO) -> tuple[int, int]:
    from PIL import Image, ImageOps  # noqa: PLC0415 - see above

    upright = ImageOps.exif_transpose(image)
    options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
    if mime == "image/jpeg":
        upright = upright if upright.mode in ("L", "RGB", "CMYK") else upright.convert("RGB")
        options |= {"quality": 88, "optimize": True}
    plain = Image.new(upright.mode, upright.size)
    plain.paste(upright)
    if upright.mode == "P" and (palette := upright.getpalette()):
        plain.putpalette(palette)
        if "transparency" in upright.info:
            options["transparency"] = upright.info["transparency"]
    plain.save(target, _FORMATS[mime], **options)
    return plain.size


def _encode_moving(image: "Image.Image", mime: str, target: BytesIO) -> tuple[int, int]:
    from PIL import ImageSequence  # noqa: PLC0415 - see above

    frames, durations = [], []
    for frame in ImageSequence.Iterator(image):
        frames.append(frame.convert("RGBA"))
        durations.append(int(frame.info.get("duration", 100)))
    loop = int(image.info.get("loop", 0))
    first, *rest = frames
    first.save(target, _FORMATS[mime], save_all=True, append_images=rest, duration=durations, loop=loop, disposal=2)
    return first.size


def _too_large(name: str) -> FileRefused:
    millions = MOST_PIXELS // 1_000_000
    return FileRefused(
        413, "picture_too_large", f"The picture “{name}” has more than {millions} megapixels. Make it smaller."
    )
