"""Plays the executors' part with control groups of version 2 on the kernel's own, as a program.

It wants a mount namespace of its own, and a folder to mount the hierarchy on. Where version 1 has the
controllers of memory and processes, it takes one that is free: the steps are the same. It says as JSON
what it saw, or why it cannot be done here (`skip`).
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scalehook.script_runner.executors import cgroups
from scalehook.script_runner.settings import Settings

LIMIT = 4 * 2**20
FREE = {"hugetlb": "hugetlb.2MB.max"}  # a controller that may be free, and its limit in bytes


def main(mount: Path) -> dict[str, Any]:
    mounted = subprocess.run(
        ["mount", "-t", "cgroup2", "none", str(mount)], capture_output=True, text=True
    )
    if mounted.returncode:
        return {"skip": f"version 2 cannot be mounted: {mounted.stderr.strip()}"}
    there = (mount / "cgroup.controllers").read_text().split()
    limited = "memory.max" if {*cgroups.NEEDED} <= {*there} else ""
    for name in () if limited else (name for name in FREE if name in there):
        limited = FREE[name]
        cgroups.NEEDED, cgroups.FILES_2 = (name,), {"memory": limited}
    if not limited:
        return {"skip": f"version 2 has no controllers to give: {there}"}
    with _lent(mount), _own(mount) as own:
        return _played(own, limited)


def _played(own: Path, limited: str) -> dict[str, Any]:
    name = "i-1"
    could = cgroups.usable()
    group = cgroups.group_of(name, Settings(memory_bytes=LIMIT, processes=100))
    again = cgroups.group_of(name, Settings(memory_bytes=LIMIT, processes=100))
    [folder] = group.folders
    said = subprocess.run(
        [*group.enter(), "sed", "-n", "s/^0:://p", "/proc/self/cgroup"], capture_output=True, text=True
    )
    again.remove()
    still = folder.is_dir()
    limit = (folder / limited).read_text().strip()
    group.remove()
    return {
        "could": could,
        "server": (own / cgroups.SERVER / "cgroup.procs").read_text().split() == [str(os.getpid())],
        "inside": said.stdout.strip().removeprefix(f"/{own.name}"),
        "limit": int(limit),
        "left": [still, folder.is_dir()],
        "problem": cgroups.places().problem + said.stderr,
    }


@contextmanager
def _lent(mount: Path) -> Iterator[None]:
    """The root gives its groups the controllers, as long as this takes."""
    control = mount / "cgroup.subtree_control"
    missing = [name for name in cgroups.NEEDED if name not in control.read_text().split()]
    control.write_text(" ".join(f"+{name}" for name in missing))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # somebody else plays the same
            control.write_text(" ".join(f"-{name}" for name in missing))


@contextmanager
def _own(mount: Path) -> Iterator[Path]:
    """A group that this process is alone in; it goes back where it was."""
    mine = dict(cgroups._mine())[""]
    own = mount / f"scalehook-test-{os.getpid()}"
    own.mkdir()
    (own / "cgroup.procs").write_text(str(os.getpid()))
    try:
        yield own
    finally:
        (mount / mine.lstrip("/") / "cgroup.procs").write_text(str(os.getpid()))
        for folder in (own / cgroups.SERVER, own / cgroups.OURS, own):
            if folder.is_dir():
                folder.rmdir()


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
