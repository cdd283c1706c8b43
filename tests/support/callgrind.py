"""Instructions of a process, counted by valgrind's callgrind: exact, whatever else the machine does."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from support.patience import wait_until

TOTALS = "totals:"


def is_there() -> bool:
    """Whether valgrind is installed."""
    return None not in (shutil.which("valgrind"), shutil.which("vgdb"))


def prefix(folder: Path) -> list[str]:
    """What a command is to begin with; it counts nothing until it is told to."""
    return [
        "valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no",
        f"--callgrind-out-file={folder}/out",
    ]  # fmt: skip


@dataclass
class Laps:
    """Counts what the process of this id does, in its own code and libraries, lap by lap."""

    process_id: int
    folder: Path

    def start(self) -> None:
        """From here on. All its code is translated anew for it, which takes long."""
        self._control("instrumentation", "on")

    def stop(self) -> None:
        """What it does now does not count."""
        self._control("instrumentation", "off")

    def lap(self) -> int:
        """The instructions since the start, or the last lap."""
        self._control("dump")
        dumps = wait_until(self._dumps, lambda: "no dump has come")
        for path in dumps:
            path.unlink()
        return sum(dumps.values())

    def _control(self, *what: str) -> None:
        """As `callgrind_control` would, which is a script of Perl."""
        command = ["vgdb", f"--pid={self.process_id}", *what]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _dumps(self) -> dict[Path, int]:
        """The instructions of each dump that is complete."""
        found = {}
        for path in self.folder.glob("out*"):
            last = path.read_text(errors="replace").rstrip().rpartition("\n")[2]
            if last.startswith(TOTALS):
                found[path] = int(last.split()[1])
        return found


@dataclass
class Counting:
    """Counts inside the block."""

    process_id: int
    folder: Path
    instructions: int = 0

    def __enter__(self) -> "Counting":
        self._laps = Laps(self.process_id, self.folder)
        self._laps.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        self._laps.stop()
        self.instructions = self._laps.lap()
