"""How much a consumer computes while nothing answers it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from scalehook.certify.consumer.base import Consumer
from scalehook.certify.facts import ProcessFacts

MUCH = 0.5  # of one processor
LEAST_SECONDS = 1.0  # real: what is shorter shows nothing


@contextmanager
def effort_noted(consumer: Consumer, facts: ProcessFacts) -> Iterator[None]:
    """Where it takes more than half of a processor inside the block, the facts say so."""
    began, before = time.monotonic(), consumer.demand_seconds()
    yield
    length, after = time.monotonic() - began, consumer.demand_seconds()
    if before is None or after is None or length < LEAST_SECONDS:
        return
    if (share := (after - before) / length) > MUCH:
        facts.effort = f"{share:.0%} of a processor for {length:.1f} s"
