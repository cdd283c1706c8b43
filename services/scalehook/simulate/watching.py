"""Refuses what users' functions must not do in a run: whatever waits outside, or leads there."""

import asyncio
import sys
import time
from functools import cache
from typing import SupportsIndex

from scalehook.simulate.loop import VirtualLoop

# by Python's own audit events: https://docs.python.org/3/library/audit_events.html
REFUSED = {
    "socket.connect": "a connection",
    "socket.bind": "a connection",
    "socket.sendto": "a connection",
    "socket.getaddrinfo": "the look-up of a name",
    "socket.gethostbyname": "the look-up of a name",
    "subprocess.Popen": "another process",
    "os.system": "another process",
    "os.posix_spawn": "another process",
    "os.exec": "another process",
    "os.fork": "another process",
    "_thread.start_new_thread": "a thread",
}


@cache
def watch() -> None:
    """From now on, in this process, inside of runs only: a hook cannot be taken away again."""
    sys.addaudithook(_see)
    sleep = time.sleep  # it has an audit event in newer versions of Python only

    def guarded(seconds: float | SupportsIndex, /) -> None:
        _refuse("time.sleep (await asyncio.sleep instead)")
        sleep(seconds)

    time.sleep = guarded


def _see(event: str, arguments: object) -> None:
    if (what := REFUSED.get(event)) is not None:
        _refuse(what)


def _refuse(what: str) -> None:
    loop = asyncio._get_running_loop()
    if isinstance(loop, VirtualLoop):
        loop.refuse(what)
