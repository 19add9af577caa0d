"""Whether a request is Twilio's: its signature, over the address as Twilio called it and every parameter.

Rules:
1. The address is the configured public one with the path and query as they came, undecoded: what a proxy did to scheme,
   host or port does not count.
2. All parameters are signed, also those that nobody here knows: none is dropped, none is stripped.
3. A missing signature is refused before anything is computed.

The computing and the comparing, in constant time, are the vendor's:
https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

from collections.abc import Sequence

from multidict import MultiDict
from twilio.request_validator import SIGNATURE_HEADER, RequestValidator

from core.errors import SignatureInvalid

__all__ = ["SIGNATURE_HEADER", "Verifier"]


class Verifier:
    """Checks requests against the account's tokens."""

    def __init__(self, tokens: Sequence[str], public_url: str) -> None:
        self._validators = [RequestValidator(token) for token in tokens]
        self._base = public_url.rstrip("/")

    def verify(self, raw_path: str, params: MultiDict[str], signature: str | None) -> None:
        """Let pass what Twilio has signed.

        Raises:
            SignatureInvalid: anything else.
        """
        if not signature:
            raise SignatureInvalid("no signature")
        address = self._base + raw_path
        if not any(one.validate(address, params, signature) for one in self._validators):
            raise SignatureInvalid("the signature does not fit the address and the parameters")
