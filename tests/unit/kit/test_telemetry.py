"""Metrics: counted in plain numbers, shown as Prometheus' own counters and histograms would be."""

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from scalehook.kit.exposition import exposition
from scalehook.kit.telemetry import SECONDS_BUCKETS, Metrics

NUMBERS = st.one_of(st.floats(0, 20), st.sampled_from(SECONDS_BUCKETS))


def samples(text: bytes, name: str) -> dict[tuple[str, str], float]:
    # by name and bucket
    return {
        (sample.name, sample.labels.get("le", "")): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
        if sample.name.startswith(name) and not sample.name.endswith("_created")
    }


@given(st.lists(NUMBERS))
def test_a_distribution_is_the_librarys_histogram(values: list[float]) -> None:
    """Bucket by bucket, bounds included, and its sum and count."""
    name, registry, metrics = "scalehook_commit_seconds", CollectorRegistry(), Metrics()
    theirs = Histogram(name, "Same.", ["service"], buckets=SECONDS_BUCKETS, registry=registry)
    child, ours = theirs.labels("a"), metrics.of("a").commit
    for value in values:
        child.observe(value)
        ours.observe(value)
    assert samples(exposition(metrics), name) == samples(generate_latest(registry), name)


def test_messages_and_dead_letters_by_service() -> None:
    """Each service has numbers of its own, whichever was asked for first."""
    metrics = Metrics()
    metrics.of("a").handled.inc(2)
    metrics.of("a").handled.inc()
    metrics.of("b").failed.inc()
    metrics.dead["b"] = 4
    text = exposition(metrics).decode()
    assert 'scalehook_messages_total{outcome="handled",service="a"} 3.0' in text
    assert 'scalehook_messages_total{outcome="handled",service="b"} 0.0' in text
    assert 'scalehook_messages_total{outcome="failed",service="b"} 1.0' in text
    assert 'scalehook_dead_letters{service="b"} 4.0' in text
