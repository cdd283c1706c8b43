"""Receivers of pushes in other languages, each as the official sample of its language checks them."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scalehook.testing.throwaway import NoServer
from support.patience import PATIENCE_SECONDS

HERE = Path(__file__).parent
COMMANDS = {
    "go": ["go", "run", "receiver.go"],
    "java": ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "Receiver.java"],
}


@contextmanager
def receiving_in(language: str) -> Iterator[str]:
    """The address of one that runs inside the block; NoServer where its tool is missing."""
    command = COMMANDS[language]
    if shutil.which(command[0]) is None:
        raise NoServer(f"there is no {command[0]}")
    with subprocess.Popen(
        command, cwd=HERE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        try:
            assert running.stdout is not None
            port = running.stdout.readline().strip()
            assert port, f"it has ended with code {running.wait(PATIENCE_SECONDS)}"
            yield f"http://127.0.0.1:{port}/hook?x=1"
        finally:
            os.killpg(running.pid, signal.SIGKILL)  # `go run` starts the program that it has made
