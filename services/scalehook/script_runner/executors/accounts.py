"""The users that an instance has, as its /etc/passwd says; read from outside, following no link."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from scalehook.script_runner.executors.instance_root import opened

MOST = 2**20  # bytes of a file that a script may have filled
STEP = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # a pipe has no one who writes
ROOT = "root"


@dataclass(frozen=True)
class Account:
    """A user."""

    name: str
    uid: int
    gid: int
    home: str


def account(root: Path, name: str) -> Account | None:
    """The one with this name."""
    if name == ROOT:
        return Account(ROOT, 0, 0, "/root")
    for line in _read(root).splitlines():
        fields = line.split(":")
        if fields[0] == name and len(fields) >= 6 and fields[2].isdecimal() and fields[3].isdecimal():
            return Account(name, int(fields[2]), int(fields[3]), fields[5] or "/")
    return None


def _read(root: Path) -> str:
    try:
        with opened(root) as top:
            etc = os.open("etc", STEP | os.O_DIRECTORY, dir_fd=top)
            try:
                file = os.open("passwd", STEP, dir_fd=etc)
            finally:
                os.close(etc)
    except OSError:  # missing, or something else
        return ""
    with os.fdopen(file, "rb") as passwd:
        is_file = stat.S_ISREG(os.fstat(file).st_mode)
        return passwd.read(MOST).decode(errors="replace") if is_file else ""
