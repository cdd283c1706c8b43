"""What a consumer counts, in Prometheus' words."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

RESULTS = ("CONTINUE", "ABANDON", "ROLLBACK")
LEFT = (0, 1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 21600)  # seconds


class Metrics:
    """Each consumer has its own."""

    def __init__(self, consumer: str) -> None:
        self.registry = CollectorRegistry()
        self._consumer = consumer
        self.received = self._counter("received", "Messages that have come.")
        self.tests = self._counter("test_notifications", "Messages that name no action.")
        self.duplicates = self._counter("duplicates", "Messages of actions that were known already.")
        self.unclaimed = self._counter("unclaimed", "Notifications that no handler wants.")
        self.dead_letters = self._counter("dead_letters", "Messages that were given up.")
        self.handed_back = self._counter("handed_back", "Actions left to others at a shutdown.")
        self.failed = self._counter("failed", "Exceptions of handlers.")
        self.ended = self._counter("ended_elsewhere", "Actions that have ended without us.")
        self.heartbeats = self._counter("heartbeats", "Heartbeats that were granted.")
        self.running = Gauge(
            "scalehook_consumer_running", "Handlers at work.", ["consumer"], registry=self.registry
        ).labels(consumer)
        self._completed = Counter(
            "scalehook_consumer_completed",
            "Actions completed, by result.",
            ["consumer", "result"],
            registry=self.registry,
        )
        for result in RESULTS:  # a series that is not there yet cannot be compared with what it was
            self._completed.labels(consumer, result)
        self.left = Histogram(
            "scalehook_consumer_seconds_left",
            "What remained of the wait at completion.",
            ["consumer"],
            buckets=LEFT,
            registry=self.registry,
        ).labels(consumer)

    def completed(self, result: str, left: float) -> None:
        """One action more, and the seconds that it could still have waited."""
        self._completed.labels(self._consumer, result).inc()
        self.left.observe(left)

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)

    def _counter(self, name: str, meaning: str) -> Counter:
        whole = f"scalehook_consumer_{name}"
        return Counter(whole, meaning, ["consumer"], registry=self.registry).labels(self._consumer)
