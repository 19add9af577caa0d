r"""X-Hub-Signature-256 (https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads).

Rules: over the bytes that go out, which are Meta's own writing of JSON: compact, letters outside of ASCII as \uXXXX
in lower case, slashes escaped. Whoever parses and writes anew signs something else.
"""

import hashlib
import hmac
import json

from playground.meta.model import Json


def raw(payload: Json) -> bytes:
    """Write a payload as Meta does."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode()


def sign(secret: str, body: bytes) -> str:
    """Sign the bytes."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def proof(secret: str, token: str) -> str:
    """Prove that whoever has the token has the app's secret, too.

    https://developers.facebook.com/docs/graph-api/guides/secure-requests
    """
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def headers(secret: str, body: bytes) -> dict[str, str]:
    """Give the headers of a webhook."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "facebookexternalua",
        "X-Hub-Signature": f"sha1={hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()}",
        "X-Hub-Signature-256": sign(secret, body),
    }
