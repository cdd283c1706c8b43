"""Programs that run beside a test, and what they say."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.patience import wait_until
from support.programs.program import Program, start_file


@dataclass(frozen=True)
class RunningFile:
    """A program in Python that has been started."""

    program: Program
    log: Path

    def said(self) -> str:
        """All of it, errors too."""
        return self.log.read_text(errors="replace")

    def wait_for(self, text: str) -> None:
        """Until it has said this."""
        wait_until(lambda: text in self.said(), self.said)

    def stop(self) -> int:
        """SIGTERM, and its exit code."""
        self.program.terminate()
        return self.program.wait()


@contextmanager
def running_file(
    file: Path, *arguments: str, log: Path, environment: Mapping[str, str]
) -> Iterator[RunningFile]:
    """`python FILE …` inside the block; it is ended with it."""
    with log.open("wb") as output:
        program = start_file(file, *arguments, environment=environment, output=output, errors=output)
    running = RunningFile(program, log)
    try:
        yield running
    finally:
        running.stop()
