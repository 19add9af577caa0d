"""Faults on demand: what goes wrong on the wire, when asked to.

Rules: a fault is data (vendor, target, kind, how often); each taking counts; `times=None` lasts until removed.
Targets are a Web API method (Teams: "create", "send", "update", "delete", "members", "token", "keys", "graph",
"history", "files", "sign_in"; Twilio: "create", "list", "fetch", "update", "delete", "media", each of the Content API's
as "content_create"; Meta: "send", "upload", "media", "profile", "templates", "subscribe"), "*" for all of the vendor,
"events" for event deliveries, or "interactions" (Teams: "invokes", Twilio and Meta: "callbacks", of what becomes of a
message).
What is wrong in an id_token happens where one is given: at "openid.connect.token" (Teams: "token").
It deliberately does not act: the place that handles the request asks `take` and does what the kind says.
"""

import itertools
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What can go wrong."""

    RATE_LIMITED = "429"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    PRECONDITION = "412"
    RESET = "reset"
    TIMEOUT_AFTER_ACCEPT = "timeout_after_accept"
    RESET_AFTER_ACCEPT = "reset_after_accept"
    DELAY = "delay"
    SLOW_ANSWER = "slow_answer"
    OUTAGE = "outage"
    MISSING_SCOPE = "missing_scope"
    DUPLICATE = "duplicate"
    REORDER = "reorder"
    LOST = "lost"
    WRONG_NONCE = "wrong_nonce"
    EXPIRED_TOKEN = "expired_token"
    OTHER_AUDIENCE = "other_audience"
    OTHER_ISSUER = "other_issuer"
    OTHER_TENANT = "other_tenant"
    UNKNOWN_KEY = "unknown_key"
    UNSIGNED = "unsigned"


INBOUND_ONLY = frozenset({Kind.DUPLICATE, Kind.REORDER, Kind.LOST})
WEB_API_ONLY = frozenset(
    {Kind.RATE_LIMITED, Kind.SERVER_ERROR, Kind.BAD_GATEWAY, Kind.PRECONDITION, Kind.MISSING_SCOPE, Kind.SLOW_ANSWER}
)
ID_TOKENS = frozenset(
    {
        Kind.WRONG_NONCE,
        Kind.EXPIRED_TOKEN,
        Kind.OTHER_AUDIENCE,
        Kind.OTHER_ISSUER,
        Kind.OTHER_TENANT,
        Kind.UNKNOWN_KEY,
        Kind.UNSIGNED,
    }
)
"""What is wrong in an id_token: the request is answered, and the token must be refused."""
GIVES_ID_TOKENS = {"slack": "openid.connect.token", "teams": "token"}
ON_THE_WIRE = frozenset(Kind) - ID_TOKENS
ONLY_OF = {Kind.PRECONDITION: "teams", Kind.LOST: "twilio"}
DELIVERIES = frozenset({"events", "interactions", "invokes", "callbacks"})
EMISSIONS = frozenset({"events", "callbacks"})  # what nobody waits for: it may come twice or late


class FaultRefusedError(ValueError):
    """A fault that makes no sense was asked for."""


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong, some times."""

    id: int
    vendor: str
    method: str
    kind: Kind
    times: int | None = 1
    retry_after: int = 1
    delay_ms: int = 1000
    copies: int = 2


class Faults:
    """The list of faults in force, oldest first."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        """Call `on_change` whenever the list changes."""
        self._faults: list[Fault] = []
        self._ids = itertools.count(1)
        self._on_change = on_change

    def add(
        self,
        method: str,
        kind: str,
        *,
        vendor: str = "slack",
        times: int | None = 1,
        retry_after: int = 1,
        delay_ms: int = 1000,
        copies: int = 2,
    ) -> Fault:
        """Put a fault in force.

        Raises FaultRefusedError for an unknown kind, or a kind that cannot happen to the target.
        """
        what = _kind(kind)
        refused = _refused(vendor, method, what, times)
        if refused:
            raise FaultRefusedError(refused)
        fault = Fault(next(self._ids), vendor, method, what, times, retry_after, delay_ms, copies)
        self._faults.append(fault)
        self._on_change()
        return fault

    def take(self, vendor: str, method: str, kinds: frozenset[Kind] = frozenset(Kind)) -> Fault | None:
        """Use up one occurrence of the oldest fault that fits, if any."""
        fault = self.peek(vendor, method, kinds)
        if fault and fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self._faults.remove(fault)
                self._on_change()
        return fault

    def peek(self, vendor: str, method: str, kinds: frozenset[Kind] = frozenset(Kind)) -> Fault | None:
        """Find the oldest fault that fits, without using it up."""
        fitting = (
            fault for fault in self._faults if fault.vendor == vendor and fault.kind in kinds and _fits(fault, method)
        )
        return next(fitting, None)

    def listed(self) -> list[dict[str, Any]]:
        """List the faults in force."""
        return [asdict(fault) for fault in self._faults]

    def remove(self, id: int) -> None:
        """End one fault, if it is still in force."""
        self._faults = [fault for fault in self._faults if fault.id != id]
        self._on_change()

    def clear(self) -> None:
        """End every fault."""
        self._faults.clear()
        self._on_change()


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        message = f"unknown kind {name!r}: use one of {', '.join(Kind)}"
        raise FaultRefusedError(message) from None


def _refused(vendor: str, method: str, kind: Kind, times: int | None) -> str:
    """Say why a fault makes no sense; "" if it does."""
    if kind in INBOUND_ONLY and method not in EMISSIONS:
        return f"{kind} happens to events only: use method 'events'"
    if kind in WEB_API_ONLY and method in DELIVERIES:
        return f"{kind} is an answer of the vendor's API, not of a delivery: use a method name or '*'"
    if kind in ID_TOKENS and method != GIVES_ID_TOKENS.get(vendor):
        return f"{kind} is in an id_token: use method {GIVES_ID_TOKENS.get(vendor)!r}"
    if ONLY_OF.get(kind, vendor) != vendor:
        return f"{kind} happens at {ONLY_OF[kind]}, not at {vendor}"
    if times is not None and times < 1:
        return "times must be 1 or more, or null for until removed"
    return ""


def _fits(fault: Fault, method: str) -> bool:
    if fault.method == method:
        return True
    # "*" is every Web API call; an outage of the whole vendor also stops its deliveries.
    return fault.method == "*" and (method not in DELIVERIES or fault.kind is Kind.OUTAGE)
