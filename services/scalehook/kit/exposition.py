"""Metrics in Prometheus' text form, written by its own library."""

from collections.abc import Callable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    Exemplar,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.openmetrics import exposition as openmetrics
from prometheus_client.registry import Collector

from scalehook.kit.telemetry import Distribution, Measures, Metrics, cumulative

INFINITE = float("inf")
PLAIN = "text/plain; version=0.0.4; charset=utf-8"
OPEN = "application/openmetrics-text"
LONGEST_FLOW = 100  # an example may have 128 characters, names included
Family = CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily


def exposition(metrics: Metrics, accept: str = "") -> tuple[bytes, str]:
    """What stands in the metrics now, and its media type: OpenMetrics for who takes that, which has an
    example beside what was timed.
    """
    registry = CollectorRegistry()
    registry.register(_Reader(metrics))
    if OPEN in accept:
        write: Callable[[CollectorRegistry], bytes] = openmetrics.generate_latest
        return write(registry), openmetrics.CONTENT_TYPE_LATEST
    return generate_latest(registry), PLAIN


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
        yield from self._timings()
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

    def _timings(self) -> Iterator[HistogramMetricFamily]:
        families: dict[str, HistogramMetricFamily] = {}
        for service, own in self._metrics.services.items():
            for timing, seconds in own.timings.items():
                family = families.get(timing.name)
                if family is None:
                    family = HistogramMetricFamily(timing.name, timing.says, labels=["service"])
                    families[timing.name] = family
                family.add_metric([service], _with_examples(seconds), seconds.sum)
        yield from families.values()

    def _dead(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily(
            "scalehook_dead_letters", "Messages given up and not sent again.", labels=["service"]
        )
        for service, count in self._metrics.dead.items():
            family.add_metric([service], count)
        return family


def _with_examples(seconds: Distribution) -> list[Any]:
    """Buckets; those that have an example with it."""
    buckets: list[Any] = []
    for place, (bound, count) in enumerate(cumulative(seconds)):
        flow, value = seconds.examples.get(place, ("", 0.0))
        example = Exemplar({"correlation_id": flow}, value) if 0 < len(flow) <= LONGEST_FLOW else None
        buckets.append((_spelt(bound), count, example))
    return buckets


def _spelt(bound: float) -> str:
    return "+Inf" if bound == INFINITE else str(float(bound))
