"""Log lines with correlation ids, and Prometheus metrics per service."""

import logging
import sys
from dataclasses import dataclass, field

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

BATCH_BUCKETS = (1, 2, 5, 10, 20, 50, 100, 200)
OUTSPOKEN = (
    "aio_pika",
    "aiormq.connection",
)  # of each attempt to reconnect; we are of the first
SECONDS_BUCKETS = (0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)


@dataclass(frozen=True)
class Measures:
    """The metrics of one service."""

    handled: Counter
    failed: Counter
    batch: Histogram
    commit: Histogram
    lag: Histogram


@dataclass
class Metrics:
    """The metrics of all services of a process, labelled by service."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        self.messages = Counter(
            "scalehook_messages", "Messages handled.", ["service", "outcome"], registry=self.registry
        )
        self.batch = Histogram(
            "scalehook_batch_size", "Messages per commit.", ["service"],
            buckets=BATCH_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self.commit = Histogram(
            "scalehook_commit_seconds", "Time that a commit took.", ["service"],
            buckets=SECONDS_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self.lag = Histogram(
            "scalehook_queue_lag_seconds", "Age of the oldest message of a batch.", ["service"],
            buckets=SECONDS_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self.dead = Gauge(
            "scalehook_dead_letters",
            "Messages given up and not sent again.",
            ["service"],
            registry=self.registry,
        )

    def of(self, service: str) -> Measures:
        """Those of one service."""
        return Measures(
            handled=self.messages.labels(service, "handled"),
            failed=self.messages.labels(service, "failed"),
            batch=self.batch.labels(service),
            commit=self.commit.labels(service),
            lag=self.lag.labels(service),
        )


def configure_logging(level: str = "warning") -> None:
    """Readable lines on stderr from `level` up: `timestamp` is real time, `at` the stack's own."""
    for name in OUTSPOKEN:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(
                key_order=["timestamp", "level", "event", "at"], drop_missing=True
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
