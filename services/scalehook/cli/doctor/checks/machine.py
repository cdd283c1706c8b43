"""The interpreter, and room for the journal."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from scalehook.cli.doctor.finding import Finding, State

OLDEST = (3, 11)
LEAST_BYTES = 200 * 2**20
STATE = Path("~/.scalehook")


def python(endpoint: str) -> Iterator[Finding]:
    """Its version."""
    version = ".".join(map(str, sys.version_info[:3]))
    oldest = ".".join(map(str, OLDEST))
    is_new = sys.version_info >= OLDEST
    yield Finding(
        "python",
        State.GOOD if is_new else State.BAD,
        f"Python {version}",
        "" if is_new else f"install Python {oldest} or newer",
    )


def disk(endpoint: str) -> Iterator[Finding]:
    """Where `scalehook up` keeps its state, unless it is told otherwise."""
    folder = STATE.expanduser()
    there = folder if folder.exists() else folder.parent
    try:
        free = shutil.disk_usage(there).free
    except OSError as problem:
        yield Finding("disk", State.BAD, f"{there}: {problem}", "name another folder with --state")
        return
    said = f"{free / 2**30:.1f} GiB free for {folder}"
    if not os.access(there, os.W_OK | os.X_OK):
        said = f"nothing can be written in {there}"
        yield Finding("disk", State.BAD, said, "make it yours, or name another folder with --state")
    elif free >= LEAST_BYTES:
        yield Finding("disk", State.GOOD, said)
    else:
        yield Finding("disk", State.LACKING, said, "make room, or name another folder with --state")
