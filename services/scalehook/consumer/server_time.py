"""The time that requests are dated with: the server's, where the machine's clock is wrong."""

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import httpx

TOLERANCE_SECONDS = 60.0  # servers stand a quarter of an hour


class ServerTime:
    """As far as refusals have told it: a request that is dated wrongly is refused."""

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return self._real() + self._ahead

    def learn(self, answer: httpx.Response) -> None:
        """What it says of its time, when it refuses something."""
        if not answer.is_client_error:
            return
        try:
            said = parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
        except (TypeError, ValueError, OverflowError):
            return
        if abs(said - self.now()) > TOLERANCE_SECONDS:
            self._ahead = said - self._real()
