"""Imports all of scalehook once, and forks a process for each program that is asked for.

Such a process has its own arguments, environment, folder and files, is killed and ends like any other,
and starts in a hundredth of the time. What a start imports is for tests to say that start a real one.
Run as a script: its arguments are the socket on which it listens, and a file that can be read when it
is to end: a pipe that nobody holds any more, or a process that is over.
"""

import ctypes
import gc
import marshal
import os
import select
import shutil
import signal
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from runpy import run_path
from types import ModuleType
from typing import Any

Asked = tuple[list[str], dict[str, str], str, list[int]]  # arguments, environment, folder, files
HEAD = 4  # bytes, which say how long the rest of a question is; as in asking.py
FILES = 3  # stdin, stdout, stderr
LEFT_OUT = ("scalehook.testing", "scalehook.cli.demo", "scalehook.__main__", "scalehook.cli.__main__")
LIBRARIES = ("structlog", "uvloop", "aio_pika", "asyncpg", "httpx", "rich.console", "pytest")
CALLS = "alibabacloud_tea_openapi.client"  # of the example that the documents call operations with
OLDER = (
    "aliyunsdkcore.client",
    "aliyunsdkcore.request",
    "mns.account",
)  # of consumers that are examples
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def import_everything() -> None:
    """What a program would import itself; but not what only the demo needs. What it would work out
    once, of its handlers and their messages, it finds worked out. All contracts together take less
    than two stacks would spend on those that they use.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # as the command line has it
    gc.disable()
    for root in ("scalehook_contracts", "scalehook"):
        for module in walk_packages(import_module(root).__path__, f"{root}."):
            if not module.name.startswith(LEFT_OUT):
                import_module(module.name)
    for later in (*LIBRARIES, CALLS, *OLDER):
        import_module(later)
    services = import_module("scalehook.wiring.services")
    import_module("scalehook.kit.api.catalogue").contract_types()
    services.readers()
    services.all_types()
    gc.freeze()
    gc.enable()
    _complete(import_module("pydantic").BaseModel)
    gc.collect()
    gc.freeze()


def _complete(model: Any) -> None:
    """All that are derived from it: their validators are made when they are needed first."""
    for derived in model.__subclasses__():
        derived.model_rebuild()  # does nothing to one that is complete
        _complete(derived)


@dataclass(frozen=True)
class Line:
    """To whoever has asked for a program, which is killed if `tied` when nobody is there any more."""

    to: socket.socket
    tied: bool

    def tell(self, number: int) -> None:
        """The program's id, or in the end its exit code."""
        with suppress(OSError):  # nobody wants to know
            self.to.sendall(b"%d\n" % number)


class Programs:
    """Those that run, by their ids. Whatever happens to them wakes who waits in `select`."""

    def __init__(self, listening: socket.socket, owner: int) -> None:
        self._listening, self._owner = listening, owner
        self._running: dict[int, Line] = {}
        self._woken, self._waking = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # an end is written to the pipe
        signal.set_wakeup_fd(self._waking, warn_on_full_buffer=False)

    def next_question(self) -> socket.socket:
        """Somebody who asks for one; without its owner this process ends, and nothing of it stays."""
        while True:
            ready = self._wait()
            if self._owner in ready:
                folder = os.path.dirname(self._listening.getsockname())  # noqa: PTH120  (a text)
                shutil.rmtree(folder, ignore_errors=True)  # the tests may have removed all of theirs
                sys.exit()
            if self._woken in ready:
                os.read(self._woken, 4096)
                self._bury()
            self._kill_left(ready)
            if self._listening in ready:
                return self._listening.accept()[0]

    def _wait(self) -> list[Any]:
        tied = [line.to for line in self._running.values() if line.tied]
        return select.select([self._listening, self._owner, self._woken, *tied], [], [])[0]

    def _bury(self) -> None:
        """Those that have ended."""
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                line = self._running.pop(ended[0])
                line.tell(os.waitstatus_to_exitcode(ended[1]))
                line.to.close()

    def _kill_left(self, ready: list[Any]) -> None:
        """Those whose line has come to its end."""
        for program, line in self._running.items():
            if line.tied and line.to in ready:
                os.kill(program, signal.SIGKILL)
                self._running[program] = Line(line.to, tied=False)

    def began(self, program: int, line: Line) -> None:
        """One more."""
        self._running[program] = line
        line.tell(program)

    def forget(self) -> None:
        """In the process of a program: the others are no concern of it."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._listening.close()
        for line in self._running.values():
            line.to.close()
        for file in (self._owner, self._woken, self._waking):
            os.close(file)


def what_is_asked(line: socket.socket) -> tuple[Asked, bool]:
    """The program, and whether it is tied to whoever asks; EOFError of one that was killed meanwhile."""
    head, files, _, _ = socket.recv_fds(line, HEAD, FILES)
    length, body = int.from_bytes(head, "big"), b""
    while len(body) < length and (more := line.recv(length - len(body))):
        body += more
    arguments, environment, folder, tied = marshal.loads(body)
    return (arguments, environment, folder, files), tied


def forked(listening: socket.socket, owner: int) -> Asked:
    """Comes back in each program's own process, with what it was asked to do; never in this one."""
    programs, of_system = Programs(listening, owner), ctypes.CDLL(None)
    while True:
        line = programs.next_question()
        try:
            asked, tied = what_is_asked(line)
        except EOFError:
            continue
        program = os.fork()
        if program == 0:
            _die_with_parent(of_system)
            line.close()
            programs.forget()
            return asked
        for file in asked[3]:
            os.close(file)
        programs.began(program, Line(line, tied))


def move_in(arguments: list[str], environment: dict[str, str], folder: str, files: list[int]) -> None:
    """As a process is when it starts: no signal handled, files, folder, environment and arguments."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, file in enumerate(files):
        os.dup2(file, number)
    for file in files:
        os.close(file)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115  (stays open, and has no name)
    at_once = 1 if "PYTHONUNBUFFERED" in environment else -1
    sys.stdout = open(1, "w", buffering=at_once, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = arguments


def _die_with_parent(of_system: ctypes.CDLL) -> None:
    """However that ends: nothing is left of a run of the tests that was killed."""
    if sys.platform == "linux":
        of_system.prctl(DIES_WITH_PARENT, signal.SIGKILL)


def play(program: str) -> None:
    """`python -c PROGRAM`: as the main module of a process that has just begun."""
    main = sys.modules["__main__"] = ModuleType("__main__")
    sys.argv = ["-c"]
    exec(program, main.__dict__)


def _play() -> None:
    """`scalehook …`, `python FILE …`, or what pytest-xdist starts: `python -u -c PROGRAM`."""
    if sys.argv[0] == "scalehook":
        import_module("scalehook.cli.entry").main()
    elif sys.argv[1:3] == ["-u", "-c"]:
        play(sys.argv[3])
        sys.exit(0)
    else:
        del sys.argv[0]
        sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[0])))  # noqa: PTH100, PTH120  (texts)
        run_path(sys.argv[0], run_name="__main__")
        sys.exit(0)


def leave(code: int) -> None:
    """End as a program does, but for taking all that was imported to pieces."""
    threading._shutdown()  # joins all, and only it tells those of an idle pool to end
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Ends with the program in its process, and in this one when nobody asks any more."""
    listening, owner = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the tests get it too, and end what they have started
    import_everything()
    move_in(*forked(listening, owner))
    try:
        _play()
    except SystemExit as end:
        if isinstance(end.code, int):
            leave(end.code)
        raise


if __name__ == "__main__":
    main()
