"""Processes of a group and what has left it, as Linux shows them; elsewhere nothing is seen."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
USER_TIME, SYSTEM_TIME = 11, 12  # of the fields behind a process's name
WAITED = 1  # of the fields of its schedstat


@dataclass(frozen=True, slots=True)
class Seen:
    """One process. `demand_seconds` is processor time, with that of children which have ended, and time
    in which it waited for a processor: on a busy machine, who computes gets less than it wants.
    """

    pid: int
    name: str
    demand_seconds: float
    dead: bool  # nobody has asked for its exit code yet


def of_group(group: int) -> list[Seen]:
    """All processes of a process group."""
    return _alive(pid for pid in _all() if _group(pid) == group)


def marked(mark: str) -> list[Seen]:
    """All processes that were started with this in their environment, in whatever group."""
    return _alive(pid for pid in _all() if _has(pid, mark.encode()))


def is_seen() -> bool:
    """Whether this system shows processes at all."""
    return (PROC / "self" / "stat").exists()


def _all() -> Iterator[int]:
    return (int(name) for name in os.listdir(PROC) if name.isdigit()) if is_seen() else iter(())  # noqa: PTH208  (there are hundreds, looked at often)


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except OSError:  # it has ended
        return None


def _has(pid: int, mark: bytes) -> bool:
    """Others' environments cannot be read: theirs are none of ours."""
    try:
        return mark in (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _alive(pids: Iterable[int]) -> list[Seen]:
    return [seen for pid in pids if (seen := _seen(pid)) and not seen.dead]


def _seen(pid: int) -> Seen | None:
    """None of one that has ended."""
    folder = PROC / str(pid)
    try:
        text = (folder / "stat").read_text()
    except OSError:
        return None
    name, _, rest = text.partition("(")[2].rpartition(")")
    fields = rest.split()
    spent = sum(map(int, fields[USER_TIME : SYSTEM_TIME + 3])) / TICKS
    return Seen(pid, name, spent + _waited(folder), fields[0] == "Z")


def _waited(folder: Path) -> float:
    """For a processor, all of its threads; 0 where the system does not tell."""
    nanoseconds = 0
    with contextlib.suppress(OSError, ValueError, IndexError):
        for thread in (folder / "task").iterdir():
            nanoseconds += int((thread / "schedstat").read_text().split()[WAITED])
    return nanoseconds / 1e9
