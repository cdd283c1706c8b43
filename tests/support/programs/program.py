"""A `scalehook` that runs as a process of its own, forked where everything is imported already."""

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO

from support.patience import PATIENCE_SECONDS, wait_until
from support.programs import asking
from support.programs import collected as collected_of
from support.programs import nursery as nursery_of
from support.programs.asking import ask, number

NAME = "nursery"


class Program:
    """What is asked of `subprocess.Popen`, for a process that is somebody else's child."""

    def __init__(self, line: socket.socket) -> None:
        self.pid, self._line = number(line), line
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float = PATIENCE_SECONDS) -> int:
        """Its exit code; TimeoutExpired when it goes on."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        """Nothing happens when it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def _ended(self, timeout: float) -> int | None:
        if self.returncode is None and select.select([self._line], [], [], timeout)[0]:
            self.returncode = number(self._line)
            self._line.close()
        return self.returncode


def start(
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    output: BinaryIO | int = subprocess.DEVNULL,
    errors: BinaryIO | int = subprocess.DEVNULL,
) -> Program:
    """`scalehook` with these arguments; it reads nothing."""
    return _start(["scalehook", *arguments], environment, output, errors)


def start_file(
    file: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    output: BinaryIO | int = subprocess.DEVNULL,
    errors: BinaryIO | int = subprocess.DEVNULL,
) -> Program:
    """`python FILE` with these arguments, where all of scalehook is imported already."""
    return _start(["python", str(file), *arguments], environment, output, errors)


def _start(
    command: list[str],
    environment: Mapping[str, str] | None,
    output: BinaryIO | int,
    errors: BinaryIO | int,
) -> Program:
    with Path(os.devnull).open("r+b") as nothing:
        files = [nothing if file == subprocess.DEVNULL else file for file in (nothing, output, errors)]
        numbers = [file if isinstance(file, int) else file.fileno() for file in files]
        return Program(ask(str(nursery()), command, dict(environment or os.environ), numbers))


def run(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """`scalehook` with these arguments, to its end: its exit code, and what it says."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        program = start(*arguments, environment=environment, output=output, errors=errors)
        code = program.wait()
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode())
        return subprocess.CompletedProcess(["scalehook", *arguments], code, *texts)


@cache
def nursery() -> Path:
    """The socket of the nursery: one for all workers of a run, which ends with the run; else our own."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None or not hasattr(os, "pidfd_open"):
        owner, _ = os.pipe()  # the other end stays open as long as this process lives
        return _nursery(Path(tempfile.mkdtemp(prefix="scalehook-")), owner)
    folder = Path(tempfile.gettempdir(), f"scalehook-{run}")
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # another worker starts it
        path = folder / NAME
        return wait_until(lambda: path.exists() and path, lambda: f"nobody listens at {path}")
    return _nursery(folder, os.pidfd_open(os.getppid()))


def collected(arguments: Iterable[str]) -> Path:
    """A `python` that has collected the tests of a run with these arguments; it ends with us."""
    folder = Path(tempfile.mkdtemp(prefix="scalehook-"))
    handed = _nursery(folder, os.pidfd_open(os.getpid()), collected_of.__file__, *arguments)
    return shortcut(folder / "bin", handed) / "python"


def _nursery(folder: Path, owner: int, file: str = nursery_of.__file__, *arguments: str) -> Path:
    """A new one. Its socket gets its name when it can be asked."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "new"))
        listening.listen(64)
        handed = [listening.fileno(), owner]
        program = [sys.executable, file, *map(str, handed), *arguments]
        subprocess.Popen(program, pass_fds=handed, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        os.close(owner)
    return (folder / "new").rename(folder / NAME)


@cache
def _shortcuts() -> Path:
    return shortcut(nursery().parent / f"bin-{os.getpid()}")


def path() -> str:
    """A PATH on which `python` and `scalehook` come from the nursery: they start at once."""
    return f"{_shortcuts()}{os.pathsep}{os.environ['PATH']}"


def quick(name: str) -> str:
    """One of these two, for a command of a test's own."""
    return str(_shortcuts() / name)


def shortcut(folder: Path, of: Path | None = None) -> Path:
    """A folder for the PATH of a shell, in which programs are asked of the nursery."""
    folder.mkdir()
    source = Path(asking.__file__).read_text()
    for name in ("scalehook", "python"):
        (folder / name).write_text(f"#!{sys.executable} -IS\n{source}\nmain({str(of or nursery())!r})\n")
        (folder / name).chmod(0o755)
    return folder
