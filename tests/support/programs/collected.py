"""Collects the tests once, and forks a Python for each worker of the run: it finds all tests imported.

A worker that imports them itself takes four times as long, and in a fresh clone each would compile them.
Run as a script: its arguments are those of the nursery, and then those of the run.
"""

import gc
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from types import ModuleType

PLAIN = "--plain"
COMMAND = ["python", "-u", "-c"]  # and a program


class Quiet:
    """A plugin of the run that only collects: it leaves nothing behind."""

    def pytest_configure(self, config: "pytest.Config") -> None:
        """No report of tests that nobody has run."""
        config.option.xmlpath = None


def collect(arguments: list[str]) -> bool:
    """Whether all went well. What pytest has imported it takes from where it lies, another time."""
    code = pytest.main([*arguments, "--collect-only", "-qq", "-n0"], plugins=[Quiet()])
    return code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) and (
        threading.active_count() == 1  # others would not be there after a fork
    )


def play(program: str) -> None:
    """As the main module of a process that has just begun."""
    main = sys.modules["__main__"] = ModuleType("__main__")
    sys.argv = ["-c"]
    exec(program, main.__dict__)


def serve(listening: socket.socket, owner: int) -> None:
    """Comes back in a worker's process, when that has come to its end."""
    gc.collect()
    gc.freeze()
    asked = forked(listening, owner)
    move_in(*asked)
    play(asked[0][-1])


def main() -> None:
    """With tests that cannot be collected all begin anew: each worker says so for itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run gets it too, and ends its workers
    handed, arguments = sys.argv[1:3], sys.argv[3:]
    if arguments[:1] != [PLAIN] and not collect(arguments):
        os.execv(sys.executable, [sys.executable, __file__, *handed, PLAIN])  # noqa: S606
    serve(socket.socket(fileno=int(handed[0])), int(handed[1]))


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])  # the tests' folder
    import pytest

    from support.programs.nursery import forked, move_in

    main()
