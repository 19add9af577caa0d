"""Which addresses our token may be shown to, and from which a file may be fetched. Pure.

Rules:
1. A host is compared as a whole, never by how it ends: `*.` before it in the configuration is the only wildcard.
2. https everywhere but on this machine itself.
3. What could be read in two ways (a name and password in it, a backslash, white space) is nobody's address.
"""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

_HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_host(text: str) -> bool:
    """Tell whether a text is a host's name as the configuration writes one."""
    return _HOST.fullmatch(text) is not None


def is_secure(url: str) -> bool:
    """Tell whether what is sent there can't be read on the way: https, or this machine."""
    parts = _split(url)
    return parts is not None and (parts.scheme == "https" or parts.hostname in _LOOPBACK)


def is_service(url: str, allowed: Iterable[str]) -> bool:
    """Tell whether an address is the connector's: a host that is allowed, or one below an address that is."""
    parts = _split(url)
    if parts is None or not is_secure(url):
        return False
    return any(_is_below(url, one) if "://" in one else _host(parts) == one for one in allowed)


def is_file_host(url: str, allowed: Iterable[str]) -> bool:
    """Tell whether a file may be fetched from an address, without our token."""
    parts = _split(url)
    if parts is None or not is_secure(url):
        return False
    host = _host(parts)
    return any(host.endswith(one[1:]) if one.startswith("*.") else host == one for one in allowed)


def _is_below(url: str, base: str) -> bool:
    return url.rstrip("/") == base.rstrip("/") or url.startswith(base.rstrip("/") + "/")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    is_plain = url.isprintable() and not set(url) & set(' \\"<>') and parts.username is None and parts.password is None
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return parts if is_plain and is_web else None


def _host(parts: SplitResult) -> str:
    """Give the host, with the port where it isn't https's own."""
    host = parts.hostname or ""
    return host if parts.port in (None, 443) else f"{host}:{parts.port}"
