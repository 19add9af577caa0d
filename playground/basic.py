"""A client's id and secret in the Authorization header (https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1).

Rule: both are written as in a form; a header that can't be read names nobody.
"""

import base64
import binascii
from urllib.parse import unquote_plus

SCHEME = "Basic "


def credentials(header: str) -> tuple[str, str] | None:
    """Read id and secret; None when the header is not of this kind."""
    if not header.startswith(SCHEME):
        return None
    try:
        client, _, secret = base64.b64decode(header.removeprefix(SCHEME), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client), unquote_plus(secret)
