"""What an executor is given and gives back."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from scalehook.script_runner.executors.families import Family, family_of, family_of_image
from scalehook.script_runner.guest.metadata import metadata, write
from scalehook.script_runner.settings import GuestContainer, Settings
from scalehook_contracts.guests import Guest
from scalehook_contracts.host_names import host_name_of

CONTAINERS = "containers"
OUTPUT_BYTES = 24 * 1024
FILE_NAME = re.compile(
    r"""\{\{\s*ACS::ScriptFileName\s*(?:\|\s*Ext\(\s*["']?(?P<ending>\.\w{1,16})["']?\s*\)\s*)?\}\}""",
    re.IGNORECASE,
)


def nobody_hears(chunk: bytes) -> None:
    """For jobs whose output is read when they have ended."""


@dataclass(frozen=True)
class Job:
    """A script and the home of the instance that it is for, or in which its container is.

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
    container: GuestContainer | None = None

    @property
    def place(self) -> Path:
        """Where what scripts write is kept: the instance's home, or its container's folder in there."""
        return self.home if self.container is None else self.home / CONTAINERS / self.container.id

    @property
    def root(self) -> Path:
        """The instance's own file system, or the container's: what the sandbox shows as `/`."""
        return self.place / "root"

    @property
    def hostname(self) -> str:
        """What the instance calls itself: as ECS has it. A container has the beginning of its id."""
        if self.container is not None:
            return self.container.id[:12]
        return self.guest.host_name or host_name_of(self.instance_id)

    @property
    def family(self) -> Family:
        """Its distribution. A container whose image says none has that of the instance."""
        image = family_of_image(self.container.image) if self.container else None
        return image or family_of(self.guest.image_id)

    @property
    def script_name(self) -> str:
        """What the script's file is called: a launcher may want an ending."""
        found = FILE_NAME.search(self.launcher)
        return "script" + (found["ending"] or "" if found else "")

    def write_script(self) -> Path:
        """The script as an executable file."""
        path = self.home / "runs" / f"{self.invoke_id}.sh"
        path.write_bytes(self.script)
        path.chmod(0o755)
        return path

    def write_metadata(self) -> Path:
        """What the instance's metadata service says, as a folder."""
        folder = self.home / "metadata"
        account_id = self.settings.account_id
        write(folder, metadata(self.instance_id, self.hostname, account_id, self.guest))
        return folder

    def interpreter(self, script: str) -> list[str]:
        """The command line that runs the script, which is at this path where it runs."""
        if self.launcher:
            line = FILE_NAME.sub(lambda found: script, self.launcher)
            return ["/bin/sh", "-c", f"exec {line}"]
        is_own = self.script.startswith(b"#!") and self.container is None  # there it is always a shell
        return [script] if is_own else ["/bin/sh", script]


@dataclass(frozen=True)
class Ended:
    """How the script ended. `error_code` is a documented one where it could not be run; `full` says that
    it was killed for what it wrote to the disk.
    """

    exit_code: int | None
    output: bytes = b""
    dropped: int = 0
    error_code: str = ""
    full: bool = False

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

    async def remove(self, home: Path) -> None:
        """Give up what it keeps elsewhere of the instance with this home, which is gone."""

    def unavailable(self) -> str:
        """Why it cannot be used on this machine; empty when it can."""
