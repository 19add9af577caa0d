"""Whether a request is Meta's: an HMAC of its raw bytes by the app's secret; and the handshake that begins it all.

Rules:
1. The bytes are signed as they came. Meta writes its own way of escaping, so what was read and written again fails.
2. A missing signature is refused before anything is computed, the older one by SHA-1 is never looked at, and what is
   compared is compared in constant time.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
"""

import hmac
from collections.abc import Sequence

from core.errors import SignatureInvalid

SIGNATURE_HEADER = "X-Hub-Signature-256"
_METHOD = "sha256="


class Verifier:
    """Checks requests against the app's secrets."""

    def __init__(self, secrets: Sequence[str], verify_token: str) -> None:
        self._secrets = [one.encode() for one in secrets]
        self._token = verify_token.encode()

    def verify(self, body: bytes, signature: str | None) -> None:
        """Let pass what Meta has signed.

        Raises:
            SignatureInvalid: anything else.
        """
        if not signature:
            raise SignatureInvalid("no signature")
        given = signature.encode(errors="replace")
        made = [(_METHOD + hmac.new(one, body, "sha256").hexdigest()).encode() for one in self._secrets]
        if not sum(hmac.compare_digest(one, given) for one in made):  # a sum, so that all are compared
            raise SignatureInvalid("the signature does not fit the body")

    def is_handshake(self, mode: str, token: str) -> bool:
        """Tell whether somebody who knows the word that was agreed on sets up the webhook."""
        return hmac.compare_digest(token.encode(errors="replace"), self._token) and mode == "subscribe"
