"""From the numbers of a bridge to Prometheus: a registry of its own for each bridge, filled when it is asked for."""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.registry import Collector

from bridge.observing.metrics import METRICS, PREFIX, Metric, Number, Sight, Spread


class BridgeCollector(Collector):
    """Gives the numbers of the moment for which it was asked last."""

    def __init__(self) -> None:
        """Begin without any."""
        self.sight: Sight | None = None

    def describe(self) -> Iterable[Family]:
        """Give the names, so that registering needs no numbers."""
        return [_family(metric) for metric in METRICS]

    def collect(self) -> Iterator[Family]:
        """Give the numbers."""
        sight = self.sight
        if sight is None:
            return
        for metric in METRICS:
            family = _family(metric)
            _FILL[metric.kind](family, metric, sight)
            yield family


def registry_with(collector: BridgeCollector) -> CollectorRegistry:
    """Make a registry that has the bridge's numbers and the process's own."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collector)
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    return registry


def exposition() -> Callable[[Sight, str], tuple[bytes, str]]:
    """Make what words the numbers of a moment as the reader accepts them, with the type of that."""
    collector = BridgeCollector()
    registry = registry_with(collector)

    def worded(sight: Sight, accept: str) -> tuple[bytes, str]:
        collector.sight = sight
        encode, kind = choose_encoder(accept)
        return encode(registry), kind

    return worded


def _family(metric: Metric) -> Family:
    maker = {"gauge": GaugeMetricFamily, "counter": CounterMetricFamily, "histogram": HistogramMetricFamily}
    family: Family = maker[metric.kind](PREFIX + metric.name, metric.help, labels=metric.labels)
    return family


def _numbers(family: Family, metric: Metric, sight: Sight) -> None:
    simple = cast(GaugeMetricFamily | CounterMetricFamily, family)
    for labels, number in cast(Iterable[Number], metric.read(sight)):
        simple.add_metric(labels, number)


def _spreads(family: Family, metric: Metric, sight: Sight) -> None:
    histogram = cast(HistogramMetricFamily, family)
    for labels, spread in cast(Iterable[Spread], metric.read(sight)):
        histogram.add_metric(labels, spread.buckets(), spread.total)


_FILL: dict[str, Callable[[Family, Metric, Sight], None]] = {
    "gauge": _numbers,
    "counter": _numbers,
    "histogram": _spreads,
}
