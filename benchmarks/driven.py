"""A process that does its work when it is told to, so that something can be counted around it."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.servers import environment


class Driven:
    """Says a line when it is ready, and one for each line that it is told."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.process_id = process.pid
        self._hear()

    def tell(self, line: str = "go") -> str:
        """Its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        if not (line := self._process.stdout.readline()):
            raise RuntimeError(f"{self._process.args!r} has ended")
        return line.strip()


@contextmanager
def driven(module: str, *arguments: str, under: Sequence[str] = ()) -> Iterator[Driven]:
    """A module of ours as a process; it ends when its input does. `under` is a program around it."""
    command = [*under, sys.executable, "-m", f"benchmarks.{module}", *arguments]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment({"PYTHONHASHSEED": "0"}),
        text=True,
    ) as process:
        try:
            yield Driven(process)
        finally:
            process.communicate()
