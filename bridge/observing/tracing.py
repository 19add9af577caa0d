"""Traces of single messages, as the rest of the bridge sees them; `spans` makes them with OpenTelemetry.

Rules:
1. Who wants no traces pays nothing: there is no `Tracing` then, and nothing of OpenTelemetry is loaded.
2. The trace travels with what is stored: in `Inbound.trace`, and in an outbox row's body under `TRACE`. So it goes on
   after a wait or a restart, in whichever process takes the row up.
3. What is not sampled when it is accepted has no trace, and nobody further on has anything to do for it.
4. A trace holds ids, names and kinds; never a text, and of an error its kind only.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from importlib import import_module
from typing import Protocol

from aiohttp import TraceConfig

from bridge.observing.meter import Became, Send
from bridge.store.outbox_rows import NewOutbox, OutboxRow
from bridge.store.work_tables import OutboxState
from config.observing import Traces
from core.errors import BridgeError
from core.inbound import Inbound

TRACE = "trace"
"""Where the trace stands in the body of an outbox row."""


_NOT_FOLLOWED = nullcontext()


class TracingUnavailable(BridgeError):
    """The configuration wants traces, and the packages for them are missing."""

    code = "tracing_unavailable"


class Tracing(Protocol):
    """Makes traces."""

    def accept(self, inbound: Inbound) -> AbstractContextManager[Inbound]:
        """Begin a trace while an inbound is stored; give the inbound that carries it."""
        ...

    def handle(self, inbound: Inbound, lane: str) -> AbstractContextManager[str]:
        """Go on with an inbound's trace while it is handled; give the trace for what follows from it."""
        ...

    def send(self, row: OutboxRow, what: str) -> AbstractContextManager[None]:
        """Go on with a row's trace while it is carried out, or looked up."""
        ...

    def became(self, send: Send, became: Became) -> None:
        """Note what became of a send in hand."""
        ...

    def calls(self) -> TraceConfig:
        """Give what traces the calls of the shared session."""
        ...

    async def stop(self) -> None:
        """Hand over what is there, within moments."""
        ...


def tracing_of(settings: Traces, instance: str) -> Tracing | None:
    """Make what the configuration wants; None when that is nothing.

    Raises:
        TracingUnavailable: the packages are missing.
    """
    if settings.endpoint is None:
        return None
    try:
        exporting = import_module("bridge.observing.exporting")
    except ModuleNotFoundError as error:
        raise TracingUnavailable(
            f"The package {error.name} is missing, which observing.traces needs. Install deskbridge[otel]."
        ) from error
    made: Tracing = exporting.tracing_to(settings.endpoint, settings.sample, instance)
    return made


def following(tracing: Tracing | None, row: OutboxRow) -> AbstractContextManager[None]:
    """Follow a row while it is carried out or looked up, where anything is traced."""
    if tracing is None:
        return _NOT_FOLLOWED
    return tracing.send(row, "look_up" if row.state is OutboxState.UNCERTAIN else "send")


def trace_of(body: Mapping[str, object]) -> str | None:
    """Give the trace that a row carries."""
    trace = body.get(TRACE)
    return trace if isinstance(trace, str) else None


def traced(row: NewOutbox, trace: str | None) -> NewOutbox:
    """Let a row carry a trace."""
    return row if trace is None else replace(row, body={**row.body, TRACE: trace})
