"""Files that the Page sends: by address, by upload, by the id of an earlier upload.

Rules: 25 MB, pictures by address 8 MB; the file must be of the type that is said
(https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api and .../error-codes).
"""

from typing import TYPE_CHECKING

from playground.meta.ask import Ask, shape
from playground.meta.errors import GraphError, parameter
from playground.meta.files import MEGABYTE, family
from playground.meta.ids import node
from playground.meta.model import File, Json

if TYPE_CHECKING:
    from playground.meta.world import Meta

MOST_BYTES = 25 * MEGABYTE
MOST_PICTURE_BYTES = 8 * MEGABYTE
TYPES = ("image", "audio", "video", "file")
# https://developers.facebook.com/docs/messenger-platform/error-codes; that the size has this one is of an older page:
# https://developers.facebook.com/docs/messenger-platform/reference/send-api/error-codes
_NOT_FETCHED, _WRONG_TYPE, _TOO_LARGE = 2018008, 2018047, 2018109


async def found(meta: "Meta", ask: Ask, attachment: Json) -> tuple[File, str]:
    """Find the file of an attachment, and the id under which it can be sent again, if it is kept.

    Raises GraphError 100.
    """
    kind = str(attachment.get("type", ""))
    payload = shape(attachment.get("payload") or {}, dict, "message[attachment][payload]")
    if payload.get("attachment_id"):
        return _kept(meta, kind, str(payload["attachment_id"])), ""
    file = await _given(meta, ask, kind, payload)
    if not payload.get("is_reusable"):
        return file, ""
    id = node()
    meta.messenger.store.attachments[id] = (kind, file)
    return file, id


def _kept(meta: "Meta", kind: str, id: str) -> File:
    kept = meta.messenger.store.attachments.get(id)
    if kept is None or kept[0] != kind:
        raise parameter("Invalid attachment_id: no such attachment of this type.", _WRONG_TYPE)
    return kept[1]


async def _given(meta: "Meta", ask: Ask, kind: str, payload: Json) -> File:
    if "filedata" in ask.files:
        file = ask.files["filedata"]
        _check(kind, file, MOST_BYTES)
        return file
    if not payload.get("url"):
        raise parameter("Param message[attachment][payload] must have url, attachment_id or filedata.")
    most = MOST_PICTURE_BYTES if kind == "image" else MOST_BYTES
    fetched = await meta.delivery.fetched(str(payload["url"]), most)
    if fetched is None:
        words = "Failed to fetch the file from the url"
        raise parameter(words, _NOT_FETCHED)
    _check(kind, fetched, most)
    return fetched


def _check(kind: str, file: File, most: int) -> None:
    if len(file.content) > most:
        raise GraphError(100, "(#100) Attachment size exceeds allowable limit", subcode=_TOO_LARGE)
    if kind != "file" and family(file.mimetype) != kind:
        raise parameter("Upload attachment failure.", _WRONG_TYPE)
