"""Files that came with a message, as the core knows them before they were fetched."""

from mimetypes import guess_extension

from adapters.twilio.payload import File
from core.ids import ExternalRef
from core.messages import Unfetched

_KINDS = {"image": "picture", "video": "video", "audio": "sound"}


def unfetched(file: File, place: int, of: int) -> Unfetched:
    """Announce a file; its real type is found from its content once it is fetched."""
    kind = _KINDS.get(file.mime.partition("/")[0], "file")
    name = f"{kind}{f'-{place}' if of > 1 else ''}{guess_extension(file.mime) or ''}"
    return Unfetched(ExternalRef(file.url), name, file.mime, 0)
