"""Processes of a group and what has left it, as Linux shows them; elsewhere nothing is seen."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
GROUP, USER_TIME, SYSTEM_TIME = 2, 11, 12  # of the fields behind a process's name
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
    return [seen for seen in _all(group) if not seen.dead]


def marked(mark: str) -> list[Seen]:
    """All processes that were started with this in their environment, in whatever group."""
    return [seen for seen in _all() if not seen.dead and _has(PROC / str(seen.pid), mark.encode())]


def is_seen() -> bool:
    """Whether this system shows processes at all."""
    return (PROC / "self" / "stat").exists()


def _has(folder: Path, mark: bytes) -> bool:
    """Others' environments cannot be read: theirs are none of ours."""
    try:
        return mark in (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _all(group: int | None = None) -> Iterator[Seen]:
    for folder in PROC.iterdir() if is_seen() else ():
        if not folder.name.isdigit():
            continue
        try:
            text = (folder / "stat").read_text()
        except OSError:  # it has ended
            continue
        name, _, rest = text.partition("(")[2].rpartition(")")
        fields = rest.split()
        if group is None or int(fields[GROUP]) == group:
            times = fields[USER_TIME : SYSTEM_TIME + 3]
            spent = sum(map(int, times)) / TICKS
            yield Seen(int(folder.name), name, spent + _waited(folder), fields[0] == "Z")


def _waited(folder: Path) -> float:
    """For a processor, all of its threads; 0 where the system does not tell."""
    nanoseconds = 0
    with contextlib.suppress(OSError, ValueError, IndexError):
        for thread in (folder / "task").iterdir():
            nanoseconds += int((thread / "schedstat").read_text().split()[WAITED])
    return nanoseconds / 1e9
