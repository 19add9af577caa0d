"""Ids as Meta shapes them: numbers for nodes, `m_` for a message of Messenger, `wamid.` for one of WhatsApp.

Nobody should read anything into one, or expect a length.
"""

import base64
import secrets

_TRACE_BYTES = 8


def node() -> str:
    """Make the id of a node: 16 digits."""
    return str(10**15 + secrets.randbelow(9 * 10**15))


def mid() -> str:
    """Make the id of a message in Messenger."""
    return f"m_{secrets.token_urlsafe(48)}"


def wamid(whom: str) -> str:
    """Make the id of a message in WhatsApp, as long as a real one."""
    inner = (
        b"\x1d\x06\x18"
        + whom.encode()[:20]
        + b"\x15\x02\x00\x11\x18\x12"
        + secrets.token_hex(9).upper().encode()
        + b"\x00"
    )
    return f"wamid.{base64.b64encode(inner).decode()}"


def trace() -> str:
    """Make what marks one answer (fbtrace_id)."""
    return f"A{base64.urlsafe_b64encode(secrets.token_bytes(_TRACE_BYTES)).decode().rstrip('=')}"


def secret() -> str:
    """Make an unguessable part of an address."""
    return secrets.token_urlsafe(24)
