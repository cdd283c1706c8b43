"""Files of tests lie in memory, where this machine has room for them.

Tests make thousands of files and take them away again. An ext4 file system does not give away the place
of a file that was deleted within the last seconds, and looks for another one: to fill a folder with 400
links took a hundred times as long as in memory. Nor is a disk waited for.
"""

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30  # bytes: all tests together leave less than one
SAID = ("TMPDIR", "PYTEST_DEBUG_TEMPROOT")  # whoever sets one of them wants it elsewhere


def pytest_configure() -> None:
    """Before anything is made; workers and programs inherit it."""
    if any(name in os.environ for name in SAID) or not _has_room():
        return
    os.environ.update(dict.fromkeys(SAID, str(MEMORY)))
    tempfile.tempdir = None  # found out anew


def _has_room() -> bool:
    """It is there, programs may be run from it, and neither it nor the memory itself is short."""
    if not os.access(MEMORY, os.W_OK):
        return False
    disk = os.statvfs(MEMORY)
    return not disk.f_flag & os.ST_NOEXEC and min(disk.f_bavail * disk.f_frsize, _available()) >= ROOM


def _available() -> int:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")), 0)
