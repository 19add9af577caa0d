"""Traces with OpenTelemetry: one for each sampled message, from its acceptance to all that was sent because of it.

    accept ─► handle ─┬─► send ─► POST chat.postMessage
                      ├─► send ─► …
                      └─► handle (routing, and what else we hand to ourselves)

https://opentelemetry.io/docs/specs/semconv/ for the names of the calls' attributes; ours begin with `deskbridge.`.
"""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from types import SimpleNamespace

from aiohttp import (
    ClientSession,
    TraceConfig,
    TraceRequestEndParams,
    TraceRequestExceptionParams,
    TraceRequestStartParams,
)
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, SpanKind, Status, StatusCode, TraceFlags
from yarl import URL

from bridge.observing.meter import Became, Send
from bridge.observing.tracing import trace_of
from bridge.store.outbox_rows import OutboxRow
from core.inbound import Inbound

LAST = 2.0
"""Seconds for handing over what is there, when the bridge stops."""

BAD = frozenset({Became.PARKED, Became.REPEATED, Became.UNCERTAIN})
"""What makes a send's span an error."""

_API = "/api/"


class Spans:
    """Traces of one bridge."""

    def __init__(self, provider: TracerProvider) -> None:
        """Take where spans go."""
        self._provider = provider
        self._tracer = provider.get_tracer("deskbridge")
        self._sends: dict[str, Span] = {}

    @contextmanager
    def accept(self, inbound: Inbound) -> Iterator[Inbound]:
        """Begin a trace while an inbound is stored; give the inbound that carries it, when it is sampled."""
        about = {"source": inbound.source, "kind": inbound.body.kind, "inbound": inbound.dedupe}
        with self._span("accept", Context(), SpanKind.SERVER, about) as span:
            yield replace(inbound, trace=_written(span)) if span.is_recording() else inbound

    @contextmanager
    def handle(self, inbound: Inbound, lane: str) -> Iterator[str]:
        """Go on with an inbound's trace while it is handled; give the trace for what follows from it."""
        about = {"source": inbound.source, "kind": inbound.body.kind, "lane": lane}
        with self._span("handle", _context(inbound.trace), SpanKind.INTERNAL, about) as span:
            yield _written(span)

    @contextmanager
    def send(self, row: OutboxRow, what: str) -> Iterator[None]:
        """Go on with a row's trace while it is carried out, or looked up; one without a trace gets none."""
        written = trace_of(row.body)
        if written is None:
            yield
            return
        about = {"destination": row.destination, "act": str(row.act), "job": str(row.body.get("kind", ""))}
        about |= {"row": str(row.id), "key": row.key, "try": str(row.attempts)}
        about |= {"conversation": row.conversation or "", "message": row.message or ""}
        with self._span(what, _context(written), SpanKind.PRODUCER, about) as span:
            self._sends[row.key] = span
            try:
                yield
            finally:
                self._sends.pop(row.key, None)

    def became(self, send: Send, became: Became) -> None:
        """Note what became of a send in hand."""
        span = self._sends.get(send.key)
        if span is None:
            return
        span.set_attribute("deskbridge.outcome", became.value)
        if became in BAD:
            span.set_status(Status(StatusCode.ERROR, became.value))

    def calls(self) -> TraceConfig:
        """Give what traces the calls of the shared session: those that belong to a trace in hand."""
        config = TraceConfig()
        config.on_request_start.append(self._call_begins)
        config.on_request_end.append(_call_ends)
        config.on_request_exception.append(_call_fails)
        return config

    async def stop(self) -> None:
        """Hand over what is there. Nobody waits long for a collector that does not answer."""
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def hand_over() -> None:
            self._provider.shutdown()
            with suppress(RuntimeError):  # the loop is closed: nobody waited that long
                loop.call_soon_threadsafe(done.set)

        # A thread of our own, as a daemon: one of the loop's would hold up the end of the process.
        threading.Thread(target=hand_over, name="last-spans", daemon=True).start()
        try:
            await asyncio.wait_for(done.wait(), LAST)
        except TimeoutError:
            return

    @contextmanager
    def _span(self, name: str, context: Context | None, kind: SpanKind, about: Mapping[str, str]) -> Iterator[Span]:
        attributes = {f"deskbridge.{key}": value for key, value in about.items() if value}
        with self._tracer.start_as_current_span(
            name,
            context=context,
            kind=kind,
            attributes=attributes,
            record_exception=False,  # it would write down the error's words
            set_status_on_exception=False,  # the same
        ) as span:
            try:
                yield span
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    async def _call_begins(self, _: ClientSession, context: SimpleNamespace, params: TraceRequestStartParams) -> None:
        if not trace.get_current_span().is_recording():
            return
        about = {"http.request.method": params.method, "server.address": params.url.host or ""}
        context.span = self._tracer.start_span(
            _called(params.method, params.url), kind=SpanKind.CLIENT, attributes=about
        )


async def _call_ends(_: ClientSession, context: SimpleNamespace, params: TraceRequestEndParams) -> None:
    span: Span | None = getattr(context, "span", None)
    if span is not None:
        span.set_attribute("http.response.status_code", params.response.status)
        span.end()


async def _call_fails(_: ClientSession, context: SimpleNamespace, params: TraceRequestExceptionParams) -> None:
    span: Span | None = getattr(context, "span", None)
    if span is not None:
        span.set_status(Status(StatusCode.ERROR, type(params.exception).__name__))
        span.end()


def _called(method: str, url: URL) -> str:
    """Name a call: by the method of a Web API, else by the host alone, as a path may hold a file's name or a secret."""
    before, api, called = url.path.rpartition(_API)
    is_method = bool(api) and before in ("", "/slack") and called.replace(".", "").isalpha()
    return f"{method} {called}" if is_method else f"{method} {url.host}"


def _written(span: Span) -> str:
    """Write a span as a W3C traceparent. https://www.w3.org/TR/trace-context/#traceparent-header."""
    context = span.get_span_context()
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def _context(written: str | None) -> Context:
    """Read a traceparent of ours; what is none begins nothing."""
    try:
        _, trace_id, span_id, flags = (written or "").split("-")
        parent = SpanContext(
            int(trace_id, 16), int(span_id, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16))
        )
    except ValueError:
        return Context()
    return trace.set_span_in_context(NonRecordingSpan(parent), Context())
