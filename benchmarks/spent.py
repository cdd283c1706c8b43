"""What something took: processor time, which a busy machine hardly changes, and time on the wall."""

import os
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.alternating import ratio
from benchmarks.row import Aim, Row

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """So many of something, in seconds of both kinds."""

    count: int
    cpu: float
    wall: float

    @property
    def micros(self) -> float:
        """Microseconds of processor time for each."""
        return 1e6 * self.cpu / self.count

    @property
    def per_cpu_second(self) -> float:
        """So many in a second of processor time."""
        return self.count / self.cpu

    @property
    def per_second(self) -> float:
        """So many in a second on the wall."""
        return self.count / self.wall


def cpu_seconds(*process_ids: int) -> float:
    """The processor time of these processes so far: user and system, all threads."""
    return sum(map(_cpu_seconds, process_ids))


async def spending(count: int, work: Callable[[], Awaitable[object]], *process_ids: int) -> Spent:
    """What the work takes of these processes' time."""
    cpu, wall = cpu_seconds(*process_ids), time.perf_counter()
    await work()
    return Spent(count, cpu_seconds(*process_ids) - cpu, time.perf_counter() - wall)


def compared(
    name: str,
    unit: str,
    ours: Sequence[float],
    other: Sequence[float],
    note: str,
    aim: Aim | None = None,
) -> Row:
    """A row of medians, with the median of the rounds' ratios."""
    middle = statistics.median(ours), statistics.median(other)
    return Row(name, middle[0], unit, note, middle[1], ratio(ours, other), aim)


def _cpu_seconds(process_id: int) -> float:
    """As proc(5) has it: the name of the program, in brackets, may hold blanks."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    user, system = fields[11:13]
    return (int(user) + int(system)) / TICKS
