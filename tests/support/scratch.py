"""Tests write into memory where there is room. A disk's writes are waited for, and ext4 looks for
another place where a file was deleted within the last seconds: 400 links took a hundred times as long.
`TMPDIR=/tmp make test` writes to the disk instead.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

MEMORY, NAME = Path("/dev/shm"), "scalehook-tests-"
ROOM_BYTES = 4 << 30
AVAILABLE = "MemAvailable:"
OF_EVERYBODY = 0o1777  # as `/tmp`: servers and scripts run as other users
_made: list[Path] = []


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Workers, and programs that tests start, inherit it; a folder that somebody has named stays."""
    if "TMPDIR" in os.environ or not is_roomy():
        return
    sweep()
    folder = MEMORY / f"{NAME}{os.getpid()}"
    folder.mkdir()
    folder.chmod(OF_EVERYBODY)
    _made.append(folder)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def pytest_unconfigure() -> None:
    """Nothing of it stays."""
    while _made:
        _remove(_made.pop())
        del os.environ["TMPDIR"]
        tempfile.tempdir = None


def is_roomy() -> bool:
    """Whether there is such a folder, programs may be run from it, and memory is not scarce."""
    try:
        system, told = os.statvfs(MEMORY), Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return False
    [available] = (int(line.split()[1]) << 10 for line in told if line.startswith(AVAILABLE))
    usable = os.access(MEMORY, os.W_OK) and not system.f_flag & (os.ST_NOEXEC | os.ST_RDONLY)
    return usable and min(system.f_bavail * system.f_frsize, available) > ROOM_BYTES


def sweep() -> None:
    """Away with what runs have left that were killed."""
    for left in MEMORY.glob(f"{NAME}*"):
        owner = left.name.removeprefix(NAME)
        if owner == str(os.getpid()) or not Path("/proc", owner).exists():
            _remove(left)


def _remove(folder: Path) -> None:
    """However deep it is: Python's own way would call itself once for each folder."""
    subprocess.run(["rm", "-rf", folder], check=False)
