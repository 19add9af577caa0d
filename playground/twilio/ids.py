"""Ids as Twilio shapes them: two letters and 32 hexadecimal digits (https://www.twilio.com/docs/glossary/what-is-a-sid)."""

import secrets
import uuid


def sid(kind: str) -> str:
    """Make a SID: SM for a text, MM for a message with media, ME for a piece of media."""
    return f"{kind}{secrets.token_hex(16)}"


def secret() -> str:
    """Make an unguessable path part."""
    return secrets.token_urlsafe(24)


def token() -> str:
    """Make what marks the tries of one webhook as the same."""
    return str(uuid.uuid4())
