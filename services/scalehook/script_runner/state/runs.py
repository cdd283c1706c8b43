"""A command on one instance, and the times that it has run there before."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook_contracts.script_runner.base import InvocationStatus

OPEN = ("Pending", "Scheduled", "Running", "Stopping")


@dataclass
class Delivery:
    """An output that went to OSS: where to, or why it was refused."""

    uri: str
    error_code: str = ""
    error_info: str = ""


@dataclass
class Past:
    """One time that it has run, and what came of it."""

    number: int
    status: InvocationStatus
    started_at: float | None
    ended_at: float
    exit_code: int | None
    output: str  # Base64
    dropped: int
    error_code: str
    error_info: str
    delivery: Delivery | None = None


class PastRuns:
    """The times before, as `kit.history` asks for them."""

    def __init__(self, past: deque[Past]) -> None:
        self._past = past

    def __len__(self) -> int:
        return len(self._past)

    def __iter__(self) -> Iterator[Ended]:
        return (Ended(moment(each.ended_at), str(each.number)) for each in self._past)


@dataclass
class Run:
    """An invocation on one instance: its newest run, or none yet. Times are Unix seconds, virtual.

    `number` counts the runs; `result` is what came of the newest one of those that come again. What is
    `cut_short` is told as this status when its last words are known. `time_zone` is the instance's.
    """

    instance_id: str
    status: InvocationStatus = "Pending"
    started_at: float | None = None
    ended_at: float | None = None
    exit_code: int | None = None
    output: str = ""  # Base64
    dropped: int = 0
    error_code: str = ""
    error_info: str = ""
    number: int = 0
    result: InvocationStatus | None = None
    cut_short: InvocationStatus | None = None
    cut_at: float | None = None
    time_zone: str = ""
    delivery: Delivery | None = None
    past: deque[Past] = field(default_factory=deque)

    @property
    def over(self) -> bool:
        """Whether nothing more comes."""
        return self.status not in OPEN

    @property
    def turn(self) -> int:
        """The number of the run that is under way: where none was counted, it is the first."""
        return max(1, self.number)

    @property
    def is_alive(self) -> bool:
        """Whether its process may still be there."""
        return self.status in ("Running", "Stopping")

    def time(self, number: int) -> "Run | Past | None":
        """The newest run, or the one before that has this number; None where it is forgotten."""
        if self.turn == number:
            return self
        place = bisect_left(self.past, number, key=lambda past: past.number)
        is_there = place < len(self.past) and self.past[place].number == number
        return self.past[place] if is_there else None

    def begin(self, number: int, at: float) -> None:
        """It runs, this time; the time before is past."""
        self.close()
        self.status, self.number, self.started_at, self.ended_at = "Running", number, at, None
        self.exit_code, self.output, self.dropped, self.error_code, self.error_info = None, "", 0, "", ""
        self.result = self.cut_short = self.cut_at = self.delivery = None

    def close(self) -> None:
        """What came of it this time, if it has run, is past."""
        if self.result is not None:
            self.past.append(self._as_past(self.result))

    def _as_past(self, status: InvocationStatus) -> Past:
        return Past(
            number=self.number,
            status=status,
            started_at=self.started_at,
            ended_at=self.ended_at or 0,
            exit_code=self.exit_code,
            output=self.output,
            dropped=self.dropped,
            error_code=self.error_code,
            error_info=self.error_info,
            delivery=self.delivery,
        )
