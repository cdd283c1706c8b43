"""Pauses that can be cut short: by a stack's clock, which may be moved, or by the machine's own."""

import select
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from threading import Event

# seconds, what cuts them short, and the token of the action that is kept alive in between: meanwhile a
# stack does not wait for its consumer before it moves time on
Pause = Callable[[float, Event, str], None]
LOOK_SECONDS = 0.05


def real_pause(seconds: float, cut: Event, action: str = "") -> None:
    """So many seconds of this machine."""
    cut.wait(seconds)


def stack_pause(host: str) -> Pause:
    """Until the stack at HOST:PORT says that so much of its time has passed."""

    def pause(seconds: float, cut: Event, action: str = "") -> None:
        connection = HTTPConnection(host, timeout=10)
        try:
            connection.request("GET", f"/_scalehook/clock/wait?seconds={seconds}&action={action}")
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
