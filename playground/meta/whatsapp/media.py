"""Files in WhatsApp: their kinds and sizes (https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media).

Rules: a file has the type that its kind allows and no more bytes; one that is named by its address is fetched after
the message was taken, and fails it (131053).
"""

from typing import TYPE_CHECKING

from playground.meta.files import MEGABYTE
from playground.meta.model import File

if TYPE_CHECKING:
    from playground.meta.world import Meta

_TEXT_AND_OFFICE = (
    *(
        "text/plain",
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
    ),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
)
TYPES: dict[str, tuple[str, ...]] = {
    "audio": ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
    "document": _TEXT_AND_OFFICE,
    "image": ("image/jpeg", "image/png"),
    "sticker": ("image/webp",),
    "video": ("video/3gpp", "video/mp4"),
}
MOST_BYTES = {
    "audio": 16 * MEGABYTE,
    "document": 100 * MEGABYTE,
    "image": 5 * MEGABYTE,
    "sticker": MEGABYTE // 2,
    "video": 16 * MEGABYTE,
}
ALL = tuple(sorted({one for kinds in TYPES.values() for one in kinds}))


def fits(kind: str, file: File) -> bool:
    """Tell whether a file can go as this kind; a document may have any type (same page, "document")."""
    is_known = kind == "document" or file.mimetype in TYPES[kind]
    return is_known and 0 < len(file.content) <= MOST_BYTES[kind]


def fits_any(file: File) -> bool:
    """Tell whether a file can go at all."""
    return any(file.mimetype in kinds and len(file.content) <= MOST_BYTES[kind] for kind, kinds in TYPES.items())


async def fetched(meta: "Meta", kind: str, url: str) -> File | None:
    """Fetch a file that is named by its address; nothing when it can't be had or may not go."""
    file = await meta.delivery.fetched(url, MOST_BYTES[kind])
    return file if file and fits(kind, file) else None
