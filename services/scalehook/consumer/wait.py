"""How long an action still waits, and when to ask for more: numbers only, no clock and no call."""

import math
from dataclasses import dataclass

LONGEST_SECONDS = 21_600.0  # six hours, from the start of the wait
MOST_HEARTBEATS = 20
SHORTEST_SECONDS = 30.0  # that a heartbeat may ask for
MARGIN_SECONDS = 10.0  # a message tells the start of the wait only so well
NEVER = math.inf


@dataclass
class Wait:
    """All times are those of the consumer's clock; `timeout` is the hook's HeartbeatTimeout. Where that
    is only guessed (not `sure`), the hook may wait as short as any.

    A heartbeat is due when a third of the remaining wait has passed: it also tells whether anything
    waits. The first ten ask for the hook's own time, so that a consumer that dies is soon noticed; the
    others for so much that the twenty of them last for six hours, however short the hook's time is.
    None makes the wait shorter.
    """

    timeout: float
    started: float
    now: float  # when it was heard of
    sure: bool = True
    heartbeats: int = 0
    exhausted: bool = False  # the cloud grants no more

    def __post_init__(self) -> None:
        self.deadline = self.started + min(self.timeout, LONGEST_SECONDS)
        self._failures = 0
        self.due = self._next_due(self.now)
        if not self.sure:
            self.due = min(self.due, self.now + SHORTEST_SECONDS / 3)

    @property
    def last_deadline(self) -> float:
        """Nothing waits beyond this."""
        return self.started + LONGEST_SECONDS

    def extension(self, now: float) -> int:
        """The seconds to ask for at this time; 0 when nothing can be had."""
        most = self._most(now)
        left = MOST_HEARTBEATS - self.heartbeats
        asked = self.timeout
        if 0 < left <= MOST_HEARTBEATS // 2:
            asked = max(asked, 3 * most / left)
        return int(min(max(asked, self._rest(now)), most))

    def probe(self, now: float) -> int:
        """The seconds to ask for only to learn whether it still waits; 0 when it cannot be asked. They
        move no end that is known: work that ends the program each time does not put it off.
        """
        asked = self._rest(now) if now < self.deadline else max(self.timeout, SHORTEST_SECONDS)
        return int(min(asked, self._most(now)))

    def asked(self, now: float, seconds: int) -> int:
        """What the user wants, within what the cloud allows; 0 when it allows nothing."""
        return int(min(max(seconds, SHORTEST_SECONDS), self._most(now)))

    def granted(self, now: float, seconds: float) -> None:
        """A heartbeat that was sent at `now` has moved the end."""
        self.heartbeats += 1
        self._failures = 0
        self.deadline = min(now + seconds, self.last_deadline)
        self.due = self._next_due(now)

    def failed(self, now: float) -> None:
        """A heartbeat came to nothing, and may yet be granted."""
        self._failures += 1
        self.due = now + min(self._third(now), 2.0 ** min(self._failures, 10))

    def refuse_more(self, now: float) -> None:
        """No more heartbeats are granted; how far others have moved the end is not known."""
        self.exhausted, self.due = True, NEVER
        if self.deadline <= now:
            self.deadline = min(now + self.timeout, self.last_deadline)

    def over(self, now: float) -> bool:
        """Whether it has ended by time, and nothing is left to try."""
        return now >= self.deadline and self.due > now

    def next(self) -> float:
        """When something is to be done."""
        return min(self.due, self.deadline)

    def _rest(self, now: float) -> float:
        """The least that may be asked for without making the wait shorter."""
        return max(math.ceil(self.deadline - now), SHORTEST_SECONDS)

    def _most(self, now: float) -> float:
        """The longest that may be asked for; 0 when nothing may."""
        rest = self.last_deadline - MARGIN_SECONDS - now
        allowed = not self.exhausted and self.heartbeats < MOST_HEARTBEATS and rest >= SHORTEST_SECONDS
        return rest if allowed else 0.0

    def _next_due(self, now: float) -> float:
        due = now + self._third(now)
        return due if self.extension(due) else NEVER

    def _third(self, now: float) -> float:
        return max((self.deadline - now) / 3, 1.0)
