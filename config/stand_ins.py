"""Stand-ins for secrets whose value isn't here, for who needs the configuration and none of its secrets.

Whoever makes an app's manifest has its tokens only afterwards, and need not be allowed to see the others.

Rules:
1. Only where a secret is expected, and only for what could not be read: a variable that isn't set, a file.
2. An address that counts as a secret (`url`) is left out instead; its default takes its place.
3. Nothing is to be signed, encrypted or opened with one. It is random, so that who did so nevertheless would give
   nothing away.
"""

from secrets import token_hex

from config.document import Document, Path, value_at
from config.shape import Shape, is_secret


def stand_in(document: Document, shape: Shape) -> set[Path]:
    """Put stand-ins into the document; tells where."""
    found = {path for path in document.doubtful if is_secret(shape.type_at(path))}
    for path in found:
        parent, last = value_at(document.data, path[:-1]), path[-1]
        if isinstance(parent, dict) and isinstance(last, str):
            parent[last] = _random()
            if last == "url":
                del parent[last]
        elif isinstance(parent, list) and isinstance(last, int):
            parent[last] = _random()
    document.doubtful.difference_update(found)
    return found


def _random() -> str:
    """Give text that fits wherever a secret must have some length, or be a key of 32 bytes."""
    return token_hex(32)
