"""How Twilio signs what it sends (https://www.twilio.com/docs/usage/webhooks/webhooks-security).

Rule: the address as the account entered it, without its fragment, then each parameter's name and value in the order of
the names; HMAC-SHA1 with the auth token, in Base64.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping


def sign(token: str, url: str, parameters: Mapping[str, str]) -> str:
    """Give the value of X-Twilio-Signature; a request by GET has its parameters in the address and none beside it."""
    text = url + "".join(f"{name}{parameters[name]}" for name in sorted(parameters))
    return base64.b64encode(
        hmac.new(token.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha1).digest()
    ).decode()
