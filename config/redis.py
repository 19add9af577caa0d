"""Where Redis is, for several processes. It carries hints, and what customers filled into secure forms, for minutes.

Losing it costs seconds, and what was not opened yet must be asked for again; never a message.
"""

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, Field, SecretStr

from config.base import Part
from config.names import Name
from config.secret import Secret

FORMS = (
    "must be redis://host:port/0, redis+sentinel://host:port,host:port/name or redis+cluster://host:port,host:port; "
    "rediss instead of redis is with TLS"
)


class Kind(StrEnum):
    """How several servers of Redis belong together."""

    SINGLE = auto()
    SENTINEL = auto()
    CLUSTER = auto()


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """An address of Redis, taken apart."""

    kind: Kind
    nodes: tuple[tuple[str, int], ...]
    tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: int = 0
    master: str = ""
    """What the sentinels call the master."""


_SCHEMES = {
    "redis": (Kind.SINGLE, False),
    "rediss": (Kind.SINGLE, True),
    "redis+sentinel": (Kind.SENTINEL, False),
    "rediss+sentinel": (Kind.SENTINEL, True),
    "redis+cluster": (Kind.CLUSTER, False),
    "rediss+cluster": (Kind.CLUSTER, True),
}
_PORT = 6379
_SENTINEL_PORT = 26379


def parse(url: str) -> RedisAddress:
    """Take an address apart.

    Raises:
        ValueError: it is no address of Redis.
    """
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise ValueError(FORMS)
    kind, tls = _SCHEMES[parts.scheme]
    account, _, hosts = parts.netloc.rpartition("@")
    user, _, password = account.partition(":")
    port = _SENTINEL_PORT if kind is Kind.SENTINEL else _PORT
    nodes = tuple(_node(one, port) for one in hosts.split(","))
    path = parts.path.strip("/")
    if (kind is Kind.SINGLE and len(nodes) > 1) or (kind is Kind.SENTINEL and not path):
        raise ValueError(FORMS)
    if kind is not Kind.SENTINEL and path and not path.isdecimal():
        raise ValueError(FORMS)
    return RedisAddress(
        kind=kind,
        nodes=nodes,
        tls=tls,
        user=unquote(user) or None,
        password=unquote(password) or None,
        database=int(path) if kind is Kind.SINGLE and path else 0,
        master=path if kind is Kind.SENTINEL else "",
    )


def _node(text: str, port: int) -> tuple[str, int]:
    try:
        one = urlsplit(f"//{text}")
        number = one.port
    except ValueError:
        raise ValueError(FORMS) from None
    if not one.hostname or one.path or one.query or " " in text:
        raise ValueError(FORMS)
    return one.hostname, number or port


def check_redis(url: SecretStr) -> SecretStr:
    """Accept an address of Redis.

    Raises:
        ValueError: it is none.
    """
    parse(url.get_secret_value())
    return url


class Redis(Part):
    """Where Redis is, for several processes. Without it they wake each other through PostgreSQL."""

    url: Annotated[Secret, AfterValidator(check_redis)] | None = Field(
        default=None,
        description="The server: redis://host:6379, rediss:// with TLS, redis+sentinel://host:port,host:port/name, or "
        "redis+cluster://host:port,host:port. A secret, because it may hold a password. Used with PostgreSQL only; "
        "without it the processes wake each other through PostgreSQL. Several processes need it for secure forms.",
    )
    prefix: Name = Field(
        default="deskbridge",
        description="What the bridge's names in Redis begin with. Two installations on one Redis need different ones.",
    )
