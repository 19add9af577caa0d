"""What a bot may attach to a message, and how large a message is.

Rules: known kinds only; Adaptive Cards are checked through; file cards work in chats with one person and where the
manifest says `supportsFiles` (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4); pictures
come by https, or in base64 (https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability).
"""

import json
from typing import TYPE_CHECKING, Any

from playground.teams import card_schema
from playground.teams.errors import bad_argument
from playground.teams.model import ADAPTIVE, Json

if TYPE_CHECKING:
    from playground.teams.manifest import Manifest

FILE_CONSENT = "application/vnd.microsoft.teams.card.file.consent"
FILE_INFO = "application/vnd.microsoft.teams.card.file.info"
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/*")
# https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
_OTHER_CARDS = frozenset(
    f"application/vnd.microsoft.{kind}"
    for kind in ("card.hero", "card.thumbnail", "card.signin", "card.oauth", "card.receipt")
) | {"application/vnd.microsoft.teams.card.list", "application/vnd.microsoft.teams.card.o365connector"}


def size(activity: Json) -> int:
    """Measure an activity as Teams does: UTF-16, pictures in base64 left out."""
    return len(json.dumps(_without_pictures(activity), ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def check(activity: Json, *, is_personal: bool, manifest: "Manifest") -> None:
    """Look through what is attached.

    Raises ConnectorError BadArgument.
    """
    attached = activity.get("attachments") or []
    if not isinstance(attached, list) or not all(isinstance(one, dict) for one in attached):
        raise bad_argument("attachments must be a list of objects.")
    for one in attached:
        kind = one.get("contentType")
        if kind == ADAPTIVE:
            card_schema.check(one.get("content"))
        elif kind in {FILE_CONSENT, FILE_INFO}:
            _check_file(one, is_personal=is_personal, supports_files=manifest.supports_files)
        elif kind in _PICTURES:
            _check_picture(one)
        elif kind not in _OTHER_CARDS:
            raise bad_argument(f"contentType {kind!r} is not known.")


def _check_file(one: Json, *, is_personal: bool, supports_files: bool) -> None:
    if not is_personal:
        raise bad_argument("File cards work in personal chats only.")  # documented; code and words are unverified
    if not supports_files:
        raise bad_argument("The app's manifest does not say supportsFiles.")
    content = one.get("content")
    if not one.get("name") or not isinstance(content, dict):
        raise bad_argument("A file card needs a name and a content.")
    if one["contentType"] == FILE_CONSENT and not isinstance(content.get("sizeInBytes"), int):
        raise bad_argument("A file consent card needs sizeInBytes.")
    if one["contentType"] == FILE_INFO and not (one.get("contentUrl") and content.get("uniqueId")):
        raise bad_argument("A file info card needs contentUrl and uniqueId.")


def _check_picture(one: Json) -> None:
    url = str(one.get("contentUrl") or "")
    if not url.startswith(("https://", "http://", "data:image/")):
        raise bad_argument("A picture needs a contentUrl.")


def _without_pictures(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_pictures(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_pictures(item) for item in value]
    return "" if isinstance(value, str) and value.startswith("data:image/") else value
