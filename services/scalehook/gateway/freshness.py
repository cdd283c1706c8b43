"""Refuses requests that are old or come twice; judged by real time, never by the virtual clock."""

import re
from collections import deque
from datetime import UTC, datetime
from functools import lru_cache

from scalehook.kit.clock.clock import real_seconds
from scalehook_contracts.errors.gateway import (
    IllegalTimestamp,
    InvalidTimeStampExpired,
    SignatureNonceUsed,
)

TOLERANCE = 15 * 60  # seconds
FORM = "%Y-%m-%dT%H:%M:%SZ"
USUAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
MOST_KEPT = 200_000


class Freshness:
    """Remembers the nonces of the last minutes."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()
        self._order: deque[tuple[float, tuple[str, str]]] = deque()

    def check_date(self, text: str) -> None:
        """The request's own date must be about now."""
        self.check_moment(_time(text))

    def check_moment(self, seconds: float) -> None:
        """These Unix seconds must be about now."""
        if abs(real_seconds() - seconds) > TOLERANCE:
            raise InvalidTimeStampExpired()

    def check_nonce(self, access_key_id: str, nonce: str) -> None:
        """Every nonce once. Older ones need not be kept: their date is refused."""
        now, key = real_seconds(), (access_key_id, nonce)
        while self._order and (now - self._order[0][0] > 2 * TOLERANCE or len(self._order) > MOST_KEPT):
            self._known.discard(self._order.popleft()[1])
        if key in self._known:
            raise SignatureNonceUsed()
        self._known.add(key)
        self._order.append((now, key))


@lru_cache(maxsize=100)  # requests of one second have the same date
def _time(text: str) -> float:
    try:
        if USUAL.fullmatch(text):  # a tenth of the time
            return datetime.fromisoformat(text).timestamp()
        return datetime.strptime(text, FORM).replace(tzinfo=UTC).timestamp()
    except ValueError as problem:
        raise IllegalTimestamp() from problem
