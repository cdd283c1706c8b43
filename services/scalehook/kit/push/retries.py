"""How long to wait before a failed push is tried again."""

from random import Random
from typing import Literal

Strategy = Literal["BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY"]
BACKOFF_RETRIES = 3
DECAY_RETRIES = 176
LONGEST_DECAY = 512
RETRIES: dict[Strategy, int] = {
    "BACKOFF_RETRY": BACKOFF_RETRIES,
    "EXPONENTIAL_DECAY_RETRY": DECAY_RETRIES,
}


def wait_before(strategy: Strategy, retry: int, random: Random) -> float | None:
    """Seconds to wait before the `retry`-th retry (from 1); None when there is none any more."""
    if strategy == "BACKOFF_RETRY":
        return random.uniform(10, 20) if retry <= BACKOFF_RETRIES else None
    return float(min(2 ** (retry - 1), LONGEST_DECAY)) if retry <= DECAY_RETRIES else None
