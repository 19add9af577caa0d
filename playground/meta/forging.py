"""Webhooks that must be refused: for tests of the app's door.

Rule: each differs from a good one in a single thing.
"""

import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from playground.meta.model import Json
from playground.meta.signature import headers, raw, sign

if TYPE_CHECKING:
    from playground.meta.world import Meta

Forged = tuple[bytes, dict[str, str]]  # the body and the headers
SIGNATURE = "X-Hub-Signature-256"


def forged(meta: "Meta", payload: Json) -> dict[str, Forged]:
    """Give the same webhook as it is right and in every way that is wrong, by what is wrong with it."""
    secret = meta.settings.app_secret
    body = raw(payload)
    plain = {"Content-Type": "application/json"}
    good = sign(secret, body)
    short = {**plain, "X-Hub-Signature": f"sha1={hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()}"}
    # Differs from what was signed in its writing alone, like what a proxy hands on that has read it.
    rewritten = json.dumps(payload, ensure_ascii=False, indent=1).encode()
    return {
        "right": (body, headers(secret, body)),
        "no signature": (body, plain),
        "an empty signature": (body, {**plain, SIGNATURE: ""}),
        "another app's secret": (body, headers("another-secret", body)),
        "a changed body": (body.replace(b"{", b'{"added":1,', 1), {**plain, SIGNATURE: good}),
        "a body written anew": (rewritten, {**plain, SIGNATURE: good}),
        "SHA-1 only": (body, short),
        "no name of the hash": (body, {**plain, SIGNATURE: good.removeprefix("sha256=")}),
        "letters outside of ASCII": (body, {**plain, SIGNATURE: f"{good}\u00e9"}),
    }
