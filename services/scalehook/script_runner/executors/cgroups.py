"""Control groups: what the processes of an instance may use together, as root too.

Version 2 where this process may divide its own group (as root, or where systemd has delegated it),
else version 1 as root. Where there is neither, limits are those of single processes.
"""

import contextlib
import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scalehook.script_runner.settings import Settings

_USERS: Counter[tuple[Path, ...]] = Counter()  # scripts by the groups that they are in
_USED = threading.Lock()
OURS = "scalehook"
SERVER = "server"
NEEDED = ("memory", "pids")
FILES_1 = {"memory": "memory.limit_in_bytes", "pids": "pids.max"}
FILES_2 = {"memory": "memory.max", "swap": "memory.swap.max", "pids": "pids.max"}
ENTER = 'procs=$1; shift; for file in $procs; do echo $$ >"$file" || exit; done; exec "$@"'


@dataclass(frozen=True)
class Places:
    """The folders that groups are made in, and what limits are written to; or why there are none."""

    folders: tuple[Path, ...] = ()
    files: Mapping[str, str] | None = None
    problem: str = ""


@dataclass(frozen=True)
class Group:
    """An instance's groups: one folder in version 2, one for each resource in version 1."""

    folders: tuple[Path, ...]

    def enter(self) -> list[str]:
        """The prefix that runs a command in it."""
        if not self.folders:
            return []
        files = " ".join(str(folder / "cgroup.procs") for folder in self.folders)
        return ["/bin/sh", "-c", ENTER, "sh", files]

    def remove(self) -> None:
        """With the last of the scripts that are in it, or on their way there."""
        with _USED:
            _USERS[self.folders] -= 1
            if _USERS[self.folders] > 0:
                return
            del _USERS[self.folders]
            for folder in self.folders:
                with contextlib.suppress(OSError):
                    folder.rmdir()


def group_of(name: str, settings: Settings) -> Group:
    """An instance's group with its limits; one without folders where there are no control groups."""
    found = places()
    if not found.files:
        return Group(())
    folders = tuple(parent / name for parent in found.folders)
    limits = {"memory": settings.memory_bytes, "pids": settings.processes, "swap": 0}
    with _USED:
        for folder in folders:
            folder.mkdir(exist_ok=True)
            for limit, file in found.files.items():
                if (folder / file).exists():
                    (folder / file).write_text(str(limits[limit]))
        _USERS[folders] += 1
    return Group(folders)


@cache
def places() -> Places:
    """Found out by trying."""
    mine = dict(_mine())
    for at in _mounted("cgroup2"):
        with contextlib.suppress(OSError):
            return _version_2(_below(at, mine.get("", "/")))
    problem = "there are no control groups that this process may divide"
    folders = []
    for resource in NEEDED:
        for at in _mounted("cgroup", resource):
            try:
                folder = _below(at, mine.get(resource, "/")) / OURS
                folder.mkdir(exist_ok=True)
                _try(folder)
            except OSError as refused:
                problem = f"control groups: {refused}"
                continue
            folders.append(folder)
    if len(folders) < len(NEEDED):
        return Places(problem=problem)
    return Places(tuple(folders), FILES_1)


def usable() -> str:
    """The version that would be used, found out without making anything; empty where none can be."""
    mine = dict(_mine())
    if any(_may_divide(_below(at, mine.get("", "/"))) for at in _mounted("cgroup2")):
        return "version 2"
    first = [
        any(os.access(_below(at, mine.get(kind, "/")), os.W_OK) for at in _mounted("cgroup", kind))
        for kind in NEEDED
    ]
    return "version 1" if all(first) else ""


def _may_divide(own: Path) -> bool:
    """Whether the own group of version 2 has what is needed, and is this process's alone to divide."""
    has = _words(own / "cgroup.controllers")
    divided = _words(own / "cgroup.subtree_control")
    alone = _words(own / "cgroup.procs") in ([], [str(os.getpid())])
    is_ours = os.access(own, os.W_OK) and os.access(own / "cgroup.subtree_control", os.W_OK)
    return {*NEEDED} <= {*has} and is_ours and (alone or {*NEEDED} <= {*divided})


def _words(file: Path) -> list[str]:
    """None of what cannot be read."""
    try:
        return file.read_text().split()
    except OSError:
        return []


def _version_2(own: Path) -> Places:
    has = (own / "cgroup.controllers").read_text().split()
    if not {*NEEDED} <= {*has}:
        raise OSError("its controllers are used elsewhere")
    _make_room(own)
    ours = own / OURS
    ours.mkdir(exist_ok=True)
    for folder in (own, ours):
        (folder / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in NEEDED))
    _try(ours)
    return Places((ours,), FILES_2)


def _try(folder: Path) -> None:
    """Whether groups can be made in it: it may be another user's, or not to be written. None is made:
    it may take the kernel longer than all else at a start.
    """
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder} cannot be written")


def _make_room(own: Path) -> None:
    """A group that is divided has no processes of its own: this one moves, if it is alone there."""
    if (own / "cgroup.procs").read_text().split() == [str(os.getpid())]:
        (own / SERVER).mkdir(exist_ok=True)
        (own / SERVER / "cgroup.procs").write_text(str(os.getpid()))


def _below(mount: Path, path: str) -> Path:
    """The own group; in a container, what is seen of it."""
    own = mount / path.lstrip("/")
    return own if own.is_dir() else mount


def _mine() -> Iterator[tuple[str, str]]:
    """The own group by resource; by nothing in version 2."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, resources, path = line.split(":", 2)
        for resource in resources.split(","):
            yield resource, path


def _mounted(kind: str, option: str = "") -> list[Path]:
    fields = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    return [
        Path(at)
        for _, at, type_, options, *_ in fields
        if type_ == kind and (not option or option in options.split(","))
    ]
