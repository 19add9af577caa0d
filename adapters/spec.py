"""How an adapter presents itself to the bridge, and what it is given.

Rules:
1. `build` does no I/O; `start` may, and raises `AdapterNotReady` (try later) or `AdapterAuthFailed` (a person must
   act).
2. An adapter knows the core, its own section of the configuration and its own vendor; nothing of the bridge or of
   other adapters.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from aiohttp import ClientSession, web

from core.commands.registry import Registry
from core.directory import Directory
from core.ids import ExternalRef
from core.messages import Media
from core.ports import (
    Afterwards,
    AgentDesk,
    AlwaysOpen,
    Bans,
    Clock,
    CustomerChannel,
    CustomersForms,
    Desktop,
    Doors,
    Feed,
    FileStore,
    Fleeting,
    Identities,
    Inbox,
    Limits,
    Memory,
    NoAfterwards,
    NoBans,
    NoForms,
    NoIdentities,
    NoLimits,
    NoPlaces,
    Notes,
    NoUnknownPayloads,
    Places,
    SignIn,
    UnknownPayloads,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the bridge hands to an adapter. `session` is shared and made with the adapter's loop."""

    name: str
    section: Any
    public_url: str
    inbox: Inbox
    feed: Feed
    files: FileStore
    fleeting: Fleeting
    desktop: Desktop
    clock: Clock
    registry: Registry
    directory: Callable[[], Directory]
    session: Callable[[], ClientSession]
    doors: Doors = field(default_factory=AlwaysOpen)
    places: Places = field(default_factory=NoPlaces)
    afterwards: Afterwards = field(default_factory=NoAfterwards)
    bans: Bans = field(default_factory=NoBans)
    memory: Memory = field(default_factory=Notes)
    identities: Identities = field(default_factory=NoIdentities)
    forms: CustomersForms = field(default_factory=NoForms)
    limits: Limits = field(default_factory=NoLimits)
    unknown: UnknownPayloads = field(default_factory=NoUnknownPayloads)
    kept_name: Callable[[str], str] = str
    """Gives a name that strangers chose as it may be kept outside of the inbox: without what must not be stored."""
    links: Callable[[Media], str] | None = None
    """Gives the signed address of a file; None where there is no secret to sign it with."""


class Adapter(Protocol):
    """A running adapter: its port, its routes, its life."""

    @property
    def port(self) -> CustomerChannel | AgentDesk:
        """Give what the outbox worker sends through."""
        ...

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes to mount on the bridge's application."""
        ...

    async def start(self) -> None:
        """Begin; connect sockets, check credentials."""
        ...

    async def stop(self) -> None:
        """End; nothing stored is lost by it."""
        ...


@runtime_checkable
class CountsWindows(Protocol):
    """An adapter whose customers hold connections to us."""

    @property
    def windows(self) -> int:
        """Give how many connections there are now."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """How people who wait for an answer, and whose platform asks no second time, are told from events.

    Both look at a body that nobody has vouched for, in the busiest moments; nothing is done by them.
    """

    waits: Callable[[bytes], bool]
    """Tell whether a body may be such a person's."""
    apology: Callable[[bytes], bytes | None]
    """Give what they are answered, as JSON, where there is no room for it; None where there is no such answer."""


@runtime_checkable
class HasWaiting(Protocol):
    """An adapter at some of whose paths people wait."""

    def waiting(self) -> Mapping[str, Waiting]:
        """Give how they are told from events, by path."""
        ...


@runtime_checkable
class SignsIn(Protocol):
    """An adapter whose platform can say who somebody at a browser is, where that is configured."""

    def sign_in(self) -> SignIn | None:
        """Give the platform's sign-in; None where agents of this desk sign in by a code."""
        ...


@dataclass(frozen=True, slots=True)
class Addresses:
    """How a channel's addresses of customers are made, where more is to be known of them than that they differ."""

    begin: Callable[[ExternalRef], str] | None = None
    """Give what all addresses of a customer begin with, and nobody else's; None where each customer has one address."""
    read: Callable[[str], str] | None = None
    """From a customer's number or id, as people write it, to that beginning, or to the address where each has one.
    Raises `ValueError`, in words, for what is none. None where nobody could write one by hand."""
    signed: Callable[[str, str], ExternalRef] | None = None
    """From the channel's name and the id that the site has signed to that customer's address; None without such ids."""


def _as_written(_: Any, place: str) -> ExternalRef:
    """Take a place as it is written."""
    return ExternalRef(place)


@dataclass(frozen=True, slots=True)
class AdapterSpec:
    """An adapter's name, its side, the model of its section, and its maker."""

    name: str
    kind: Literal["channel", "desk"]
    section: type[Any]
    build: Callable[[Context], Adapter]
    sentences: Mapping[str, str] = field(default_factory=dict)
    """What this platform's failures are called, by key; the keys begin with the adapter's name."""
    place: Callable[[Any, str], ExternalRef] = _as_written
    """Desks only: from the section and a place as it is written in the configuration to the place's address."""
    addresses: Addresses = field(default_factory=Addresses)
    """Channels only."""
