"""Metrics: counted in plain numbers, shown as Prometheus' own counters and histograms would be."""

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parsed
from prometheus_client.parser import text_string_to_metric_families

from scalehook.kit.exposition import exposition
from scalehook.kit.telemetry import SECONDS_BUCKETS, Metrics, Timing

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
    assert samples(exposition(metrics)[0], name) == samples(generate_latest(registry), name)


def test_messages_and_dead_letters_by_service() -> None:
    """Each service has numbers of its own, whichever was asked for first."""
    metrics = Metrics()
    metrics.of("a").handled.inc(2)
    metrics.of("a").handled.inc()
    metrics.of("b").failed.inc()
    metrics.dead["b"] = 4
    text = exposition(metrics)[0].decode()
    assert 'scalehook_messages_total{outcome="handled",service="a"} 3.0' in text
    assert 'scalehook_messages_total{outcome="handled",service="b"} 0.0' in text
    assert 'scalehook_messages_total{outcome="failed",service="b"} 1.0' in text
    assert 'scalehook_dead_letters{service="b"} 4.0' in text


def test_what_is_timed_has_an_example() -> None:
    """In OpenMetrics, the last of each bucket with the id of its flow, unless that is too long. The
    older form has the numbers alone.
    """
    timing = Timing("scalehook_wait_seconds", "A wait.", (1, 60), lambda event: event)
    metrics = Metrics()
    for seconds, flow in ((0.5, "first"), (0.6, "latest"), (30, "x" * 200)):
        metrics.of("a").time(timing, seconds, flow)
    opened, form = exposition(metrics, "application/openmetrics-text; version=1.0.0,text/plain;q=0.5")
    assert form.startswith("application/openmetrics-text")
    (family,) = (each for each in parsed(opened.decode()) if each.name == timing.name)
    examples = {sample.labels.get("le"): sample.exemplar for sample in family.samples}
    assert examples["1.0"].labels == {"correlation_id": "latest"}
    assert examples["1.0"].value == 0.6
    assert examples["60.0"] is None
    plain, form = exposition(metrics, "text/plain")
    assert form.startswith("text/plain")
    assert samples(plain, timing.name)[f"{timing.name}_bucket", "60.0"] == 3
    assert b"latest" not in plain
