"""What an executor is given and gives back."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from scalehook.script_runner.settings import Settings
from scalehook_contracts.script_runner.guests import Guest

OUTPUT_BYTES = 24 * 1024


def nobody_hears(chunk: bytes) -> None:
    """For jobs whose output is read when they have ended."""


@dataclass(frozen=True)
class Job:
    """A script and the home of the instance that it is for.

    `launcher` is the command line that the script is run with; empty where there is none. `said` is
    called with each chunk of new output while the script runs.
    """

    invoke_id: str
    instance_id: str
    script: bytes
    working_dir: str
    home: Path
    settings: Settings
    username: str = "root"
    launcher: str = ""
    said: Callable[[bytes], None] = nobody_hears
    guest: Guest = field(default_factory=Guest)

    @property
    def root(self) -> Path:
        """The instance's own file system: what the sandbox shows as `/`."""
        return self.home / "root"

    def write_script(self) -> Path:
        """The script as an executable file."""
        path = self.home / "runs" / f"{self.invoke_id}.sh"
        path.write_bytes(self.script)
        path.chmod(0o755)
        return path

    def interpreter(self, script: str) -> list[str]:
        """The command line that runs the script, which is at this path where it runs."""
        return [script] if self.script.startswith(b"#!") else ["/bin/sh", script]


@dataclass(frozen=True)
class Ended:
    """How the script ended. `error_code` is a documented one where it could not be run."""

    exit_code: int | None
    output: bytes = b""
    dropped: int = 0
    error_code: str = ""

    @classmethod
    def of(cls, exit_code: int, output: bytes) -> "Ended":
        """With the output cut to its last 24 KB."""
        return cls(exit_code, output[-OUTPUT_BYTES:], max(0, len(output) - OUTPUT_BYTES))

    @property
    def text(self) -> str:
        """The output in Base64."""
        return base64.b64encode(self.output).decode()


class Executor(Protocol):
    """A way to run scripts."""

    async def run(self, job: Job) -> Ended:
        """Run it to its end; cancelling ends the script and everything that it started."""

    def unavailable(self) -> str:
        """Why it cannot be used on this machine; empty when it can."""
