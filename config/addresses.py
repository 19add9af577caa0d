"""Web addresses and networks in the configuration.

Rule: an address is kept as it was written, but for a slash at the end of an origin or a base that forbids one.
It reaches out to nothing: whether somebody answers there is found out at start.
"""

import ipaddress
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, WithJsonSchema

from config.labels import Label

_JSON = {"type": "string", "format": "uri"}


def _split(value: str) -> SplitResult:
    message = "must be a web address such as https://example.com"
    try:
        parts = urlsplit(value)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError(message) from None
    has_host = parts.scheme in ("http", "https") and bool(parts.hostname)
    if not has_host or not port_is_number or not value.isprintable() or " " in value:
        raise ValueError(message)
    if parts.username is not None or parts.password is not None:
        raise ValueError("must be a web address without a user and password in it")
    return parts


def check_url(value: str) -> str:
    """Accept an http(s) address of any kind.

    Raises:
        ValueError: it is none, or it carries a password.
    """
    _split(value)
    return value


def check_base_url(value: str) -> str:
    """Accept an address that others are built upon; a slash at its end is dropped.

    Raises:
        ValueError: it is no address, or has a query or fragment.
    """
    parts = _split(value)
    if parts.query or parts.fragment:
        raise ValueError("must be a web address without ? and #")
    return value.rstrip("/")


def check_origin(value: str) -> str:
    """Accept the origin of a web page: scheme, host and port, nothing behind.

    Raises:
        ValueError: it is something else.
    """
    parts = _split(value)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("must be an origin such as https://shop.example, without a path")
    return value.rstrip("/").lower()


def check_network(value: str) -> str:
    """Accept an IP address or network.

    Raises:
        ValueError: it is neither.
    """
    try:
        return str(ipaddress.ip_network(value, strict=False))
    except ValueError:
        raise ValueError("must be an IP address or a network such as 10.0.0.0/8") from None


Url = Annotated[str, AfterValidator(check_url), Label("web address"), WithJsonSchema(_JSON)]
BaseUrl = Annotated[str, AfterValidator(check_base_url), Label("web address"), WithJsonSchema(_JSON)]
Origin = Annotated[str, AfterValidator(check_origin), Label("origin"), WithJsonSchema(_JSON)]
Network = Annotated[str, AfterValidator(check_network), Label("network"), WithJsonSchema({"type": "string"})]
