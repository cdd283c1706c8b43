"""Collects the tests once, and forks a Python for each worker of the run: it finds all tests imported.

A worker that imports them itself takes four times as long, and in a fresh clone each would compile them.
Run as a script: its arguments are those of the nursery, and then those of the run.
"""

import atexit
import gc
import os
import signal
import socket
import sys
import threading
from importlib import import_module
from pathlib import Path

import pytest

PLAIN = "--plain"


class Quiet:
    """A plugin of the run that only collects: it leaves nothing behind."""

    def pytest_configure(self, config: pytest.Config) -> None:
        """No report of tests that nobody has run."""
        config.option.xmlpath = None


def collect(arguments: list[str]) -> bool:
    """Whether all went well. What is imported pytest does not import another time."""
    from support.programs.kept import KEPT
    from support.programs.rewriting import Ahead

    code = pytest.main([*arguments, "--collect-only", "-qq", "-n0"], plugins=[Quiet(), Ahead(), KEPT])
    import_module("hypothesis.strategies").text().validate()  # what it works out once of all characters
    return code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) and (
        threading.active_count() == 1  # others would not be there after a fork
    )


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
        os.execv(sys.executable, [sys.executable, __file__, *handed, PLAIN])
    serve(socket.socket(fileno=int(handed[0])), int(handed[1]))
    atexit._run_exitfuncs()
    leave(0)  # all that was collected is not taken to pieces


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])  # the tests' folder
    from support.programs.nursery import forked, leave, move_in, play

    main()
