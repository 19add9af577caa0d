"""A collector of traces: what OpenTelemetry's exporter sends over HTTP, as spans to look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class Spanned:
    """A span as the collector was given it."""

    trace: str
    id: str
    parent: str
    name: str
    about: dict[str, str]
    failed: bool

    def __getitem__(self, name: str) -> str:
        return self.about.get(f"deskbridge.{name}", "")


class Collected:
    """All spans that came."""

    def __init__(self) -> None:
        self.url = ""
        self.spans: list[Spanned] = []
        self.raw = b""

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.raw += body
        sent = ExportTraceServiceRequest.FromString(body)
        for resource in sent.resource_spans:
            for scope in resource.scope_spans:
                self.spans += [_spanned(one) for one in scope.spans]
        return web.Response()

    def of(self, trace: str) -> list[Spanned]:
        """Give a trace's spans."""
        return [one for one in self.spans if one.trace == trace]

    def parent(self, span: Spanned) -> Spanned:
        """Give the span under which a span stands."""
        return next(one for one in self.spans if one.id == span.parent)


def _spanned(span: object) -> Spanned:
    about = {one.key: one.value.string_value for one in span.attributes}  # type: ignore[attr-defined]
    failed = span.status.code == 2  # type: ignore[attr-defined]
    ids = span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex()  # type: ignore[attr-defined]
    return Spanned(*ids, span.name, about, failed)  # type: ignore[attr-defined]


@asynccontextmanager
async def collecting() -> AsyncIterator[Collected]:
    """Listen as a collector."""
    collected = Collected()
    app = web.Application()
    app.router.add_post("/v1/traces", collected.take)
    async with TestServer(app) as server:
        collected.url = str(server.make_url("")).rstrip("/")
        yield collected
