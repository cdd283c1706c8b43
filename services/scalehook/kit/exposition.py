"""Metrics in Prometheus' text form, written by its own library."""

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from scalehook.kit.telemetry import Distribution, Measures, Metrics, cumulative

INFINITE = float("inf")
Family = CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily


def exposition(metrics: Metrics) -> bytes:
    """What stands in the metrics now."""
    registry = CollectorRegistry()
    registry.register(_Reader(metrics))
    return generate_latest(registry)


class _Reader(Collector):
    """Reads them as the library wants them."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Family]:
        """Name by name, all services under each."""
        yield self._messages()
        yield self._histogram("scalehook_batch_size", "Messages per commit.", lambda own: own.batch)
        yield self._histogram(
            "scalehook_commit_seconds", "Time that a commit took.", lambda own: own.commit
        )
        yield self._histogram(
            "scalehook_queue_lag_seconds", "Age of the oldest message of a batch.", lambda own: own.lag
        )
        yield self._dead()

    def _messages(self) -> CounterMetricFamily:
        family = CounterMetricFamily(
            "scalehook_messages", "Messages handled.", labels=["service", "outcome"]
        )
        for service, own in self._metrics.services.items():
            family.add_metric([service, "handled"], own.handled.value)
            family.add_metric([service, "failed"], own.failed.value)
        return family

    def _histogram(
        self, name: str, says: str, of: Callable[[Measures], Distribution]
    ) -> HistogramMetricFamily:
        family = HistogramMetricFamily(name, says, labels=["service"])
        for service, own in self._metrics.services.items():
            buckets = [(_spelt(bound), count) for bound, count in cumulative(of(own))]
            family.add_metric([service], buckets, of(own).sum)
        return family

    def _dead(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily(
            "scalehook_dead_letters", "Messages given up and not sent again.", labels=["service"]
        )
        for service, count in self._metrics.dead.items():
            family.add_metric([service], count)
        return family


def _spelt(bound: float) -> str:
    return "+Inf" if bound == INFINITE else str(float(bound))
