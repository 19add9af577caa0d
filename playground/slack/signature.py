"""Slack's request signature, the sender's half.

Rule: HMAC-SHA256 over `v0:{timestamp}:{raw body}`
(https://docs.slack.dev/authentication/verifying-requests-from-slack).
"""

import hashlib
import hmac


def signed_headers(secret: str, body: bytes, now: float) -> dict[str, str]:
    """Make the two headers that prove a request comes from Slack."""
    timestamp = str(int(now))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}
