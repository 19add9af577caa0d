"""How the bridge names itself to Twilio.

https://www.twilio.com/docs/usage/requests-to-twilio#http-basic-authentication
"""

from base64 import b64encode


def as_header(credentials: tuple[str, str]) -> str:
    """Write a name and its secret as the value of the header `Authorization`."""
    return f"Basic {b64encode(':'.join(credentials).encode()).decode()}"
