"""Where the bridge listens and how it writes its log."""

from enum import StrEnum, auto
from typing import Annotated

from pydantic import Field

from config.addresses import BaseUrl, Network
from config.base import Part
from config.secret import SigningSecret
from config.sizes import Size


class Hsts(StrEnum):
    """For which hosts browsers are told to come by https alone."""

    NONE = auto()
    HOST = auto()
    """For the host of `public_url`."""
    SUBDOMAINS = auto()
    """For all below it, too."""


class Server(Part):
    """Where the bridge listens, and as what the world sees it."""

    host: Annotated[str, Field(min_length=1)] = Field(
        default="127.0.0.1", description="The address on which the bridge listens; 0.0.0.0 is every network."
    )
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=8080, description="The port on which the bridge listens; 0 takes any free one."
    )
    workers: Annotated[int, Field(ge=1, le=64)] = Field(
        default=1,
        description="How many processes `bridge serve` starts on this machine; --workers wins. "
        "More than one needs PostgreSQL.",
    )
    public_url: BaseUrl = Field(
        default="http://127.0.0.1:8080",
        description="The address under which vendors and browsers reach the bridge, proxy included.",
    )
    link_secret: SigningSecret | None = Field(
        default=None,
        description="The secret, of at least 16 characters, with which links to files are signed, for channels that "
        "can't carry a file. "
        "Left out: such a file is not sent, and the agent is told.",
    )
    requests_at_once: Annotated[int, Field(ge=1)] = Field(
        default=2_000,
        description="How many requests are answered at the same time; more are told by 503 to come again. "
        "A window's connection is none.",
    )
    bodies_at_once: Size = Field(
        default=64_000_000,
        description="How much of their bodies is held in memory at the same time; more is told by 503 to come again. "
        "A body counts 1 MiB at the most: files go to the disk.",
    )
    trusted_proxies: tuple[Network, ...] = Field(
        default=(),
        description="Proxies whose X-Forwarded-For header is believed; nobody else's is. Behind a proxy that is not "
        "here all customers have its address, and share its limits.",
    )
    hsts: Hsts = Field(
        default=Hsts.HOST,
        description="Where `public_url` is https, browsers are told for a year to come by https alone "
        "(Strict-Transport-Security): for its host, for all subdomains of that too (subdomains), or not (none).",
    )


class Level(StrEnum):
    """How much is logged."""

    DEBUG = auto()
    INFO = auto()
    WARNING = auto()
    ERROR = auto()


class Layout(StrEnum):
    """How a log line is written."""

    TEXT = auto()
    JSON = auto()


class Log(Part):
    """What is logged and how. Message bodies and secrets never are."""

    level: Level = Field(default=Level.INFO, description="How much is logged.")
    format: Layout = Field(default=Layout.TEXT, description="Lines for people (text) or for machines (json).")
