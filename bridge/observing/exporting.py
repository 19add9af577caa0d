"""Where spans go: to an OpenTelemetry collector by OTLP over HTTP, in batches, off the hot path."""

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

from bridge.observing.metrics import program_version
from bridge.observing.spans import Spans

PATH = "/v1/traces"
"""https://opentelemetry.io/docs/specs/otlp/#otlphttp-request."""

TIMEOUT = 5.0
"""Seconds for handing over one batch."""


def tracing_to(endpoint: str, sample: float, instance: str) -> Spans:
    """Trace a share of what comes in, for a collector."""
    address = endpoint if endpoint.endswith(PATH) else endpoint + PATH
    about = {"service.name": "deskbridge", "service.version": program_version(), "service.instance.id": instance}
    provider = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(sample)),
        resource=Resource(about),
        shutdown_on_exit=False,  # `Spans.stop` does it, and does not wait for ever
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address, timeout=TIMEOUT)))
    return Spans(provider)
