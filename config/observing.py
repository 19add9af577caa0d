"""How the bridge is seen from outside: its figures, and traces of single messages."""

from typing import Annotated

from pydantic import Field

from config.addresses import BaseUrl
from config.base import Part
from config.secret import Secret


class Metrics(Part):
    """Who may read the figures: /metrics, and what /readyz says beyond yes or no."""

    host: Annotated[str, Field(min_length=1)] = Field(
        default="127.0.0.1",
        description="The address on which the figures are served when they have a port of their own.",
    )
    port: Annotated[int, Field(ge=0, le=65535)] | None = Field(
        default=None,
        description="A port of their own for /metrics, /readyz and /healthz, open to everybody who reaches it; "
        "0 takes any free one. Without it they are on the bridge's own port, for whoever has the token, and as long as "
        "public_url is an address of this machine for whoever asks from this machine.",
    )
    token: Secret | None = Field(
        default=None,
        description="Whoever sends it (Authorization: Bearer …) may read the figures on the bridge's own port.",
    )


class Traces(Part):
    """Traces of single messages, for an OpenTelemetry collector. Ids and names only, never what was written."""

    endpoint: BaseUrl | None = Field(
        default=None,
        description="The collector that takes traces by OTLP over HTTP, such as http://127.0.0.1:4318. "
        "Without it nothing is traced. Needs deskbridge[otel].",
    )
    sample: Annotated[float, Field(ge=0, le=1)] = Field(
        default=1.0, description="Which share of what comes in is traced: 1 is all of it, 0.01 every hundredth."
    )


class Observing(Part):
    """How the bridge is seen from outside: its figures, and traces of single messages."""

    metrics: Metrics = Field(
        default=Metrics(), description="Who may read the figures: /metrics, and what /readyz says beyond yes or no."
    )
    traces: Traces = Field(
        default=Traces(),
        description="Traces of single messages, for an OpenTelemetry collector. "
        "Ids and names only, never what was written.",
    )
