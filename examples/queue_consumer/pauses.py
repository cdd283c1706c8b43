"""Pauses that can be cut short: by a stack's clock, which may be moved, or by the machine's own."""

import select
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from threading import Event

Pause = Callable[[float, Event], None]  # seconds, and what cuts them short
LOOK_SECONDS = 0.05


def real_pause(seconds: float, cut: Event) -> None:
    """So many seconds of this machine."""
    cut.wait(seconds)


def stack_pause(host: str) -> Pause:
    """Until the stack at HOST:PORT says that so much of its time has passed."""

    def pause(seconds: float, cut: Event) -> None:
        connection = HTTPConnection(host, timeout=10)
        try:
            connection.request("GET", f"/_scalehook/clock/wait?seconds={seconds}")
            while not cut.is_set() and not _answers(connection):
                pass
            if not cut.is_set() and connection.getresponse().status != 200:
                time.sleep(1)
        except (OSError, HTTPException):
            cut.wait(1)
        finally:
            connection.close()

    return pause


def _answers(connection: HTTPConnection) -> bool:
    return bool(select.select([connection.sock], [], [], LOOK_SECONDS)[0])
